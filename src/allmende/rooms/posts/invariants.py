"""What holds of posts: polls count their votes, and what is shared is about to go out no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from allmende.commons.audiences.models import Kind
from allmende.foundation.doors import Invariant
from allmende.rooms.posts.models import Answer, Poll, Post, PostState


def _miscounted() -> Iterator[str]:
    for answer in Answer.objects.annotate(there=Count("chosen_by")).exclude(votes=F("there")).order_by("pk").iterator():
        yield f"answer {answer.number} of the poll in {answer.poll_id} counts {answer.votes} votes and has {answer.there}"
    voters = Count("answers__chosen_by__voter", distinct=True)
    for poll in Poll.objects.annotate(there=voters).exclude(voters=F("there")).order_by("pk").iterator():
        yield f"the poll in {poll.pk} counts {poll.voters} voters and has {poll.there}"


def _out_and_not() -> Iterator[str]:
    """A post that waits has its time and is out of sight; one with a time waits."""
    waits = Q(state=PostState.WAITING)
    odd = Post.objects.filter(
        (waits & Q(due=None)) | (~waits & Q(due__isnull=False)) | (waits & Q(audience__kind=Kind.LADDER))
    )
    yield from (f"post {post.pk} is {post.state} and due {post.due}" for post in odd.order_by("pk").iterator())


INVARIANTS = (
    Invariant("poll-counts", "Every poll counts its votes and who voted right.", _miscounted),
    Invariant("posts-due", "A post that is to go out has its time and is seen by its author alone.", _out_and_not),
)
