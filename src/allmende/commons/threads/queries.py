"""The talk about a thing as pages show it: plain values, a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from allmende.commons.audiences.models import Audience
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.queries import sentence_for, space_of
from allmende.commons.spaces.rules import is_steward
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment, CommentState, Intent, Thread, Visit
from allmende.commons.threads.rules import is_visible, may_comment
from allmende.foundation import clock
from allmende.foundation.verdicts import Text, Verdict
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard

PAGE = 20
MOST_REPLIES = 50
"""Replies that a page carries with a comment; further ones are fetched with `replies_of`."""

MOST_NEWS = 100
"""New comments that are counted; beyond, the page says "more than"."""

FIELDS = (
    "id", "parent_id", "author_id", "author__handle", "author__name", "author__portrait", "author__kind", "intent", "text",
    "text_html", "language", "created", "edited", "state", "reply_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment, or the place of a removed one (then without author and text)."""

    id: UUID
    author: ActorCard | None
    intent: str
    intent_label: Text
    html: SafeString
    text: str
    language: str
    at: datetime
    edited: datetime | None
    is_removed: bool
    is_new: bool
    may_edit: bool
    may_remove: bool
    replies: tuple[CommentView, ...] = ()
    more_replies: int = 0

    @property
    def anchor(self) -> str:
        """The comment's name within the page."""
        return f"c-{self.id}"

    @property
    def name(self) -> Text:
        """Who said it, or that it was someone."""
        return self.author.name if self.author else gettext("Someone")

    @property
    def handle(self) -> str:
        """The author's handle; empty for a removed comment."""
        return self.author.handle if self.author else ""

    @property
    def words(self) -> SafeString:
        """What was said, or that it was removed."""
        return format_html("<p>{}</p>", gettext("This comment was removed.")) if self.is_removed else self.html

    @property
    def portrait(self) -> str:
        """The address of the author's picture, if there is one."""
        return portrait_url(self.author.portrait) if self.author else ""

    @property
    def meaning(self) -> str:
        """The intent where it says more than that it is a comment."""
        return "" if self.is_removed or self.intent == Intent.COMMENT else self.intent


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of the talk about a thing, oldest first."""

    thing: UUID
    count: int
    is_locked: bool
    may_comment: Verdict
    may_lock: bool
    comments: list[CommentView]
    next: UUID | None
    """The key of the next page: pass it as `after`; None on the last one."""
    audience: Audience
    after: UUID | None = None
    """The key that this page begins behind; None on the first one."""
    since: datetime | None = None
    """Until when the reader had read before; None at their first visit, and for guests."""
    news: tuple[UUID, ...] = ()
    """What others have said since, wherever in the talk it stands, the oldest first; not more than `MOST_NEWS`."""

    @property
    def who_sees(self) -> str:
        """Who will see a comment, in a sentence with its number; one statement, for those who may comment only."""
        return sentence_for(self.audience) if self.may_comment else ""

    @property
    def key(self) -> str:
        """A key for one sending of a form: the same key again is the same comment."""
        return str(clock.new_id())

    @property
    def intents(self) -> list[tuple[str, str]]:
        """What one can mean by a comment."""
        return [(value, capfirst(str(label))) for value, label in Intent.choices]

    @property
    def read_upto(self) -> str:
        """The last comment that this page shows; empty when it shows the end."""
        return str(self.comments[-1].id) if self.next and self.comments else ""


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """Where a comment stands: the page of its thing's talk (`after`), and if need be the page of replies."""

    thing: UUID
    comment: UUID
    after: UUID | None
    parent: UUID | None = None
    replies_after: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Eyes:
    """Who looks, with what it takes to say what they may do."""

    reader: Reader
    takes_part: bool
    is_steward: bool
    since: datetime | None


