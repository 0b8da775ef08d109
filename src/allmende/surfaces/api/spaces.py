"""Spaces: which there are, who belongs to them and as what, how they are called, how things step outward from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from allmende.commons.spaces import commands
from allmende.commons.spaces.archive import what_rests
from allmende.commons.spaces.models import Mode, Role, Space, SpaceKind
from allmende.commons.spaces.reach import hold
from allmende.commons.spaces.rules import is_member, may_archive, may_change_space, may_set_gates, roles_of
from allmende.commons.spaces.rules.belonging import belongs_here
from allmende.commons.things.shapes import LAYERS, LayerName, SharedLayer, layer_name
from allmende.commons.tokens.areas import SPACES
from allmende.foundation.api import AFTER, LIMIT, Input, Made, Operations, Page, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import found_organisation
from allmende.surfaces.web.spaces.fetching import get_space as find_space
from allmende.surfaces.web.spaces.queries import SpaceCard, gates_of, members_page, spaces_of

router = Operations(SPACES)

KindName = Literal["community", "network", "organisation", "project", "hub", "team", "group"]
RoleName = Literal["member", "host", "curator"]


class SpaceCardOut(Schema):
    """A space as it stands in the list."""

    id: UUID
    slug: str = Field(examples=["orchard"])
    url: str = Field(examples=["https://community.example/spaces/orchard/"])
    title: str = Field(examples=["Orchard"])
    summary: str = Field(examples=["We look after the old trees by the river."])
    language: str = Field(examples=["en"])
    layer: LayerName
    members: int = Field(examples=[12])
    is_mine: bool = Field(description="Whether you belong to it.")
    degree: str = Field(description="How much say people have in a project; empty: not declared.", examples=["involve"])


class SpaceOut(Schema):
    """A space."""

    id: UUID
    slug: str = Field(examples=["orchard"])
    url: str = Field(examples=["https://community.example/spaces/orchard/"])
    kind: KindName
    title: str = Field(examples=["Orchard"])
    summary: str
    about: str = Field(description="Markdown.")
    language: str = Field(examples=["en"])
    zone: str = Field(examples=["Europe/Berlin"])
    currency: str = Field(description="In which new calls and plans count.", examples=["EUR"])
    degree: str = Field(description="How much say people have in a project; empty: not declared.", examples=["involve"])
    colour: str = Field(examples=["#2f6b3a"])
    inside: str | None = Field(description="The slug of the community around it; null for a community.")
    members: int = Field(examples=[12])
    role: str | None = Field(description="What you are there.", examples=["member"])
    archived: datetime | None = Field(description="Since when it can only be read; null while it is open.")
    version: str = Field(examples=["1794837600000000"])


class ArchiveOut(Schema):
    """Whether a space is archived, and else what would rest."""

    archived: datetime | None
    archived_with: str | None = Field(description="The slug of the space around it that took it along.")
    rests: list[str] = Field(description="What archiving it would do, in numbers.", examples=[["1 vote is running: nobody can vote until the space is reopened."]])  # fmt: skip


class SpaceIn(Input):
    """A space to open; you are its host."""

    name: str = Field(examples=["Orchard"])
    kind: Literal["network", "organisation", "project", "hub", "team", "group"]
    inside: str = Field(description="The slug of the space around it.", examples=["meadow"])
    summary: str = Field("", max_length=280)


class SpacePatch(Input):
    """What is to change; what isn't named stays as it is."""

    name: str | None = None
    summary: str | None = Field(None, max_length=280)
    about: str | None = Field(None, max_length=20_000, description="Markdown.")
    language: Literal["de", "en", "it"] | None = None
    zone: str | None = Field(None, max_length=40, examples=["Europe/Berlin"])
    currency: str | None = Field(None, max_length=3, examples=["EUR"])
    degree: Literal["", "inform", "consult", "involve", "collaborate", "empower"] | None = Field(
        None, description="Of a project: how much say people have."
    )
    slug: str | None = Field(None, description="The last part of its address; the old one goes on leading here.")
    colour: str | None = Field(None, max_length=7, examples=["#2f6b3a"])


class MemberOut(Schema):
    """Someone who belongs to a space."""

    handle: str = Field(examples=["ben-roth"])
    name: str = Field(examples=["Ben Roth"])
    role: str = Field(examples=["member"])
    joined: datetime


class MemberIn(Input):
    """As what someone is to belong to a space."""

    role: RoleName = "member"


class GateOut(Schema):
    """How a space treats steps onto a layer; `is_own`: not just as usual or as around it."""

    layer: SharedLayer
    mode: Literal["free", "reviewed", "closed"]
    is_own: bool


class GateIn(Input):
    """How steps are to be treated."""

    mode: Literal["free", "reviewed", "closed"]


