"""A conversation as one of those in it sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allmende.commons.files.queries import Document, Picture, Shot, Shown, shown_on
from allmende.commons.reactions.queries import Mark, marks, mine_about
from allmende.foundation import clock
from allmende.foundation.ids import MAX_ID
from allmende.foundation.text import plain
from allmende.identity.actors.models import Actor, Kind
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.messages.models import (
    Conversation,
    Manner,
    Message,
    MessageState,
    Seat,
    Shape,
)
from allmende.rooms.messages.queries.inbox import names_of
from allmende.rooms.messages.queries.kinds import message_url
from allmende.rooms.messages.queries.outlets import carried_of
from allmende.rooms.messages.rules.talking import EDIT_WITHIN, people_in

PAGE = 30
FRESH = timedelta(minutes=2)
"""For so long what was mended or removed is drawn anew on pages that are open."""

FIELDS = (
    "pk", "author_id", "author__handle", "author__kind", "author__name", "author__portrait", "text_html", "language", "created", "edited", "state",
    "carrier", "pinned", "answered", "tally__counts", "behalf__body__title", "answers_id", "answers__author__name", "answers__text_html", "answers__state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a message answers: who wrote it, its first words, where it stands."""

    id: UUID
    name: str
    words: str


@dataclass(slots=True)
class MessageView:
    """A message on the page."""

    id: UUID
    url: str
    author: UUID
    handle: str
    name: str
    portrait: UUID | None
    html: SafeString
    language: str
    at: datetime
    edited: datetime | None
    is_removed: bool
    carrier: str
    body: str
    quoted: Quoted | None
    is_own: bool
    may_edit: bool
    is_new: bool = False
    begins_day: bool = False
    goes_on: bool = False
    """Whether it follows what the same person wrote minutes ago: their name isn't said again."""
    pictures: Sequence[Picture] = ()
    documents: Sequence[Document] = ()
    recordings: Sequence[Shot] = ()
    read_by: list[str] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many reacted how."""
    carried: Sequence[str] = ()
    """To which programs outside it went."""
    is_pinned: bool = False
    is_outside: bool = False
    """Whether whoever wrote it takes part by mail, without an account."""
    answers: int = 0
    """How many messages quote it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of a conversation, the oldest first. `earlier` and `later` are the keys of the pages around it, None at its ends."""

    messages: list[MessageView]
    earlier: UUID | None
    later: UUID | None
    newest: UUID
    first_new: UUID | None
    seat: Seat | None


def talk_in(reader: Actor, conversation: Conversation, *, before: UUID | None = None, after: UUID | None = None, around: UUID | None = None) -> Talk:  # fmt: skip
    """Return a page of a conversation: its end, what lies before or after a message, or what stands around one.

    Four statements for any number of messages (the seat, the messages, their files, who has read them), and one where someone reacted.
    """
    seat = Seat.objects.filter(conversation=conversation, actor=reader).first()
    rows, earlier, later = _window(conversation, before, after, around)
    read = seat.read if seat else conversation.pk
    views = _views(reader, conversation, rows, read)
    if later is None:
        _say_who_has_read(reader, conversation, views)
    first_new = next((view.id for view in views if view.is_new), None)
    return Talk(views, earlier, later, rows[-1][0] if rows else conversation.pk, first_new, seat)


def news_after(reader: Actor, conversation: Conversation, after: UUID) -> list[MessageView]:
    """Return what was written after a message, the oldest first, a page of it; four statements."""
    rows = list(_of(conversation).filter(pk__gt=after).order_by("pk").values_list(*FIELDS)[:PAGE])
    since = None if after == conversation.pk else after
    views = _views(reader, conversation, rows, after, since)
    _say_who_has_read(reader, conversation, views)
    return views


def changed_since(reader: Actor, conversation: Conversation, since: UUID) -> tuple[list[MessageView], set[UUID]]:
    """Return the messages from one on, a page of them, and which of them were mended or removed in the last minutes; five statements."""
    rows = list(_of(conversation).filter(pk__gte=since).order_by("-pk").values_list(*FIELDS)[:PAGE])[::-1]
    fresh = _of(conversation).filter(pk__gte=since, changed__gte=clock.now() - FRESH)
    views = _views(reader, conversation, rows, since, since)
    _say_who_has_read(reader, conversation, views)
    for view in views:
        view.begins_day = False  # its day stands on the page already
    return views, set(fresh.exclude(edited=None, state="").values_list("pk", flat=True))


def shown_message(reader: Actor, conversation: Conversation, message: UUID) -> MessageView:
    """Return one message as it stands now."""
    rows = list(_of(conversation).filter(pk=message).values_list(*FIELDS))
    return _views(reader, conversation, rows, message, message)[0]


def _of(conversation: Conversation) -> QuerySet[Message]:
    quotes = Message.objects.filter(answers=OuterRef("pk")).exclude(state=MessageState.REMOVED).order_by()
    count = quotes.values("answers").annotate(n=Count("pk")).values("n")
    return Message.objects.filter(conversation=conversation).annotate(answered=Coalesce(Subquery(count), 0))


def _window(
    conversation: Conversation, before: UUID | None, after: UUID | None, around: UUID | None
) -> tuple[list[Any], UUID | None, UUID | None]:
    """Return rows the oldest first, and the keys of the pages before and after them."""
    rows = _of(conversation).values_list(*FIELDS)
    if around and not after:
        first = _of(conversation).filter(pk__lt=around).order_by("-pk").values_list("pk", flat=True)[:5]
        after = min(first, default=conversation.pk)
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        shown = found[:PAGE]
        return (
            shown,
            shown[0][0] if shown and after != conversation.pk else None,
            shown[-1][0] if len(found) > PAGE else None,
        )
    found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return shown, shown[0][0] if len(found) > PAGE else None, shown[-1][0] if before and shown else None


def _views(
    reader: Actor, conversation: Conversation, rows: Iterable[Sequence[Any]], read: UUID, since: UUID | None = None
) -> list[MessageView]:
    """Return messages as a page shows them; `since` is one that stands on it already, so that its day is not said again."""
    views = [_view(reader, conversation, row, read) for row in rows]
    files = shown_on(view.id for view in views if not view.is_removed)
    carried = carried_of(conversation, [view.id for view in views])
    mine = mine_about(reader, conversation.pk) if any(view.counts for view in views) else {}
    earlier: MessageView | None = None
    day = timezone.localtime(clock.instant_of(since)).date() if since else None
    for view in views:
        view.carried = carried.get(view.id, ())
        view.pictures, view.documents, view.recordings = files.get(view.id, Shown())
        view.marks = () if view.is_removed else marks(view.counts, mine.get(view.id, ()))
        before, day = day, timezone.localtime(view.at).date()
        view.begins_day = day != before
        view.goes_on = _goes_on(earlier, view)
        earlier = view
    return views


def answers_to(reader: Actor, conversation: Conversation, message: UUID) -> list[MessageView]:
    """Return a message and those that quote it, the oldest first, a page of them; three statements."""
    rows = _of(conversation).filter(Q(pk=message) | Q(answers=message)).order_by("pk").values_list(*FIELDS)
    views = _views(reader, conversation, list(rows[: PAGE + 1]), MAX_ID)
    for view in views:
        view.quoted = None  # it stands above
    return views


def pins_of(conversation: Conversation) -> list[Quoted]:
    """Return what is pinned at the head of a conversation, the latest first; one statement."""
    rows = _of(conversation).exclude(pinned=None).order_by("-pinned").values_list("pk", "author__name", "text_html")
    return [Quoted(key, str(name), plain(mark_safe(html), 120) or _("Sent files")) for key, name, html in rows]


def _goes_on(earlier: MessageView | None, view: MessageView) -> bool:
    if earlier is None or view.begins_day or view.quoted:
        return False
    return earlier.author == view.author and earlier.body == view.body and (view.at - earlier.at).total_seconds() < 300


def _view(reader: Actor, conversation: Conversation, row: Sequence[Any], read: UUID) -> MessageView:
    (key, author, handle, kind, name, portrait, html, language, created, edited, state, carrier, pinned, answered, counts, body, answers, quoted_by, quoted,
     quoted_state) = row  # fmt: skip
    is_own, is_removed = author == reader.id, state == MessageState.REMOVED
    words = _("Message removed") if quoted_state == MessageState.REMOVED else plain(mark_safe(quoted or ""), 120)
    return MessageView(
        id=key, url=message_url(conversation.pk, key), author=author, is_outside=kind == Kind.OUTSIDE, handle=handle, name=str(name), portrait=portrait,
        html=mark_safe(html), language=language, at=created, edited=edited, is_removed=is_removed, carrier=carrier,
        body=body or "", quoted=Quoted(answers, str(quoted_by), words) if answers else None, is_own=is_own,
        is_pinned=pinned is not None, answers=answered, counts=counts or {}, may_edit=is_own and not is_removed and clock.now() - created < EDIT_WITHIN, is_new=key > read and not is_own,
    )  # fmt: skip


def _say_who_has_read(reader: Actor, conversation: Conversation, views: Sequence[MessageView]) -> None:
    """Put under the last message of the reader's own who has read it: those who show it, to whoever shows it too."""
    mine = next((view for view in reversed(views) if view.is_own and not view.is_removed), None)
    if mine is None or conversation.shape not in {Shape.DIRECT, Shape.GROUP}:
        return
    hidden = Manner.objects.filter(shows_reading=False)
    seats = Seat.objects.filter(conversation=conversation, read__gte=mine.id).exclude(actor=reader)
    seen = seats.exclude(actor__in=hidden.values("actor"))
    if not conversation.is_asked:  # whoever hasn't said yes shows nothing
        both = seen.exclude(Exists(hidden.filter(actor=reader)))
        mine.read_by = [str(name) for name in both.values_list("actor__name", flat=True)[:20]]


