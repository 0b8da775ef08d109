"""From rows to values: what has a place on the page, and how it looks to one reader."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import mark_safe

from allmende.commons.audiences.models import Audience
from allmende.commons.previews.links import addresses_in
from allmende.commons.previews.queries import with_cards
from allmende.commons.reactions.queries import Mine, marks
from allmende.commons.spaces.models import Space
from allmende.commons.tags.words import link_tags
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment, CommentState, Thread
from allmende.commons.threads.queries.lineage import Care, Origin, Source
from allmende.commons.threads.queries.shapes import MOST_DRAWN, CommentView, ShownTalk
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard

MOST_REPLIES = 50
"""Replies that a page carries with a comment; further ones are fetched with `replies_of`."""

FIELDS = (
    "id", "parent_id", "author_id", "author__handle", "author__name", "author__portrait", "author__kind", "intent", "text",
    "text_html", "language", "created", "edited", "behalf__body__title", "tally__counts", "state",
    "care__deed", "care__by__name", "care__reason", "move__thing_id", "move__thing__title", "move__thing__audience_id", "audience_id",
    "source__name", "source__author_url", "source__url", "source__host", "reply_count",
)  # fmt: skip


type Row = tuple[Any, ...]
"""A comment as it was read, in the order of `FIELDS`."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, with what it takes to say what they may do."""

    reader: Reader
    takes_part: bool
    is_steward: bool
    since: datetime | None
    mine: Mine = field(default_factory=dict)
    quiet: frozenset[UUID] = frozenset()
    """Whom the reader has muted or blocked."""


def shown_in(thing: UUID) -> QuerySet[Comment]:
    """What has a place on the page: comments, hidden ones too, and removed ones that replies hang on."""
    return Comment.objects.filter(thread_id=thing).exclude(state=CommentState.REMOVED, reply_count=0)


@dataclass(frozen=True)
class Sight:
    """The comments of a page as they look to some readers, and what their pages are drawn from, by what else stands in it."""

    comments: tuple[CommentView, ...]
    drawn: dict[tuple[Any, ...], ShownTalk] = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """One page of a talk as it was read, the same for all who see its thing."""

    thread: Thread | None
    counts: dict[str, int] | None
    """How many reacted how to the thing itself."""
    rows: list[Row]
    replies: dict[UUID, list[Row]]
    next: UUID | None
    leads_to: int | None = None
    """The audience of the thing on which the talk goes on."""
    sights: dict[tuple[Any, ...], Sight] = field(default_factory=dict)
    """How it looks to whom, by what tells readers apart."""

    @cached_property
    def said(self) -> list[Row]:
        """Comments and replies."""
        return [*self.rows, *(row for rows in self.replies.values() for row in rows)]

    @cached_property
    def authors(self) -> frozenset[UUID]:
        """Who said something here."""
        return frozenset(row[2] for row in self.said)

    @cached_property
    def ids(self) -> frozenset[UUID]:
        """What was said here."""
        return frozenset(row[0] for row in self.said)

    @cached_property
    def latest(self) -> datetime | None:
        """When something was said here last."""
        return max((row[11] for row in self.said), default=None)

    @cached_property
    def has_links(self) -> bool:
        """Whether a bare link stands somewhere, in whose place a card may come."""
        return any(addresses_in(row[9]) for row in self.said)

    def seen_by(self, eyes: Eyes) -> Sight:
        """The comments as they look to a reader, and to all others who have the same of their own among them."""
        key = self._told_apart(eyes)
        found = self.sights.get(key)
        if found is None:
            found = Sight(self._views(eyes))
            if len(self.sights) < MOST_DRAWN:
                self.sights[key] = found
        return found

    def _told_apart(self, eyes: Eyes) -> tuple[Any, ...]:
        """All by which the comments look different: how many are new, what is muted and reacted to, and who reads, if they said some of it."""
        is_read = eyes.since is None or self.latest is None or self.latest <= eyes.since
        news = 0 if is_read else sum(row[11] > eyes.since for row in self.said)  # type: ignore[operator]
        own = (eyes.reader.id, eyes.takes_part) if eyes.reader.id in self.authors else None
        mine = frozenset((key, kinds) for key, kinds in eyes.mine.items() if key in self.ids)
        return eyes.is_steward, news, own, mine, self.authors & eyes.quiet

    def _views(self, eyes: Eyes) -> tuple[CommentView, ...]:
        replies = {parent: tuple(view_of(row, eyes) for row in rows) for parent, rows in self.replies.items()}
        return tuple(view_of(row, eyes, replies.get(row[0], ())) for row in self.rows)