def page_of(
    reader: Reader, thing: Thing, after: UUID | None = None, limit: int = PAGE, *, since: datetime | None = None
) -> ThreadPage:
    """Return one page of the talk about a thing that the reader sees, with the replies to each comment.

    What was said after `since` by others is marked new. Four statements, besides the reader's reach and roles and what the
    room's own rule asks.
    """
    thread = Thread.objects.filter(thing_id=thing.id).first() or Thread(thing_id=thing.id)
    space = space_of(thing)
    verdict = may_comment(reader, thing, space=space, thread=thread)
    steward = bool(is_steward(reader, space))
    eyes = _Eyes(reader, bool(verdict), steward, since)
    rows = _shown(thing.id).filter(parent=None) if is_visible(reader, thing) else Comment.objects.none()
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values_list(*FIELDS)[: limit + 1])
    replies = _replies_to([row[0] for row in found[:limit] if row[-1]], eyes)
    comments = [_view(row, eyes, tuple(replies.get(row[0], ()))) for row in found[:limit]]
    following = found[limit - 1][0] if len(found) > limit else None
    return ThreadPage(
        thing.id, thread.comment_count, thread.is_locked, verdict, steward, comments, following, thing.audience, after, since
    )  # fmt: skip


def frame_of(reader: Reader, thing: Thing) -> ThreadPage:
    """Return the talk about a thing without its comments, for the forms in which something is said."""
    thread = Thread.objects.filter(thing_id=thing.id).first() or Thread(thing_id=thing.id)
    verdict = may_comment(reader, thing, thread=thread)
    return ThreadPage(thing.id, thread.comment_count, thread.is_locked, verdict, False, [], None, thing.audience)


def talk_of(reader: Reader, thing: Thing, asked: Mapping[str, str], limit: int = PAGE) -> ThreadPage:
    """Return the page of the talk that an address asks for, with what is new to the reader.

    `after` is the key of a page, `comment` a comment wherever it stands; what can't be read as one gives the first page.
    Two statements more than `page_of` for members, for what is new.
    """
    after = key_in(asked.get("after", ""))
    if wanted := key_in(asked.get("comment", "")):
        place = comment_place(reader, wanted, limit)
        after = place.after if place and place.thing == thing.id else after
    since = _read_until(reader, thing.id)
    page = page_of(reader, thing, after, limit, since=since)
    return replace(page, news=tuple(_news(reader, thing.id, since)[:MOST_NEWS])) if since and page.count else page


def key_in(text: str) -> UUID | None:
    """Read a key from an address; None for what isn't one."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _read_until(reader: Reader, thing: UUID) -> datetime | None:
    if reader.is_guest:
        return None
    return Visit.objects.filter(actor_id=reader.id, thread_id=thing).values_list("at", flat=True).first()


def comment_shown(reader: Reader, comment: UUID) -> CommentView | None:
    """Return one comment as it stands on the page now, with its replies; None when nothing is left of it to be seen."""
    found = Comment.objects.filter(id=comment).select_related("thread__thing__audience").first()
    if found is None:
        return None
    thing = found.thread.thing
    row = _shown(thing.id).filter(id=comment).values_list(*FIELDS).first() if is_visible(reader, thing) else None
    if row is None:
        return None
    space = space_of(thing)
    verdict = may_comment(reader, thing, space=space, thread=found.thread)
    eyes = _Eyes(reader, bool(verdict), bool(is_steward(reader, space)), None)
    return _view(row, eyes, tuple(_replies_to([comment], eyes).get(comment, ())))


def replies_of(
    reader: Reader, comment: Comment, after: UUID | None = None, limit: int = MOST_REPLIES
) -> tuple[list[CommentView], UUID | None]:
    """Return one page of the replies to a comment that the reader sees, oldest first, and the key of the next one."""
    thing = Thing.objects.select_related("audience").get(id=comment.thread_id)
    if not is_visible(reader, thing):
        return [], None
    space = space_of(thing)
    eyes = _Eyes(reader, bool(may_comment(reader, thing, space=space)), bool(is_steward(reader, space)), None)
    rows = _shown(comment.thread_id).filter(parent=comment.id)
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values_list(*FIELDS)[: limit + 1])
    return [_view(row, eyes) for row in found[:limit]], found[limit - 1][0] if len(found) > limit else None


def comment_place(reader: Reader, comment_id: UUID, limit: int = PAGE) -> CommentPlace | None:
    """Return the page on which a comment stands, for deep links; None when the reader doesn't see it (any more)."""
    comment = Comment.objects.visible_to(reader).filter(id=comment_id, state=CommentState.SHOWN).first()
    if comment is None:
        return None
    top = comment.parent_id or comment.id
    after = _page_key(_shown(comment.thread_id).filter(parent=None), top, limit)
    if comment.parent_id is None:
        return CommentPlace(comment.thread_id, comment.id, after)
    replies_after = _page_key(_shown(comment.thread_id).filter(parent=top), comment.id, MOST_REPLIES)
    return CommentPlace(comment.thread_id, comment.id, after, top, replies_after)


