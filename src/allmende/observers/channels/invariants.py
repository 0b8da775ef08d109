"""What holds of outside channels: nothing is shown of what has no place, and what is shown says where it was written."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.commons.threads.models import Comment, CommentState
from allmende.foundation.doors import Invariant
from allmende.identity.actors.commands import ELSEWHERE_ID


def _without_origin() -> Iterator[str]:
    shown = Comment.objects.filter(author=ELSEWHERE_ID, source=None).exclude(state=CommentState.REMOVED)
    for comment in shown.order_by("pk").values_list("pk", flat=True).iterator():
        yield f"the comment {comment} was written elsewhere and does not say where"


INVARIANTS = (Invariant("origins", "What was written elsewhere says where.", _without_origin),)
