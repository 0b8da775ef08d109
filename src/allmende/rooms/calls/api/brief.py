"""Holding a call: its list, its brief, its phases, its publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import UploadedFile

from allmende.commons.files.commands import store_picture
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.queries import pictures_of
from allmende.commons.spaces.queries import body_in
from allmende.commons.things.shapes import ALT, LAYERS, UPLOAD, layer_name, picture, who
from allmende.foundation.api import AFTER, LIMIT, Made, Page, paged, unchanged
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls import commands
from allmende.rooms.calls.api.area import amount, call_at, router
from allmende.rooms.calls.api.shapes import (
    ActName,
    CallCardOut,
    CallIn,
    CallOut,
    CallPatch,
    LayerIn,
    PhasesIn,
    PracticeOut,
    WhoName,
)
from allmende.rooms.calls.commands import PhaseDates, PhaseKind, SectionText
from allmende.rooms.calls.models import Act, Call, Phase, Who
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.finding import find_place
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.lists import calls_page
from allmende.rooms.calls.queries.practice import what_goes
from allmende.rooms.calls.queries.templates import template_named
from allmende.rooms.calls.rules import may_change_call, may_end_practice


@router.reads("/calls", Page[CallCardOut])
def list_calls(
    request: HttpRequest, response: HttpResponse, show: Literal["", "open", "soon", "result"] = "",
    after: UUID | None = AFTER, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List the calls of the community that you see, the newest first."""
    page = calls_page(request.actor, request.space, show, after, limit)
    return paged(request, response, [_card(request, card) for card in page.cards], page.next)


@router.posts("/calls", Made)
def create_call(request: HttpRequest, sent: CallIn) -> Any:
    """Begin a call, as a draft that only you see."""
    details = sent.model_dump(exclude={"space", "body", "template"}, exclude_none=True)
    behalf = body_in(request.actor, sent.body)
    place = find_place(request.actor, request.space, sent.space)
    if place is None:
        raise Http404
    template = template_named(request.space, sent.template) if sent.template else None
    if sent.template and template is None:
        raise Refused(_("This template isn't here."), 422, errors={"template": _("Choose one of these.")})
    if template:
        call = commands.draft_from(request.actor, place, template, behalf=behalf, **details)
    else:
        call = commands.draft_call(request.actor, place, behalf=behalf, **details)
    return {"id": call.id, "url": call_url(call.slug)}


@router.reads("/calls/{slug:slug}", CallOut)
def get_call(request: HttpRequest, slug: str) -> Any:
    """Read a call: its brief, its phases, its rules."""
    return _shown(request, call_at(request, slug))


@router.changes("/calls/{slug:slug}", CallOut)
def patch_call(request: HttpRequest, slug: str, sent: CallPatch) -> Any:
    """Change a call.

    What is voted on, and how, can be changed until people vote.
    """
    call = call_at(request, slug)
    require(may_change_call(request.actor, call))
    unchanged(request, call.revision)
    changes = sent.model_dump(exclude_unset=True, exclude={"sections"})
    if changes.get("degree", "") is None:
        changes["degree"] = ""
    if "budget" in changes:
        changes |= {"budget": sent.budget.minor, "currency": sent.budget.currency} if sent.budget else {"budget": None}
    if changes:
        call = commands.change_call(request.actor, call, revision=call.revision, **changes)
    if sent.sections is not None:
        commands.set_sections(
            request.actor, call, [SectionText(part.heading, part.text, part.role) for part in sent.sections]
        )
    return _shown(request, call_at(request, call.slug))


@router.puts("/calls/{slug:slug}/phases", CallOut, versioned=True)
def set_call_phases(request: HttpRequest, slug: str, sent: PhasesIn) -> Any:
    """Say from when to when a call is in which phase: all of them anew."""
    call = call_at(request, slug)
    require(may_change_call(request.actor, call))
    unchanged(request, call.revision)
    phases = [
        PhaseDates(
            PhaseKind(phase.kind),
            phase.opens,
            phase.closes,
            _openings(phase.openings),
            dict(phase.titles),
            phase.degree,
        )
        for phase in sent.phases
    ]
    commands.set_phases(request.actor, call, phases, revision=call.revision)
    return _shown(request, call_at(request, slug))


