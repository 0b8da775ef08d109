"""Posts in lists: home, a space, a person; plain values, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from allmende.commons.audiences.queries import Seen, reach_of
from allmende.commons.files.queries import Picture, Shot, Shown, portrait_url, shown_on
from allmende.commons.mutes.queries import quieted_by
from allmende.commons.reactions.queries import Mark, marks_of
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import ThingQuerySet
from allmende.commons.threads.queries import comment_counts
from allmende.foundation.addresses import address_of
from allmende.foundation.clock import instant_of
from allmende.foundation.ids import MAX_ID
from allmende.foundation.kept import kept
from allmende.foundation.text.excerpts import shorten
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.queries.links import post_url
from allmende.rooms.posts.queries.mentions import told_words
from allmende.rooms.posts.queries.polls import PollView, polls_of

PAGE = 20
SHORT = 700
"""Characters of a text that stands in lists as a whole."""
MOST_PICTURES = 4
LATEST = 100
"""So many of the newest posts of a place are kept by their audiences, for all readers."""
FIELDS = (
    "id", "heading", "summary", "text", "text_html", "language", "audience__layer", "place__title", "place__slug", "place__root",
    "published", "author_id", "author__handle", "author__name", "author__portrait", "behalf__body__title",
)  # fmt: skip


@dataclass(frozen=True)
class PostCard:
    """A post in a list. `html` is the whole text where it is short; `more` says that there is more of it on its page."""

    id: UUID
    url: str
    heading: str
    html: SafeString
    summary: str
    more: bool
    language: str
    layer: int
    place: str
    place_url: str
    at: datetime
    author_id: UUID
    author: str
    author_url: str
    handle: str
    portrait: str
    behalf: str
    pictures: tuple[Picture, ...]
    more_pictures: int
    recordings: tuple[Shot, ...]
    more_recordings: int
    comments: int
    poll: PollView | None
    marks: tuple[Mark, ...] = ()
    may_react: bool = False
    is_quiet: bool = False
    """Whether the reader has muted or blocked its author, or muted it."""

    @property
    def title(self) -> str:
        """What it is called where only its name stands."""
        return self.heading or shorten(self.summary, 60) or gettext("Post")

    @property
    def behalf_note(self) -> str:
        """For whom it was written."""
        return gettext("for %(name)s") % {"name": self.behalf} if self.behalf else ""

    @property
    def picture_word(self) -> str:
        """What stands for a picture that has no words."""
        return gettext("Picture of %(name)s") % {"name": self.author}


@dataclass(frozen=True)
class PostList:
    """One page of posts; `next` is the key of the following one."""

    cards: list[PostCard]
    next: UUID | None


def posts_page(reader: Reader, root: Space, after: UUID | None = None, limit: int = PAGE) -> PostList:
    """Return one page of the posts of a community that the reader sees.

    The newest are read once for all readers, who each see theirs of them; further back it is one statement.
    """
    rows = None if after else _newest(reader, root.id, limit, Q(place=root) | Q(place__root=root))
    return _page(reader, rows if rows is not None else _in_root(limit + 1).by(reader, root.id, after or MAX_ID), limit)


def posts_in(reader: Reader, space: Space, after: UUID | None = None, limit: int = PAGE) -> PostList:
    """Return one page of the posts of one space that the reader sees; read as above."""
    rows = None if after else _newest(reader, ("in", space.id), limit, Q(place=space))
    return _page(
        reader, rows if rows is not None else _in_space(limit + 1).by(reader, space.id, after or MAX_ID), limit
    )


def posts_by(reader: Reader, root: Space, author: UUID, limit: int) -> PostList:
    """Return the newest posts of a person that the reader sees; statements as above."""
    return _page(reader, _of_person(limit + 1).by(reader, author), limit)


def cards_by_id(reader: Reader, posts: Sequence[UUID]) -> dict[UUID, PostCard]:
    """Return the cards of posts by their ids, of those that the reader sees; statements as above."""
    rows = Post.objects.visible_to(reader).filter(id__in=list(posts), state=PostState.OPEN).values_list(*FIELDS)
    return {card.id: card for card in _cards(reader, list(rows))}


def news_cards(reader: Reader, posts: Sequence[UUID]) -> dict[UUID, PostCard]:
    """Return the cards of posts that a reader is known to see, by their ids; what is the same for all is read once for all readers."""
    wanted = tuple(sorted(posts))
    rows = kept(("post rows", wanted), lambda: _rows(wanted)) if wanted else []
    return {card.id: card for card in _cards(reader, rows)}


def _newest(reader: Reader, key: object, limit: int, where: Q) -> list[Sequence[Any]] | None:
    """Return the rows of the first page from what is kept of the newest posts; None where that does not reach far enough."""
    if reader.bound or reader.shut_out:
        return None
    latest = kept(("latest posts", key), lambda: _latest(where))
    reach = set(reach_of(reader))
    wanted = tuple(post for post, audience in latest if audience in reach)[: limit + 1]
    if len(wanted) <= limit and len(latest) == LATEST:
        return None
    return kept(("post rows", wanted), lambda: _rows(wanted)) if wanted else []


def _latest(where: Q) -> list[tuple[UUID, int]]:
    rows = Post.objects.filter(where, kind="post", state=PostState.OPEN).published_before()
    return list(rows.values_list("id", "audience_id")[:LATEST])


def _rows(posts: tuple[UUID, ...]) -> list[Sequence[Any]]:
    return list(Post.objects.filter(id__in=posts, state=PostState.OPEN).order_by("-published").values_list(*FIELDS))


def _open(reader: Reader) -> ThingQuerySet[Post]:
    return Post.objects.visible_to(reader).filter(state=PostState.OPEN)


@cache
def _in_root(most: int) -> Seen:
    def build(reader: Reader, root: UUID, before: UUID) -> QuerySet[Post, Any]:
        rows = _open(reader).filter(Q(place=root) | Q(place__root=root))
        return rows.published_before(before).values_list(*FIELDS)[:most]

    return Seen(build, UUID, UUID)


@cache
def _in_space(most: int) -> Seen:
    def build(reader: Reader, space: UUID, before: UUID) -> QuerySet[Post, Any]:
        return _open(reader).filter(space=space).published_before(before).values_list(*FIELDS)[:most]

    return Seen(build, UUID, UUID)


@cache
def _of_person(most: int) -> Seen:
    def build(reader: Reader, author: UUID) -> QuerySet[Post, Any]:
        return _open(reader).filter(author=author).published_before().values_list(*FIELDS)[:most]

    return Seen(build, UUID)


def _page(reader: Reader, rows: Sequence[Sequence[Any]], limit: int) -> PostList:
    following = rows[limit - 1][FIELDS.index("published")] if len(rows) > limit else None
    return PostList(_cards(reader, rows[:limit]), following)


def _cards(reader: Reader, rows: Sequence[Sequence[Any]]) -> list[PostCard]:
    """Add what stands beside the rows; it is the same for all who see them, and kept until something happens."""
    found = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    wanted = tuple(row["id"] for row in found)
    if not wanted:
        return []
    files = shown_on(wanted)
    comments = kept(("post comments", wanted), lambda: comment_counts(wanted))
    polls = polls_of(reader, wanted)
    whole = [(row["id"], mark_safe(row["text_html"])) for row in found if len(row["text"]) <= SHORT]
    texts = told_words(reader, whole)
    marks, quiet = kept(("post marks", reader.id, wanted), lambda: marks_of(reader, wanted)), quieted_by(reader)
    return [
        replace(
            _card(row, texts, files.get(row["id"], Shown()), comments[row["id"]], polls.get(row["id"])),
            marks=marks.get(row["id"], ()), may_react=not reader.is_guest and row["author_id"] != reader.id,
            is_quiet=row["author_id"] in quiet.people or row["id"] in quiet.things,
        )
        for row in found
    ]  # fmt: skip


def _card(
    row: dict[str, Any], texts: dict[UUID, SafeString], files: Shown, comments: int, poll: PollView | None
) -> PostCard:
    key = row["id"]
    return PostCard(
        id=key, url=post_url(key), heading=row["heading"], html=texts.get(key, mark_safe("")), summary=row["summary"],
        more=key not in texts, language=row["language"], layer=row["audience__layer"], place=row["place__title"],
        place_url=address_of("space", row["place__slug"]), at=instant_of(row["published"]), author_id=row["author_id"], author=row["author__name"],
        author_url=address_of("person", row["author__handle"]), handle=row["author__handle"],
        portrait=portrait_url(row["author__portrait"]), behalf=row["behalf__body__title"] or "",
        pictures=files.pictures[:MOST_PICTURES], more_pictures=max(len(files.pictures) - MOST_PICTURES, 0),
        recordings=files.recordings[:1], more_recordings=max(len(files.recordings) - 1, 0), comments=comments, poll=poll,
    )  # fmt: skip
