"""What programs do with organisations and networks: list, read and change them, ask, invite and answer who belongs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import LayerName, layer_name
from allmende.commons.tokens.areas import PEOPLE
from allmende.foundation.api import AFTER, LIMIT, Input, Made, Operations, Page, paged, unchanged, version_of
from allmende.foundation.verdicts import Refused, require
from allmende.people.organisations import commands
from allmende.people.organisations.forms import InviteForm
from allmende.people.organisations.models import Joining, Organisation
from allmende.people.organisations.queries import (
    bodies_page,
    find_body,
    find_joining,
    joinings_into,
    joinings_of,
    partners_of,
    shown_facts,
)
from allmende.people.organisations.queries.joinings import JoiningCard
from allmende.people.organisations.rules import may_change_organisation, may_invite

router = Operations(PEOPLE)


class BodyCardOut(Schema):
    """An organisation or a network as it stands in the list."""

    id: UUID
    slug: str = Field(examples=["hof-sonnenau"])
    url: str = Field(examples=["https://community.example/spaces/hof-sonnenau/"])
    name: str = Field(examples=["Hof Sonnenau"])
    summary: str
    is_network: bool
    members: int = Field(examples=[6])
    layer: LayerName
    fields: list[str] = Field(description="In which it works.", examples=[["farming"]])


class FactOut(Schema):
    """A piece of legal data, as far as you may see it."""

    kind: str = Field(examples=["form"])
    label: str = Field(examples=["Legal form"])
    value: str = Field(examples=["registered cooperative"])


class BodyOut(Schema):
    """An organisation or network by itself; what its space is stands at /spaces/{slug}."""

    slug: str = Field(examples=["hof-sonnenau"])
    name: str = Field(examples=["Hof Sonnenau"])
    fields: list[str] = Field(examples=[["farming"]])
    links: list[str] = Field(examples=[["https://community.example"]])
    facts: list[FactOut]
    joined: list[str] = Field(description="Slugs of its networks, or of a network's organisations.")
    version: str = Field(examples=["4be1f0c2a97d"])


class JoiningOut(Schema):
    """A request or an invitation that waits."""

    id: UUID
    is_request: bool
    state: str = Field(examples=["waiting"])
    words: str
    made: datetime
    into: str = Field(examples=["Hof Sonnenau"])
    who: str = Field(examples=["Ben Roth"])


class BodyPatch(Input):
    """What is to change; what isn't named stays as it is."""

    fields: list[str] | None = Field(None, examples=[["farming"]])
    links: list[str] | None = Field(None, examples=[["https://community.example"]])


class InvitationIn(Input):
    """Whom to invite, by handle or whole name (an organisation into a network, a person otherwise), and a sentence with it."""

    who: str = Field(max_length=120, examples=["ben-roth"])
    words: str = Field("", max_length=280)


class JoiningIn(Input):
    """Words to those who decide; `organisation` is the slug of the one that is to join a network."""

    words: str = Field("", max_length=600)
    organisation: str = Field("", max_length=60)