@router.posts("/calls/{slug:slug}/publication", Made)
def publish_call(request: HttpRequest, slug: str, sent: LayerIn) -> Any:
    """Open a draft to a layer, as far as the gates let it; the rest of the way waits for review."""
    call = commands.publish_call(request.actor, call_at(request, slug), LAYERS[sent.layer])
    return {"id": call.id, "url": call_url(call.slug)}


@router.posts("/calls/{slug:slug}/practice", Made)
def open_practice(request: HttpRequest, slug: str) -> Any:
    """Open a draft as practice: only the members of its space see it, and nothing of it counts."""
    call = commands.open_practice(request.actor, call_at(request, slug))
    return {"id": call.id, "url": call_url(call.slug)}


@router.reads("/calls/{slug:slug}/practice", PracticeOut, members=True)
def read_practice(request: HttpRequest, slug: str) -> Any:
    """Read what would go if the practice were ended."""
    call = call_at(request, slug)
    require(may_end_practice(request.actor, call))
    return {"goes": what_goes(call)}


@router.removes("/calls/{slug:slug}/practice")
def end_practice(request: HttpRequest, slug: str) -> None:
    """End a practice: all of it goes into the bin together, for 30 days."""
    commands.end_practice(request.actor, call_at(request, slug))


@router.posts("/calls/{slug:slug}/practice/copy", Made)
def begin_for_real(request: HttpRequest, slug: str) -> Any:
    """Draft a real call with the wording and settings of a practised one."""
    call = commands.begin_for_real(request.actor, call_at(request, slug))
    return {"id": call.id, "url": call_url(call.slug)}


def _prepared(request: HttpRequest, slug: str, file: UploadedFile, **_others: Any) -> Any:
    require(may_change_call(request.actor, call_at(request, slug)))
    return prepare_picture(file)


@router.posts("/calls/{slug:slug}/pictures", Made, prepare=_prepared)
def add_call_picture(request: HttpRequest, slug: str, file: UploadedFile = UPLOAD, alt: str = ALT) -> Any:
    """Add a picture to the brief; the first becomes the cover."""
    call = call_at(request, slug)
    require(may_change_call(request.actor, call))
    stored = store_picture(request.actor, file, thing=call, alt=alt)
    if call.cover is None:
        commands.change_call(request.actor, call, cover=stored.id)
    return {"id": stored.id, "url": call_url(call.slug)}


def _card(request: HttpRequest, card: Any) -> dict[str, Any]:
    return {
        "id": card.id, "slug": card.slug, "url": request.build_absolute_uri(card.url), "title": card.title,
        "summary": card.summary, "language": card.language, "layer": layer_name(card.layer), "budget": amount(card.budget),
        "place": getattr(card, "place", "") or card.place_title, "contributions": card.contributions,
        "standing": str(card.standing.label), "is_practice": card.is_practice, "degree": card.degree,
    }  # fmt: skip


def _openings(sent: Mapping[ActName, WhoName]) -> dict[Act, Who | str]:
    return {Act(act): who for act, who in sent.items()}


def _phase(phase: Phase) -> dict[str, Any]:
    return {name: getattr(phase, name) for name in ("kind", "opens", "closes", "openings", "titles", "degree")}


def _shown(request: HttpRequest, call: Call) -> dict[str, Any]:
    return _card(request, call_head(request.actor, call)) | {
        "state": call.state, "host": who(call.author), "space": call.place.slug, "version": call.revision,
        "phases": [_phase(phase) for phase in call.way],
        "sections": [{"heading": part.heading, "text": part.text, "role": part.role} for part in call.sections.all()],
        "ballot": call.ballot, "rule": call.rule, "sealed": call.sealed,
        "needs_video": call.needs_video, "needs_captions": call.needs_captions,
        "pictures": [picture(each) for each in pictures_of([call.id]).get(call.id, [])],
    }  # fmt: skip
