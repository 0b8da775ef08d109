"""Whom a comment concerns."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.queries import followers_of
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentAdded
from allmende.commons.threads.models import Comment, CommentState
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import FOLLOW, OWN, TALK

REPLIED = reason(
    "threads.reply", _("{actor} replied to you on {thing}"), TALK, many=_("{actors} replied to you on {thing}")
)
ON_YOURS = reason(
    "threads.yours", _("{actor} commented on your {thing}"), OWN, many=_("{actors} commented on your {thing}")
)
FOLLOWED = reason(
    "threads.followed", _("{actor} commented on {thing}, which you follow"), FOLLOW, many=_("{actors} commented on {thing}, which you follow")
)  # fmt: skip
WITH_YOU = reason(
    "threads.with", _("{actor} replied where you replied, on {thing}"), TALK, many=_("{actors} replied where you replied, on {thing}")
)  # fmt: skip


@concerns(CommentAdded)
def of_a_comment(entry: Entry) -> Iterator[Concern]:
    """Whoever is replied to, whoever made the thing, whoever follows it, and those who replied at the same place before."""
    comment = UUID(entry.payload["comment"])
    if parent := entry.current_payload.get("parent"):
        asked = Comment.objects.filter(id=parent).values_list("author_id", flat=True).first()
        if asked:
            yield Concern(asked, REPLIED, spot=comment)
    author = (
        Thing.objects.filter(id=entry.thing or comment)
        .exclude(kind="space")
        .values_list("author_id", flat=True)
        .first()
    )
    if author:
        yield Concern(author, ON_YOURS, spot=comment)
    for follower in followers_of(entry.thing) if entry.thing else ():
        yield Concern(follower, FOLLOWED, spot=comment)
    if parent:
        before = Comment.objects.filter(parent_id=parent, id__lt=comment, state=CommentState.SHOWN)
        for other in before.values_list("author_id", flat=True).distinct():
            yield Concern(other, WITH_YOU, spot=comment)