def talk_rows(thing: UUID, after: UUID | None, limit: int) -> Talk:
    """Return a page of the talk about a thing, from a comment on; three statements."""
    fields = ("comment_count", "is_locked", "locked_until", "lock_reason", "goes_on_id")
    asked = ("tally__counts", "talk__goes_on__audience_id", *(f"talk__{field}" for field in fields))
    counts, leads_to, *kept = Thing.objects.filter(id=thing).values_list(*asked).first() or (None, None, None)
    thread = None if kept[0] is None else Thread(thing_id=thing, **dict(zip(fields, kept, strict=True)))
    rows = shown_in(thing).filter(parent=None)
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values_list(*FIELDS)[: limit + 1]) if thread else []
    following = found[limit - 1][0] if len(found) > limit else None
    return Talk(
        thread, counts, found[:limit], _replies([row[0] for row in found[:limit] if row[-1]]), following, leads_to
    )


def replies_to(parents: list[UUID], eyes: Eyes) -> dict[UUID, list[CommentView]]:
    """Return the first replies to each of these comments, in one statement."""
    return {parent: [view_of(row, eyes) for row in rows] for parent, rows in _replies(parents).items()}


def _replies(parents: list[UUID]) -> dict[UUID, list[Row]]:
    if not parents:
        return {}
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("id").asc())
    rows = Comment.objects.filter(parent_id__in=parents).exclude(state=CommentState.REMOVED).annotate(place=place)
    found: dict[UUID, list[Row]] = {}
    for row in rows.filter(place__lte=MOST_REPLIES).order_by("id").values_list(*FIELDS):
        found.setdefault(row[1], []).append(row)
    return found


def with_link_cards(comments: list[CommentView], audience: Audience, reader: Reader) -> list[CommentView]:
    """Return comments and their replies with cards in the place of bare links: two statements, none where no link stands."""
    every = [each for comment in comments for each in (comment, *comment.replies)]
    mine = {each.id for each in every if each.author and each.author.id == reader.id}
    words = with_cards([(each.id, each.html) for each in every], audience, mine)
    html = dict(zip((each.id for each in every), words, strict=True))
    return [
        replace(
            comment,
            html=html[comment.id],
            replies=tuple(replace(reply, html=html[reply.id]) for reply in comment.replies),
        )
        for comment in comments
    ]


def row_of(comment: Comment, behalf: Space | None) -> Row:
    """Return a comment at hand as it would be read."""
    fresh = dict.fromkeys(field for field in FIELDS if field.startswith(("care__", "move__", "source__", "tally__")))
    fresh["behalf__body__title"] = behalf and behalf.title
    return tuple(fresh[field] if field in fresh else attrgetter(field.replace("__", "."))(comment) for field in FIELDS)


def view_of(row: Row, eyes: Eyes, replies: tuple[CommentView, ...] = ()) -> CommentView:
    (
        key, _parent, author, handle, name, portrait, kind, intent, text, html, language, at, edited, behalf, counts, state,
        *lineage, said_by, said_by_url, url, host, reply_count,
    ) = row  # fmt: skip
    card = ActorCard(author, handle, name, portrait, kind)
    own, is_hidden = author == eyes.reader.id, state == CommentState.HIDDEN
    removed = state == CommentState.REMOVED or (is_hidden and not (own or eyes.is_steward))
    return CommentView(
        id=key,
        author=None if removed else card if said_by is None else replace(card, handle="", name=said_by),
        intent=intent,
        html=link_tags(mark_safe("" if removed else html)),
        text="" if removed else text,
        language=language,
        at=at,
        edited=edited,
        is_removed=removed,
        is_new=bool(eyes.since and at > eyes.since and not own),
        may_edit=own and eyes.takes_part and not (removed or is_hidden),
        is_hidden=is_hidden,
        may_care=eyes.is_steward and state != CommentState.REMOVED,
        may_remove=(own or eyes.is_steward) and not removed,
        replies=replies,
        behalf="" if removed else behalf or "",
        is_own=own,
        is_quiet=author in eyes.quiet and not removed,
        marks=() if removed else marks(counts, eyes.mine.get(key, ())),
        more_replies=max(0, reply_count - len(replies)),
        source=None if removed or url is None else Source(said_by or "", said_by_url, url, host),
        **({} if removed else _lineage_of(*lineage)),
    )


def _lineage_of(
    deed: str | None, by: str | None, reason: str, origin: UUID | None, title: str, there: int | None, here: int
) -> dict[str, Any]:
    """What was done with a comment, and where it was said: that thing is named where the same people read it."""
    return {
        "care": Care(deed, by or "", reason) if deed else None,
        "origin": Origin(origin, title if there == here else "") if origin else None,
    }