@router.reads("/spaces", Page[SpaceCardOut])
def list_spaces(
    request: HttpRequest, response: HttpResponse,
    show: Literal["", "mine", "team", "group", "project", "hub", "organisation", "network", "archived"] = "",
    after: UUID | None = AFTER, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List the spaces that you see, by name."""
    cards, following = spaces_of(request.actor, request.space, show, after=after, limit=limit)
    return paged(request, response, [_card(request, card) for card in cards], following)


@router.posts("/spaces", Made)
def create_space(request: HttpRequest, sent: SpaceIn) -> Any:
    """Open a space inside another."""
    around, kind = find_space(request, sent.inside), SpaceKind(sent.kind)
    values = {"name": sent.name, "purpose": kind, "summary": sent.summary}
    is_body = kind in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}
    made = found_organisation(request.actor, around, **values).space if is_body else commands.open_space(request.actor, around, **values)  # fmt: skip
    return {"id": made.id, "url": f"/spaces/{made.slug}/"}


@router.reads("/spaces/{slug:slug}", SpaceOut)
def get_space(request: HttpRequest, slug: str) -> Any:
    """Read a space."""
    return _shown(request, find_space(request, slug))


@router.changes("/spaces/{slug:slug}", SpaceOut)
def patch_space(request: HttpRequest, slug: str, sent: SpacePatch) -> Any:
    """Change how a space is called, described and addressed."""
    require(may_change_space(request.actor, find_space(request, slug)))
    hold(find_space(request, slug).id)
    place = find_space(request, slug)
    unchanged(request, _version(place))
    changed = commands.change_space(request.actor, place, **sent.model_dump(exclude_unset=True, exclude_none=True))
    return _shown(request, find_space(request, changed.slug))


@router.puts("/spaces/{slug:slug}/membership")
def join_space(request: HttpRequest, slug: str) -> None:
    """Join an interest group."""
    place = find_space(request, slug)
    require(is_member(request.actor, request.space))
    if place.id not in roles_of(request.actor):
        commands.join_space(request.actor, place)


@router.removes("/spaces/{slug:slug}/membership")
def leave_space(request: HttpRequest, slug: str) -> None:
    """Leave a space; what you made there stays."""
    commands.leave_space(request.actor, find_space(request, slug))


@router.reads("/spaces/{slug:slug}/archive", ArchiveOut, members=True)
def read_archive(request: HttpRequest, slug: str) -> Any:
    """Read since when a space is archived, or what archiving it would do."""
    place = find_space(request, slug)
    if place.archived is None:
        require(may_archive(request.actor, place))
    around = place.archived_with.slug if place.archived_with else None
    return {"archived": place.archived, "archived_with": around, "rests": [] if place.archived else what_rests(place)}


@router.puts("/spaces/{slug:slug}/archive")
def archive_space(request: HttpRequest, slug: str) -> None:
    """Archive a space: it can be read, and nothing changes in it until it is reopened."""
    commands.archive_space(request.actor, find_space(request, slug))


@router.removes("/spaces/{slug:slug}/archive")
def reopen_space(request: HttpRequest, slug: str) -> None:
    """Reopen a space: it is as it was."""
    commands.reopen_space(request.actor, find_space(request, slug))


@router.reads("/spaces/{slug:slug}/members", Page[MemberOut], members=True)
def list_members(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List who belongs to a space, the first to join first."""
    place = find_space(request, slug)
    require(is_member(request.actor, request.space))
    cards, following = members_page(place, after, limit)
    shown = [{"handle": each.handle, "name": each.name, "role": each.role, "joined": each.joined} for each in cards]
    return paged(request, response, shown, following)


@router.puts("/spaces/{slug:slug}/members/{slug:handle}")
def put_member(request: HttpRequest, slug: str, handle: str, sent: MemberIn) -> None:
    """Take someone into a space, or say what a member is there."""
    place, member = find_space(request, slug), _member(request, handle)
    belongs = belongs_here(member, place)
    (commands.set_role if belongs else commands.take_in)(request.actor, place, member, Role(sent.role))


@router.removes("/spaces/{slug:slug}/members/{slug:handle}")
def remove_member(request: HttpRequest, slug: str, handle: str) -> None:
    """End someone's membership."""
    commands.take_out(request.actor, find_space(request, slug), _member(request, handle))


@router.reads("/spaces/{slug:slug}/gates", list[GateOut], members=True)
def list_gates(request: HttpRequest, slug: str) -> Any:
    """List how a space treats each step outward."""
    place = find_space(request, slug)
    require(may_set_gates(request.actor, place))
    return [{"layer": layer_name(row.layer), "mode": row.mode, "is_own": row.is_own} for row in gates_of(place)]


@router.puts("/spaces/{slug:slug}/gates/{layer}")
def put_gate(request: HttpRequest, slug: str, layer: SharedLayer, sent: GateIn) -> None:
    """Say how a space treats steps onto a layer."""
    commands.set_gate(request.actor, find_space(request, slug), LAYERS[layer], Mode(sent.mode))


def _member(request: HttpRequest, handle: str) -> Actor:
    """Someone by handle, for members of the community; the command says who may do what."""
    if not is_member(request.actor, request.space):
        raise Http404
    return get_object_or_404(Actor, handle=handle, erased=None)


def _version(space: Space) -> str:
    return str(int(space.changed.timestamp() * 1_000_000))


def _card(request: HttpRequest, card: SpaceCard) -> dict[str, Any]:
    return {
        "id": card.id, "slug": card.slug, "url": request.build_absolute_uri(card.url), "title": card.title,
        "summary": card.summary, "language": card.language, "layer": layer_name(card.layer), "members": card.members,
        "is_mine": card.is_mine, "degree": card.degree,
    }  # fmt: skip


def _shown(request: HttpRequest, space: Space) -> dict[str, Any]:
    return {
        "id": space.id, "slug": space.slug, "url": request.build_absolute_uri(f"/spaces/{space.slug}/"), "title": space.title,
        "kind": space.purpose, "summary": space.summary, "about": space.about, "language": space.language, "zone": space.zone,
        "currency": space.currency, "degree": space.degree,
        "colour": space.colour, "inside": space.root.slug if space.root else None, "members": space.member_count,
        "role": roles_of(request.actor).get(space.id), "archived": space.archived, "version": _version(space),
    }  # fmt: skip