@dataclass(frozen=True, slots=True)
class Head:
    """How a conversation is called to a reader, and who is in it."""

    title: str
    note: str
    seed: str
    portrait: UUID | None
    url: str
    people: tuple[ActorCard, ...]
    count: int
    carer: str


MOST_SHOWN = 50


def head_of(reader: Actor, conversation: Conversation) -> Head:
    """Return how a conversation is called and who is in it; two statements."""
    inside = people_in(conversation)
    people = tuple(
        ActorCard(*row) for row in inside.values_list("id", "handle", "name", "portrait", "kind")[: MOST_SHOWN + 1]
    )
    count = len(people) if len(people) <= MOST_SHOWN else inside.count()
    carer = str(conversation.carer.name) if conversation.carer else ""
    title, note, seed, portrait, url = _called(reader, conversation, [one for one in people if one.id != reader.id])
    return Head(title, note, seed, portrait, url, people[:MOST_SHOWN], count, carer)


def _called(
    reader: Actor, conversation: Conversation, others: Sequence[ActorCard]
) -> tuple[str, str, str, UUID | None, str]:
    place = conversation.place
    if place is not None:
        url = reverse("space", args=[place.slug])
        if conversation.shape == Shape.SPACE:
            return place.title, _("All members of this space read and write here."), place.slug, place.logo, url
        owner = next((one for one in others if one.id == conversation.audience.owner_id), None)
        if owner:
            return (
                _("%(name)s to %(body)s") % {"name": owner.name, "body": place.title},
                _("Whoever represents it reads and answers."),
                owner.handle,
                owner.portrait,
                url,
            )
        return place.title, _("Whoever represents it reads and answers."), place.slug, place.logo, url
    if conversation.shape == Shape.DIRECT and others:
        return others[0].name, "", others[0].handle, others[0].portrait, reverse("person", args=[others[0].handle])
    title = conversation.title or names_of(others)
    return title, names_of(others) if conversation.title else "", str(conversation.pk), None, ""


def shows_reading(reader: Actor) -> bool:
    """Whether others see how far someone has read."""
    return not Manner.objects.filter(actor=reader, shows_reading=False).exists()