def comment_counts(things: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many comments each of these things has, in one statement; things without any are 0."""
    wanted = list(things)
    kept = dict(Thread.objects.filter(thing_id__in=wanted).values_list("thing_id", "comment_count")) if wanted else {}
    return {thing: kept.get(thing, 0) for thing in wanted}


def new_since(reader: Reader, thing: UUID, moment: datetime) -> int:
    """Return how many comments others have made on a thing since a moment, of those that the reader sees."""
    return _news(reader, thing, moment).count()


def _news(reader: Reader, thing: UUID, moment: datetime) -> QuerySet[Comment, UUID]:
    said = Comment.objects.visible_to(reader).filter(thread_id=thing, state=CommentState.SHOWN, created__gt=moment)
    return said.exclude(author_id=reader.id).order_by("id").values_list("id", flat=True)


def _shown(thing: UUID) -> QuerySet[Comment]:
    """What has a place on the page: comments, and removed ones that replies hang on."""
    return Comment.objects.filter(thread_id=thing).filter(Q(state=CommentState.SHOWN) | Q(reply_count__gt=0))


def _page_key(rows: QuerySet[Comment], wanted: UUID, limit: int) -> UUID | None:
    """Return the key after which the page begins that holds a row, pages of `limit` counted from the start."""
    page = rows.filter(id__lt=wanted).count() // limit
    return rows.order_by("id").values_list("id", flat=True)[page * limit - 1] if page else None


def _replies_to(parents: list[UUID], eyes: _Eyes) -> dict[UUID, list[CommentView]]:
    """Return the first replies to each of these comments, in one statement."""
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("id").asc())
    rows = Comment.objects.filter(parent_id__in=parents, state=CommentState.SHOWN).annotate(place=place)
    found: dict[UUID, list[CommentView]] = {}
    for row in rows.filter(place__lte=MOST_REPLIES).order_by("id").values_list(*FIELDS):
        found.setdefault(row[1], []).append(_view(row, eyes))
    return found


def _view(row: tuple[Any, ...], eyes: _Eyes, replies: tuple[CommentView, ...] = ()) -> CommentView:
    (
        key,
        _parent,
        author,
        handle,
        name,
        portrait,
        kind,
        intent,
        text,
        html,
        language,
        at,
        edited,
        state,
        reply_count,
    ) = row
    removed, own = state == CommentState.REMOVED, author == eyes.reader.id
    return CommentView(
        id=key,
        author=None if removed else ActorCard(author, handle, name, portrait, kind),
        intent=intent,
        intent_label=Intent(intent).label,
        html=mark_safe("" if removed else html),
        text="" if removed else text,
        language=language,
        at=at,
        edited=edited,
        is_removed=removed,
        is_new=bool(eyes.since and at > eyes.since and not own),
        may_edit=own and eyes.takes_part and not removed,
        may_remove=(own or eyes.is_steward) and not removed,
        replies=replies,
        more_replies=max(0, reply_count - len(replies)),
    )