@router.reads("/organisations", Page[BodyCardOut])
def list_organisations(
    request: HttpRequest, response: HttpResponse, show: Literal["", "organisation", "network", "mine"] = "",
    after: UUID | None = AFTER, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List the organisations and networks that you see, the newest first."""
    which = "" if show == "mine" and request.actor.is_guest else show
    cards, following = bodies_page(request.actor, request.space, which, after, limit)
    shown = [
        {
            "id": card.id, "slug": card.slug, "url": request.build_absolute_uri(card.url), "name": card.name,
            "summary": card.summary, "is_network": card.is_network, "members": card.members,
            "layer": layer_name(card.layer), "fields": card.fields,
        }
        for card in cards
    ]  # fmt: skip
    return paged(request, response, shown, following)


@router.reads("/organisations/joinings", Page[JoiningOut], members=True)
def list_joinings(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what waits for you and for those whom you represent."""
    cards, following = joinings_of(request.actor, request.space, after, limit)
    return paged(request, response, map(_joining_shown, cards), following)


@router.reads("/organisations/{slug:slug}", BodyOut)
def get_organisation(request: HttpRequest, slug: str) -> Any:
    """Read an organisation or a network."""
    return _shown(request, _body(request, slug))


@router.changes("/organisations/{slug:slug}", BodyOut)
def patch_organisation(request: HttpRequest, slug: str, sent: BodyPatch) -> Any:
    """Say in which fields an organisation works, and where else it is found."""
    Thing.objects.hold(_body(request, slug).pk)  # house: of an organisation they see
    body = _body(request, slug)
    require(may_change_organisation(request.actor, body.space))
    unchanged(request, _shown(request, body)["version"])
    fields = body.fields_of_work if sent.fields is None else sent.fields
    links = body.links if sent.links is None else sent.links
    commands.change_organisation(request.actor, body, fields_of_work=fields, links=links)
    return _shown(request, _body(request, slug))


@router.reads("/organisations/{slug:slug}/joinings", Page[JoiningOut], members=True)
def list_joinings_into(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List who asks to come in and who is invited, as one of those who care for it."""
    body = _body(request, slug)
    require(may_invite(request.actor, body.space))
    cards, following = joinings_into(body.space, after, limit)
    return paged(request, response, map(_joining_shown, cards), following)


@router.posts("/organisations/{slug:slug}/invitations", Made)
def invite_into_organisation(request: HttpRequest, slug: str, sent: InvitationIn) -> Any:
    """Invite someone into an organisation, or an organisation into a network."""
    body = _body(request, slug)
    require(may_invite(request.actor, body.space))
    form = InviteForm({"who": sent.who, "words": sent.words}, purpose=body.space.purpose)
    if not form.is_valid():
        raise Refused(_("Nobody here has that name."), 422, errors={"who": _("Nobody here has that name.")})
    joining = commands.invite(request.actor, body.space, form.found(), sent.words)
    return {"id": joining.id, "url": f"/organisations/{slug}/requests/"}


@router.removes("/organisations/{slug:slug}/networks/{slug:network}")
def leave_network(request: HttpRequest, slug: str, network: str) -> None:
    """Leave a network, or let an organisation of your network go."""
    commands.part(request.actor, _body(request, network).space, _body(request, slug))


@router.posts("/organisations/{slug:slug}/joining", Made)
def ask_to_join(request: HttpRequest, slug: str, sent: JoiningIn) -> Any:
    """Ask to join an organisation, or a network for one that you represent."""
    into = find_body(request.actor, request.space, slug)
    body = find_body(request.actor, request.space, sent.organisation) if sent.organisation else None
    if into is None or (sent.organisation and body is None):
        raise Http404
    joining = commands.ask_to_join(request.actor, into.space, body, sent.words)
    return {"id": joining.id, "url": "/organisations/joinings/"}


@router.posts("/organisations/joinings/{uuid:key}/acceptance")
def accept_joining(request: HttpRequest, key: UUID) -> None:
    """Say yes: they belong."""
    commands.answer(request.actor, _joining(request, key), accepts=True)


@router.posts("/organisations/joinings/{uuid:key}/refusal")
def refuse_joining(request: HttpRequest, key: UUID) -> None:
    """Say no."""
    commands.answer(request.actor, _joining(request, key), accepts=False)


@router.removes("/organisations/joinings/{uuid:key}")
def take_back_joining(request: HttpRequest, key: UUID) -> None:
    """Take back a request or an invitation while it waits."""
    commands.take_back(request.actor, _joining(request, key))


def _joining(request: HttpRequest, key: UUID) -> Joining:
    joining = find_joining(request.actor, request.space, key)
    if joining is None:
        raise Http404
    return joining


def _body(request: HttpRequest, slug: str) -> Organisation:
    body = find_body(request.actor, request.space, slug)
    if body is None:
        raise Http404
    return body


def _shown(request: HttpRequest, body: Organisation) -> dict[str, Any]:
    facts = [
        {"kind": fact.kind, "label": str(fact.label), "value": fact.value}
        for fact in shown_facts(request.actor, body.pk)
    ]
    return {
        "slug": body.space.slug, "name": body.space.title, "fields": body.fields_of_work, "links": body.links, "facts": facts,
        "joined": [card.slug for card in partners_of(request.actor, body.space)],
        "version": version_of((body.fields_of_work, body.links)),
    }  # fmt: skip


def _joining_shown(card: JoiningCard) -> dict[str, Any]:
    return {name: getattr(card, name) for name in ("id", "is_request", "state", "words", "made", "into", "who")}
