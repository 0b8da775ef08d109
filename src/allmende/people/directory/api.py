"""What programs do with the directory: look people up, as far as they show themselves, and keep searches."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.commons.tokens.areas import ME, PEOPLE
from allmende.foundation.api import Input, Made, Operations, Page, paged
from allmende.foundation.verdicts import require
from allmende.people.directory.commands import drop_search, look_at, save_search
from allmende.people.directory.models import SavedSearch
from allmende.people.directory.queries.cards import page_of
from allmende.people.directory.queries.saved import saved_search, searches_of
from allmende.people.directory.queries.search import search_of
from allmende.people.directory.rules import may_look_up, may_save_search

router, me = Operations(PEOPLE), Operations(ME)


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


class SearchIn(Input):
    """A name, and what is looked for: as `listPeople` takes it."""

    name: str = Field(max_length=60, examples=["Gardeners with time"])
    q: str = Field("", max_length=200)
    kind: Literal["", "person", "organisation"] = ""
    skill: str = Field("", max_length=80, examples=["gardening"])
    language: str = Field("", max_length=10)
    hub: str = Field("", max_length=60)
    hours: str = Field("", max_length=10)
    offer: str = Field("", max_length=80)
    seek: str = Field("", max_length=80)


class SearchOut(Schema):
    """A search that you keep; `query` follows the address of `listPeople`."""

    id: UUID
    name: str = Field(examples=["Gardeners with time"])
    query: str = Field(examples=["skill=gardening&hours=5"])
    new: int = Field(description="How many are found now who were not when you looked last.", examples=[2])


@me.reads("/searches", list[SearchOut], members=True)
def list_searches(request: HttpRequest) -> Any:
    """List the searches that you keep, by name."""
    require(may_save_search(request.actor, request.space))
    return [
        {"id": row.id, "name": row.name, "query": row.query, "new": row.new}
        for row in searches_of(request.actor, request.space)
    ]


@me.posts("/searches", Made)
def keep_search(request: HttpRequest, sent: SearchIn) -> Any:
    """Keep a search; whoever is found now counts as seen."""
    search = search_of(sent.model_dump(exclude={"name"}))
    return {"id": save_search(request.actor, request.space, sent.name, search).id, "url": "/directory/searches/"}


@me.puts("/searches/{uuid:key}/reading")
def mark_search_read(request: HttpRequest, key: UUID) -> None:
    """Count everyone who is found now as seen."""
    look_at(request.actor, _search(request, key))


@me.removes("/searches/{uuid:key}")
def remove_search(request: HttpRequest, key: UUID) -> None:
    """Keep a search no longer."""
    drop_search(request.actor, _search(request, key))


def _search(request: HttpRequest, key: UUID) -> SavedSearch:
    require(may_save_search(request.actor, request.space))
    row = saved_search(request.actor, request.space, key)
    if row is None:
        raise Http404
    return row
