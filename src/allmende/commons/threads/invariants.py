"""What holds of every talk: it stands where its thing stands, and counts what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from allmende.commons.audiences.models import Kind
from allmende.commons.threads.models import Comment, CommentState, Thread
from allmende.foundation.doors import Invariant


def _elsewhere() -> Iterator[str]:
    shown = Comment.objects.filter(state=CommentState.SHOWN).exclude(audience=F("thread__thing__audience"))
    for comment, thing in shown.order_by("pk").values_list("pk", "thread").iterator():
        yield f"the comment {comment} has another audience than {thing}, on which it stands"


def _miscounted() -> Iterator[str]:
    there = Count("comments", filter=Q(comments__state=CommentState.SHOWN))
    rows = Thread.objects.annotate(there=there).exclude(comment_count=F("there")).order_by("pk")
    for thread in rows.iterator():
        yield f"the talk about {thread.pk} counts {thread.comment_count} comments and has {thread.there}"


def _replies_miscounted() -> Iterator[str]:
    there = Count("replies", filter=~Q(replies__state=CommentState.REMOVED))
    rows = Comment.objects.annotate(there=there).exclude(reply_count=F("there")).order_by("pk")
    for comment in rows.iterator():
        yield f"the comment {comment.pk} counts {comment.reply_count} replies and has {comment.there}"


def _in_sight() -> Iterator[str]:
    """What is hidden is read by its author and the stewards alone."""
    hidden = Comment.objects.filter(state=CommentState.HIDDEN).exclude(audience__kind=Kind.HIDDEN)
    yield from (
        f"the comment {comment} is hidden and stands where others read it"
        for comment in hidden.values_list("pk", flat=True)
    )


INVARIANTS = (
    Invariant("comments", "No comment is seen by others than its thing.", _elsewhere),
    Invariant(
        "comments-hidden", "What is hidden only its author and those who care for the space can read.", _in_sight
    ),
    Invariant("comment-counts", "Every talk counts its comments right.", _miscounted),
    Invariant("reply-counts", "Every comment counts its replies right.", _replies_miscounted),
)
