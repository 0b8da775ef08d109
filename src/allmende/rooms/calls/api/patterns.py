"""Ratings that seem agreed, for those who hold a call."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import Input, Page, paged
from allmende.foundation.verdicts import require
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands.rating import note_on_pattern
from allmende.rooms.calls.queries.patterns import patterns_in
from allmende.rooms.calls.rules import may_look_at_patterns


class PatternOut(Schema):
    """Ratings that look as if people had agreed, and what came of looking."""

    id: int = Field(examples=[5])
    kind: Literal["mutual", "alike", "devoted", "burst"]
    reason: str = Field(description="In words and numbers.")
    people: list[Who]
    note: str = Field(description="Empty until somebody noted what came of it.", examples=["They share a workshop."])


class PatternNoteIn(Input):
    """What came of looking."""

    note: str = Field(max_length=500, description="Empty: nobody has looked.", examples=["They share a workshop."])


@router.reads("/calls/{slug:slug}/rating/patterns", Page[PatternOut], members=True)
def list_rating_patterns(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    """List ratings that look agreed, as the last reckoning found them; it may be chance, and every rating counts as before."""
    call = call_at(request, slug)
    require(may_look_at_patterns(request.actor, call))
    sheet = sheet_of(call.id)
    if sheet is None:
        raise Http404
    shown = [
        {
            "id": one.id, "kind": one.kind, "reason": f"{one.label}: {one.figures} {one.odds}", "people": [who(card) for card in one.people],
            "note": one.note,
        }
        for one in patterns_in(request.actor, call, sheet)
    ]  # fmt: skip
    return paged(request, response, shown, None)


@router.puts("/calls/{slug:slug}/rating/patterns/{int:key}")
def note_rating_pattern(request: HttpRequest, slug: str, key: int, sent: PatternNoteIn) -> None:
    """Note what came of looking; nothing written takes the note away."""
    note_on_pattern(request.actor, call_at(request, slug), key, sent.note)
