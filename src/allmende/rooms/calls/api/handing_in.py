"""Contributions: reading, writing, handing in, taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, UploadedFile

from allmende.commons.authorship.models import AuthorState
from allmende.commons.authorship.queries import authors_of
from allmende.commons.files.commands import store_picture
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.queries import pictures_of
from allmende.commons.spaces.queries import body_in
from allmende.commons.things.shapes import ALT, UPLOAD, layer_name, picture, who
from allmende.commons.versions.queries import versions_of
from allmende.foundation.api import AFTER, LIMIT, Amount, Made, Page, paged, unchanged
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls import commands
from allmende.rooms.calls.api.area import amount, call_at, contribution_at, router
from allmende.rooms.calls.api.shapes import (
    ContributionCardOut,
    ContributionDraftOut,
    ContributionIn,
    ContributionOut,
    ContributionPatch,
    HandedIn,
    VersionOut,
)
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.contributions import ContributionCard, contributions_page, my_drafts
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.template import PREFIX, template_of
from allmende.rooms.calls.rules import may_revise, may_see_result


@router.reads("/calls/{slug:slug}/contributions", Page[ContributionCardOut])
def list_contributions(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List what was handed in to a call.

    What the caller sees of it, newest first; also without being signed in, where the call is public.
    """
    page = contributions_page(request.actor, call_at(request, slug), "newest", str(after or ""), limit)
    return paged(request, response, [_card(request, card) for card in page.cards], page.next)


@router.posts("/calls/{slug:slug}/contributions", HandedIn)
def hand_in_contribution(request: HttpRequest, slug: str, contribution: ContributionIn) -> Any:
    """Hand in a contribution.

    Whole or not at all: nothing is kept of what is refused.
    """
    call = call_at(request, slug)
    behalf = body_in(request.actor, contribution.body)
    return _made(commands.hand_in(request.actor, call, behalf=behalf, **_content(call, contribution)))


