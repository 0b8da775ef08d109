"""The list of someone's conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from allmende.commons.audiences.queries import reach_of
from allmende.commons.mutes.queries import know_quiet, quiet_questions
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.gathered import gathered, how_many, put
from allmende.foundation.ids import MAX_ID
from allmende.foundation.text import own_words
from allmende.identity.actors.models import Actor
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.messages.models import ConversationState, Message, MessageState, Seat, Shape
from allmende.rooms.messages.queries.kinds import conversation_url

PAGE = 30
MOST_NAMES = 4
MOST_REQUESTS = 50

FIELDS = (
    "conversation_id", "conversation__shape", "conversation__title", "conversation__place__title", "conversation__place__slug",
    "conversation__place__logo", "last", "read", "pinned", "muted", "draft", "conversation__audience__owner_id",
    "conversation__audience__owner__name", "conversation__audience__owner__handle", "conversation__audience__owner__portrait",
)  # fmt: skip


class _Row(NamedTuple):
    """A seat as it was read, in the order of `FIELDS`."""

    id: UUID
    shape: str
    title: str
    place: str | None
    slug: str | None
    logo: UUID | None
    last: UUID
    read: UUID
    pinned: bool
    muted: bool
    draft: str
    owner: UUID | None
    owner_name: str | None
    owner_handle: str | None
    owner_portrait: UUID | None


@dataclass(slots=True)
class InboxRow:
    """A conversation in the list: how it is called, what was written last, and whether that is new to the reader."""

    id: UUID
    url: str
    shape: str
    title: str
    seed: str
    portrait: UUID | None
    last: UUID
    is_new: bool
    pinned: bool
    muted: bool
    draft: str
    excerpt: str = ""
    writer: str = ""
    at: datetime = field(default_factory=clock.now)


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the list: what is pinned (on the first page), the others in the order of their last message, and how it goes on."""

    pinned: list[InboxRow]
    rows: list[InboxRow]
    next: UUID | None
    requests: int


def inbox_of(reader: Actor, root: Space, after: UUID | None = None, *, only_new: bool = False) -> Inbox:
    """Return a page of a reader's conversations, the latest first. Two statements besides the reach, for one as for thirty; with
    them comes what is quiet for the reader."""
    mine = _seats(reader, root).exclude(_waiting(reader))
    if only_new:
        mine = mine.filter(last__gt=F("read"))
    others = mine.filter(last__lt=after or MAX_ID, pinned=False).order_by("-last")
    pinned = mine.filter(pinned=True).order_by("-last") if after is None else mine.none()
    asking = _seats(reader, root).filter(_waiting(reader, declined=False)) if after is None else mine.none()
    rows, first, (requests,), *quiet = gathered(
        [_question(others, PAGE + 1), _question(pinned, PAGE), how_many(put(asking.values_list("pk"))), *quiet_questions(reader)]
    )  # fmt: skip
    know_quiet(reader, quiet)
    found, top = [_Row(*row) for row in rows], [_Row(*row) for row in first]
    shown = _rows(reader, [*top, *found[:PAGE]])
    following = found[PAGE - 1].last if len(found) > PAGE else None
    return Inbox(shown[: len(top)], shown[len(top) :], following, requests[0])


def requests_of(reader: Actor, root: Space) -> list[InboxRow]:
    """Return who waits for the reader's word on whether they may write, the latest first; two statements."""
    waiting = _seats(reader, root).filter(_waiting(reader, declined=False))
    return _rows(reader, [_Row(*row) for row in _question(waiting.order_by("-last"), MOST_REQUESTS)])


def _question(seats: QuerySet[Seat], limit: int) -> QuerySet[Seat, Any]:
    return seats.values_list(*FIELDS)[:limit]


def _seats(reader: Actor, root: Space) -> QuerySet[Seat]:
    """The reader's seats in conversations of a community that they read at this moment."""
    here = Q(conversation__space=root.pk) | Q(conversation__place__root=root.pk)
    return Seat.objects.filter(here, actor=reader, conversation__audience__within=reach_of(reader))


def _waiting(reader: Actor, *, declined: bool = True) -> Q:
    """Conversations that someone else asks for; with those to whom the reader said no, which are listed nowhere."""
    states = [ConversationState.ASKED, *([ConversationState.DECLINED] if declined else [])]
    return Q(conversation__state__in=states) & ~Q(conversation__asker=reader)


def _rows(reader: Actor, found: Sequence[_Row]) -> list[InboxRow]:
    """Name the conversations and say what was written last; one statement."""
    if not found:
        return []
    last = Message.objects.filter(pk__in=[row.last for row in found])
    seats, messages = gathered([
        _others(reader, [row.id for row in found if row.shape in {Shape.DIRECT, Shape.GROUP}]),
        last.values_list("pk", "text_html", "author_id", "author__name", "created", "state"),
    ])  # fmt: skip
    others, said = _cards(seats), {row[0]: row for row in messages}
    rows = [_row(reader, row, others.get(row.id, [])) for row in found]
    for row in rows:
        row.at = clock.instant_of(row.last)
        if row.last in said:
            _key, html, author, name, row.at, state = said[row.last]
            removed = state == MessageState.REMOVED
            row.excerpt = _("Message removed") if removed else own_words(html, 90) or _("Sent files")
            row.writer = _("You") if author == reader.id else str(name)
    return rows


def others_in(reader: Actor, conversations: Sequence[UUID]) -> dict[UUID, list[ActorCard]]:
    """Return who sits in conversations of people beside the reader; one statement."""
    return _cards(_others(reader, conversations)) if conversations else {}


def _others(reader: Actor, conversations: Sequence[UUID]) -> QuerySet[Seat, Any]:
    seats = Seat.objects.filter(conversation__in=conversations).exclude(actor=reader).order_by("pk")
    fields = ("actor_id", "actor__handle", "actor__name", "actor__portrait", "actor__kind")
    return seats.values_list("conversation_id", *fields)


def _cards(seats: Iterable[Sequence[Any]]) -> dict[UUID, list[ActorCard]]:
    found: dict[UUID, list[ActorCard]] = {}
    for conversation, *card in seats:
        found.setdefault(conversation, []).append(ActorCard(*card))
    return found


def _row(reader: Actor, row: _Row, others: Sequence[ActorCard]) -> InboxRow:
    title, seed, portrait = _called(reader, row, others)
    return InboxRow(
        id=row.id, url=conversation_url(row.id), shape=row.shape, title=title, seed=seed, portrait=portrait, last=row.last,
        is_new=row.last > row.read, pinned=row.pinned, muted=row.muted, draft=row.draft,
    )  # fmt: skip


def _called(reader: Actor, row: _Row, others: Sequence[ActorCard]) -> tuple[str, str, UUID | None]:
    """Return how a conversation is called to a reader, and what its picture is made of."""
    if row.shape == Shape.BODY and row.owner != reader.id:
        title = _("%(name)s to %(body)s") % {"name": row.owner_name, "body": row.place}
        return title, row.owner_handle or "", row.owner_portrait
    if row.place:
        return row.place, row.slug or "", row.logo
    if row.shape == Shape.DIRECT and others:
        return others[0].name, others[0].handle, others[0].portrait
    return row.title or names_of(others), str(row.id), None


def names_of(people: Sequence[ActorCard]) -> str:
    """Return how a conversation without a name is called: by its people."""
    if not people:
        return _("Someone who has left")
    names = ", ".join(str(one.name) for one in people[:MOST_NAMES])
    return (
        names
        if len(people) <= MOST_NAMES
        else _("%(names)s and %(n)d more") % {"names": names, "n": len(people) - MOST_NAMES}
    )
