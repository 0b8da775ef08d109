"""What those on duty write to many, what one got, and who waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Field, Schema
from pydantic import AwareDatetime

from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import AFTER, Flag, Input, Made, Page, paged
from allmende.foundation.verdicts import require
from allmende.people.directory.queries.search import search_of
from allmende.rooms.messages import commands
from allmende.rooms.messages.api.talking import TextIn, router, space_at
from allmende.rooms.messages.commands import Words
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import (
    Chosen,
    announcement_at,
    in_outbox,
    outcome_of,
    pace_of,
    queue_of,
    received_by,
    visible_announcement,
    wording_in,
)
from allmende.rooms.messages.queries.announcements import announcement_url, conversation_at
from allmende.rooms.messages.queries.kinds import message_url
from allmende.rooms.messages.rules import may_see_outbox

PAGE = 30


class AnnouncementRow(Schema):
    """An announcement that reached you."""

    id: UUID
    title: str = Field(examples=["Summer feast by the pond"])
    place: str = Field(examples=["Meadow"])
    at: datetime
    is_taken_back: bool


class AnnouncementOut(Schema):
    """What it says, in your language or the community's. What was taken back has a note instead of words."""

    id: UUID
    title: str
    html: str
    language: str
    author: Who
    at: datetime | None
    is_taken_back: bool
    note: str
    pace: str = Field(examples=["Usually answers within a day."], description="Empty where too few have asked.")


class WordsIn(Input):
    """Title and text in one language; both empty: not written in it."""

    title: str = Field("", max_length=120)
    text: str = Field("", max_length=10_000)


class DraftIn(Input):
    """What it says in each language, and whom it is for; without any choice: all members."""

    words: dict[Literal["de", "en", "it"], WordsIn] = Field(
        examples=[{"en": {"title": "Feast", "text": "On Saturday."}}]
    )
    search: str = Field("", max_length=120, description="Words about people, as in the directory.")
    skill: str = Field("", max_length=120)
    language: str = Field("", max_length=120)
    hub: str = Field("", max_length=120)
    hours: str = Field("", max_length=120)
    level: int = Field(0, ge=0, le=3, description="The level of trust at least.")
    lacks: Literal["", "profile", "team", "quiet"] = Field("", description="What they have not done.")


class OutboxRow(Schema):
    """An announcement in the outbox."""

    id: UUID
    title: str
    state: str = Field(
        examples=["review"], description="Empty (a draft), review, ready, sending, paused, sent, withdrawn."
    )
    author: Who
    due: datetime | None
    total: int
    at: int = Field(description="How many of them have been dealt with.")


class OutcomeOut(Schema):
    """A number of what came of it: never who opened it."""

    words: str
    count: int
    is_part: bool


class OutboxWhole(OutboxRow):
    """An announcement with its wordings, and what came of it."""

    note: str
    words: dict[str, WordsIn]
    outcome: list[OutcomeOut]


class ReleaseIn(Input):
    """When it goes out; empty: at once."""

    due: AwareDatetime | None = None


class ReviewIn(Input):
    """The second person's word; `note` says what is missing where it is given back."""

    approved: Flag
    note: str = Field("", max_length=300)


class TakeBackIn(Input):
    """Why."""

    note: str = Field("", max_length=300)


class TrialIn(Input):
    """In which language you want to see it."""

    language: Literal["de", "en", "it"]


class WaitsOut(Schema):
    """Someone who waits for an answer."""

    conversation: UUID
    name: str
    since: datetime
    excerpt: str
    carer: str


@router.reads("/announcements", Page[AnnouncementRow], members=True)
def list_announcements(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER) -> Any:
    """List what was announced to you, the newest first."""
    rows, following = received_by(request.actor, request.space, after)
    names = ("id", "title", "place", "at", "is_taken_back")
    return paged(request, response, [{name: getattr(row, name) for name in names} for row in rows], following)


@router.reads("/announcements/{uuid:key}", AnnouncementOut, members=True)
def get_announcement(request: HttpRequest, key: UUID) -> Any:
    """Read an announcement."""
    found = _got(request, key)
    shown, gone = wording_in(found, get_language() or ""), found.state == AnnouncementState.WITHDRAWN
    return {
        "id": found.pk, "title": shown.title if shown and not gone else "", "html": str(shown.text_html) if shown and not gone else "",
        "language": shown.language if shown else found.language, "author": who(found.author), "at": found.begun, "is_taken_back": gone,
        "note": found.note, "pace": pace_of(found.place),
    }  # fmt: skip


@router.posts("/announcements/{uuid:key}/answers", Made)
def answer_announcement(request: HttpRequest, key: UUID, sent: TextIn) -> Any:
    """Answer an announcement: it comes to those who answer for its space."""
    said = commands.answer_announcement(request.actor, _got(request, key), sent.text)
    return {"id": str(said.pk), "url": message_url(said.conversation_id, said.pk)}


