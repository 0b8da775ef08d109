"""What programs do with the directory: look people up, as far as they show themselves."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.commons.tokens.areas import PEOPLE
from allmende.foundation.api import Operations, Page, paged
from allmende.foundation.verdicts import require
from allmende.people.directory.queries.cards import page_of
from allmende.people.directory.queries.searching import search_of
from allmende.people.directory.rules import may_look_up

router = Operations(PEOPLE)


class PersonCardOut(Schema):
    """Someone who was found."""

    handle: str = Field(examples=["ben-roth"])
    name: str = Field(examples=["Ben Roth"])
    kind: str = Field(examples=["person"])
    role: str = Field(examples=["member"])
    url: str = Field(examples=["https://community.example/people/ben-roth/"])
    summary: str = Field(examples=["Digs ponds, and knows a lot about frogs."])


@router.reads("/people", Page[PersonCardOut], members=True)
def list_people(
    request: HttpRequest, response: HttpResponse, q: str = Query("", max_length=200),
    kind: Literal["", "person", "organisation"] = "", skill: str = Query("", max_length=80),
    language: str = Query("", max_length=10), hub: str = Query("", max_length=60), hours: str = Query("", max_length=10),
    offer: str = Query("", max_length=80), seek: str = Query("", max_length=80), after: str = Query("", max_length=80),
) -> Any:  # fmt: skip
    """Look up members and organisations by words, skill, language, hub, time, offer or wish, in the order of the alphabet."""
    require(may_look_up(request.actor, request.space))
    asked = {
        "q": q,
        "kind": kind,
        "skill": skill,
        "language": language,
        "hub": hub,
        "hours": hours,
        "offer": offer,
        "seek": seek,
    }
    found = page_of(request.actor, request.space, search_of(asked), after, counts=False)
    shown = [
        {
            "handle": card.handle, "name": card.name, "kind": card.kind, "role": card.role,
            "url": request.build_absolute_uri(card.url), "summary": str(card.summary),
        }
        for card in found.cards
    ]  # fmt: skip
    return paged(request, response, shown, found.next)
