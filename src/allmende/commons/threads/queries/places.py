"""Where a comment stands, how many there are, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.threads.models import Comment, CommentState, Thread
from allmende.commons.threads.queries import rows
from allmende.commons.threads.queries.rows import shown_in
from allmende.commons.threads.queries.shapes import CommentPlace
from allmende.foundation import clock
from allmende.identity.actors.models import Reader

PAGE = 20


def comment_place(reader: Reader, comment_id: UUID, limit: int = PAGE) -> CommentPlace | None:
    """Return the page on which a comment stands, for deep links; None when the reader doesn't see it (any more)."""
    comment = Comment.objects.visible_to(reader).filter(id=comment_id).exclude(state=CommentState.REMOVED).first()
    if comment is None:
        return None
    top = comment.parent_id or comment.id
    after = _page_key(shown_in(comment.thread_id).filter(parent=None), top, limit)
    if comment.parent_id is None:
        return CommentPlace(comment.thread_id, comment.id, after)
    replies_after = _page_key(shown_in(comment.thread_id).filter(parent=top), comment.id, rows.MOST_REPLIES)
    return CommentPlace(comment.thread_id, comment.id, after, top, replies_after)


def comment_counts(things: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many comments each of these things has, in one statement; things without any are 0."""
    wanted = list(things)
    kept = dict(Thread.objects.filter(thing_id__in=wanted).values_list("thing_id", "comment_count")) if wanted else {}
    return {thing: kept.get(thing, 0) for thing in wanted}


def new_since(reader: Reader, thing: UUID, moment: datetime) -> int:
    """Return how many comments others have made on a thing since a moment, of those that the reader sees."""
    return news_of(reader, thing, moment).count()


def news_of(
    reader: Reader, thing: UUID, moment: datetime, earliest: UUID | None = None, me: UUID | None = None
) -> QuerySet[Comment, UUID]:
    """What others than `me` (by itself the reader) have said on a thing since a moment, of what the reader sees.

    Ids grow with time: those before `earliest` (`earliest_news`) are passed by in the index, or a long talk would be walked from
    its beginning for the last word in it.
    """
    earliest = earliest or earliest_news(moment)
    said = Comment.objects.visible_to(reader).filter(
        thread_id=thing, state=CommentState.SHOWN, created__gt=moment, id__gte=earliest
    )
    return said.exclude(author_id=me or reader.id).order_by("id").values_list("id", flat=True)


def earliest_news(moment: datetime) -> UUID:
    """The key that nothing said after a moment sorts before; a second's grace, as an id is made a moment before its comment is dated."""
    return clock.lowest_key(moment - timedelta(seconds=1))


def said_after(reader: Reader, thing: UUID, after: UUID) -> QuerySet[Comment, tuple[UUID, UUID | None]]:
    """Return what others have said on a thing since a comment, of what the reader sees: its id and what it replies to."""
    said = Comment.objects.visible_to(reader).filter(thread_id=thing, state=CommentState.SHOWN, id__gt=after)
    return said.exclude(author_id=reader.id).order_by("id").values_list("id", "parent_id")


def _page_key(comments: QuerySet[Comment], wanted: UUID, limit: int) -> UUID | None:
    """Return the key after which the page begins that holds a row, pages of `limit` counted from the start."""
    page = comments.filter(id__lt=wanted).count() // limit
    return comments.order_by("id").values_list("id", flat=True)[page * limit - 1] if page else None