@router.reads("/spaces/{slug:slug}/outbox", Page[OutboxRow], members=True)
def list_outbox(request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER) -> Any:
    """List what was and will be written to the members of a space, the newest first."""
    place = space_at(request, slug)
    require(may_see_outbox(request.actor, place))
    rows = in_outbox(place)
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    return paged(
        request, response, [_row(one) for one in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None
    )


@router.posts("/spaces/{slug:slug}/outbox", Made)
def draft_announcement(request: HttpRequest, slug: str, sent: DraftIn) -> Any:
    """Begin an announcement to members of a space; nothing goes out."""
    made = commands.draft_announcement(request.actor, space_at(request, slug), _words(sent), _chosen(sent))
    return {"id": str(made.pk), "url": announcement_url(made.pk)}


@router.reads("/spaces/{slug:slug}/waiting", Page[WaitsOut], members=True)
def list_who_waits(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    """List who wrote to a space and waits for an answer, the longest first."""
    place = space_at(request, slug)
    require(may_see_outbox(request.actor, place))
    names = ("conversation", "name", "since", "excerpt", "carer")
    return paged(request, response, [{name: getattr(one, name) for name in names} for one in queue_of(place)], None)


@router.reads("/outbox/{uuid:key}", OutboxWhole, members=True)
def get_outbox_announcement(request: HttpRequest, key: UUID) -> Any:
    """Read an announcement of the outbox, how far it is, and what came of it."""
    found = _of_outbox(request, key)
    lines = outcome_of(found) if found.begun else []
    return {
        **_row(found), "note": found.note, "words": {one.language: {"title": one.title, "text": one.text} for one in found.wordings.all()},
        "outcome": [{"words": str(line.words), "count": line.count, "is_part": line.is_part} for line in lines],
    }  # fmt: skip


@router.puts("/outbox/{uuid:key}")
def word_announcement(request: HttpRequest, key: UUID, sent: DraftIn) -> None:
    """Change a draft."""
    commands.word(request.actor, _of_outbox(request, key), _words(sent), _chosen(sent))


@router.removes("/outbox/{uuid:key}")
def drop_announcement(request: HttpRequest, key: UUID) -> None:
    """Delete a draft."""
    commands.drop(request.actor, _of_outbox(request, key))


@router.puts("/outbox/{uuid:key}/trial")
def try_announcement(request: HttpRequest, key: UUID, sent: TrialIn) -> None:
    """Send the mail to yourself alone."""
    commands.try_out(request.actor, _of_outbox(request, key), sent.language)


@router.puts("/outbox/{uuid:key}/release")
def release_announcement(request: HttpRequest, key: UUID, sent: ReleaseIn) -> None:
    """Let it go out; to everyone once a second person has looked at it."""
    commands.release(request.actor, _of_outbox(request, key), sent.due)


@router.puts("/outbox/{uuid:key}/review")
def review_announcement(request: HttpRequest, key: UUID, sent: ReviewIn) -> None:
    """Say as the second person whether it goes out."""
    commands.review(request.actor, _of_outbox(request, key), approved=sent.approved, note=sent.note)


@router.puts("/outbox/{uuid:key}/pause")
def pause_announcement(request: HttpRequest, key: UUID) -> None:
    """Hold up what is going out."""
    commands.pause(request.actor, _of_outbox(request, key))


@router.removes("/outbox/{uuid:key}/pause")
def resume_announcement(request: HttpRequest, key: UUID) -> None:
    """Let go on what was held up."""
    commands.resume(request.actor, _of_outbox(request, key))


@router.puts("/outbox/{uuid:key}/withdrawal")
def take_back_announcement(request: HttpRequest, key: UUID, sent: TakeBackIn) -> None:
    """Take it back: who waits gets nothing, who has it reads your note."""
    commands.take_back(request.actor, _of_outbox(request, key), sent.note)


@router.puts("/conversations/{uuid:key}/taking")
def take_conversation(request: HttpRequest, key: UUID) -> None:
    """Take on a conversation of those who wait."""
    commands.take(request.actor, conversation_at(key, request.space))


def _got(request: HttpRequest, key: UUID) -> Announcement:
    found = visible_announcement(request.actor, key, request.space)
    if found is None:
        raise Http404
    return found


def _of_outbox(request: HttpRequest, key: UUID) -> Announcement:
    found = announcement_at(key, request.space)
    if found is None or not may_see_outbox(request.actor, found.place):
        raise Http404
    return found


def _words(sent: DraftIn) -> Mapping[str, Words]:
    return {language: Words(words.title, words.text) for language, words in sent.words.items()}


def _chosen(sent: DraftIn) -> Chosen:
    named = {name: getattr(sent, name) for name in ("skill", "language", "hub", "hours")}
    return Chosen(search_of({"q": sent.search, **named}), sent.level, sent.lacks)


def _row(one: Announcement) -> dict[str, Any]:
    names = ("title", "state", "due", "total", "at")
    return {"id": one.pk, "author": who(one.author), **{name: getattr(one, name) for name in names}}