@router.reads("/calls/{slug:slug}/drafts", Page[ContributionDraftOut], members=True)
def list_my_drafts(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    """List what you have begun in a call, or taken back."""
    drafts = my_drafts(request.actor, call_at(request, slug))
    shown = [{"title": each.title, "url": request.build_absolute_uri(each.url), "state": each.state, "changed": each.changed} for each in drafts]  # fmt: skip
    return paged(request, response, shown, None)


@router.posts("/calls/{slug:slug}/drafts", HandedIn)
def create_draft(
    request: HttpRequest, slug: str, contribution: ContributionPatch, body: str = Query("", max_length=60)
) -> Any:
    """Begin a contribution that only you see; it may be half written."""
    call = call_at(request, slug)
    behalf = body_in(request.actor, body)
    return _made(commands.draft_contribution(request.actor, call, behalf=behalf, **_content(call, contribution)))


@router.reads("/calls/{slug:slug}/contributions/{int:number}", ContributionOut)
def get_contribution(request: HttpRequest, slug: str, number: int) -> Any:
    """Read a contribution."""
    return _shown(request, contribution_at(request, slug, number))


@router.changes("/calls/{slug:slug}/contributions/{int:number}", ContributionOut)
def patch_contribution(request: HttpRequest, slug: str, number: int, sent: ContributionPatch) -> Any:
    """Change your contribution.

    What was handed in stays complete, and what it said before is kept as a version.
    """
    contribution = contribution_at(request, slug, number)
    require(may_revise(request.actor, contribution))
    unchanged(request, contribution.revision)
    content = _content(contribution.call, sent)
    commands.save_contribution(request.actor, contribution, contribution.revision, **content)
    return _shown(request, contribution_at(request, slug, number))


@router.posts("/calls/{slug:slug}/contributions/{int:number}/submission", HandedIn)
def submit_contribution(request: HttpRequest, slug: str, number: int) -> Any:
    """Hand in a draft as it was saved."""
    contribution = contribution_at(request, slug, number)
    commands.submit_contribution(request.actor, contribution)
    return _made(contribution)


@router.posts("/calls/{slug:slug}/contributions/{int:number}/withdrawal")
def withdraw_contribution(request: HttpRequest, slug: str, number: int) -> None:
    """Take your contribution back: only you see it then."""
    commands.withdraw_contribution(request.actor, contribution_at(request, slug, number))


def _prepared(request: HttpRequest, slug: str, number: int, file: UploadedFile, **_others: Any) -> Any:
    require(may_revise(request.actor, contribution_at(request, slug, number)))
    return prepare_picture(file)


@router.posts("/calls/{slug:slug}/contributions/{int:number}/pictures", Made, prepare=_prepared)
def add_contribution_picture(
    request: HttpRequest, slug: str, number: int, file: UploadedFile = UPLOAD, alt: str = ALT
) -> Any:
    """Add a picture to your contribution; the first becomes its face."""
    contribution = contribution_at(request, slug, number)
    require(may_revise(request.actor, contribution))
    stored = store_picture(request.actor, file, thing=contribution, alt=alt)
    if contribution.picture is None:
        commands.save_contribution(request.actor, contribution, contribution.revision, picture=stored.id)
    return _made(contribution) | {"id": stored.id}


@router.reads("/calls/{slug:slug}/contributions/{int:number}/versions", Page[VersionOut])
def list_versions(
    request: HttpRequest, response: HttpResponse, slug: str, number: int,
    after: int | None = Query(None, ge=1, le=2**31 - 1), limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List what a contribution said before, the latest first."""
    rows = versions_of(contribution_at(request, slug, number).id, after, limit)
    shown = [
        {"number": row.number, "author": who(row.author), "at": row.at, "title": row.snapshot["title"], "text": row.snapshot["text"]}
        for row in rows[:limit]
    ]  # fmt: skip
    return paged(request, response, shown, rows[limit - 1].number if len(rows) > limit else None)


def _content(call: Call, sent: ContributionIn | ContributionPatch) -> dict[str, Any]:
    """What the command takes of what was sent; an amount in another currency than the call's is refused."""
    content = sent.model_dump(exclude_unset=True, exclude={"body", "fields"})
    known = {field.key for field in template_of(call.id)}
    for key, value in (sent.fields or {}).items():
        if key not in known:
            sentence = _("This call asks for no such field.")
            raise Refused(sentence, 422, errors={f"fields/{key[:20]}": sentence})
        content[f"{PREFIX}{key}"] = value
    if sent.cost and sent.cost.currency != call.currency:
        sentence = _("This call counts in %(currency)s.") % {"currency": call.currency}
        raise Refused(sentence, 422, errors={"cost/currency": sentence})
    if "cost" in content:
        content["cost"] = sent.cost.minor if sent.cost else None
    return {name: value for name, value in content.items() if value is not None or name == "cost"}


def _made(contribution: Contribution) -> dict[str, Any]:
    url = contribution_url(contribution.call.slug, contribution.number, contribution.title)
    return {"id": contribution.id, "number": contribution.number, "url": url}


def _card(request: HttpRequest, card: ContributionCard) -> dict[str, Any]:
    return {
        "id": card.id, "number": card.number, "key": card.key, "url": request.build_absolute_uri(card.url),
        "title": card.title, "summary": card.summary, "language": card.language, "layer": layer_name(card.layer),
        "author": who(card.author), "cost": amount(card.cost), "comments": card.comments, "is_chosen": card.is_chosen,
        "body": card.behalf or None,
    }  # fmt: skip


def _shown(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    given = contribution.answers or {}
    cost = None if contribution.cost is None else Amount(minor=contribution.cost, currency=contribution.call.currency)
    return _made(contribution) | {
        "url": request.build_absolute_uri(_made(contribution)["url"]), "title": contribution.title,
        "text": contribution.text, "language": contribution.language, "layer": layer_name(contribution.layer),
        "state": contribution.state, "cost": cost, "author": who(contribution.author),
        "is_chosen": contribution.is_chosen if may_see_result(request.actor, contribution.call) else None,
        "authors": [who(one.card) for one in authors_of(contribution.id) if one.state == AuthorState.CONFIRMED],
        "fields": {field.key: str(given[field.key]) for field in template_of(contribution.call_id) if given.get(field.key)},
        "pictures": [picture(each) for each in pictures_of([contribution.id]).get(contribution.id, [])],
        "version": contribution.revision,
    }  # fmt: skip
