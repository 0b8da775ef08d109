"""What holds of every talk: it stands where its thing stands, and counts what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from allmende.commons.threads.models import Comment, CommentState, Thread
from allmende.foundation.doors import Invariant


def _elsewhere() -> Iterator[str]:
    shown = Comment.objects.exclude(state=CommentState.REMOVED).exclude(audience=F("thread__thing__audience"))
    for comment, thing in shown.order_by("pk").values_list("pk", "thread").iterator():
        yield f"the comment {comment} has another audience than {thing}, on which it stands"


def _miscounted() -> Iterator[str]:
    there = Count("comments", filter=~Q(comments__state=CommentState.REMOVED))
    rows = Thread.objects.annotate(there=there).exclude(comment_count=F("there")).order_by("pk")
    for thread in rows.iterator():
        yield f"the talk about {thread.pk} counts {thread.comment_count} comments and has {thread.there}"


def _replies_miscounted() -> Iterator[str]:
    there = Count("replies", filter=~Q(replies__state=CommentState.REMOVED))
    rows = Comment.objects.annotate(there=there).exclude(reply_count=F("there")).order_by("pk")
    for comment in rows.iterator():
        yield f"the comment {comment.pk} counts {comment.reply_count} replies and has {comment.there}"


INVARIANTS = (
    Invariant("comments", "No comment is seen by others than its thing.", _elsewhere),
    Invariant("comment-counts", "Every talk counts its comments right.", _miscounted),
    Invariant("reply-counts", "Every comment counts its replies right.", _replies_miscounted),
)
