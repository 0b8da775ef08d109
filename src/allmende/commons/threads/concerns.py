"""Whom a comment concerns."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.queries import followers_of
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import (
    CommentAdded,
    CommentCameIn,
    CommentCorrected,
    CommentHidden,
    CommentShown,
    CommentsMoved,
    ThreadsMerged,
    ThreadSplit,
)
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

HIDDEN = reason("threads.hidden", _("{actor} hid what you said on {thing}, and says why"), OWN)
SHOWN = reason("threads.shown", _("{actor} showed what you said on {thing} again"), OWN)
CORRECTED = reason("threads.corrected", _("{actor} changed what you said on {thing}, and says why"), OWN)
CARRIED = reason("threads.moved", _("{actor} brought what you said to the discussion of {thing}"), TALK)

FROM_ELSEWHERE = reason("threads.elsewhere", _("Someone elsewhere answered your {thing}"), OWN)


@concerns(CommentCameIn)
def of_words_from_elsewhere(entry: Entry) -> Iterator[Concern]:
    """Whoever made what is answered."""
    for author in Thing.objects.filter(id=entry.thing).values_list("author_id", flat=True):
        yield Concern(author, FROM_ELSEWHERE, spot=UUID(entry.payload["comment"]))


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


@concerns(CommentHidden, CommentShown, CommentCorrected)
def of_care(entry: Entry) -> Iterator[Concern]:
    """Whoever said it; of what is hidden they are told beside its thing, since it no longer stands there."""
    told = {CommentHidden.__name__: HIDDEN, CommentShown.__name__: SHOWN}.get(entry.name, CORRECTED)
    spot = None if told is HIDDEN else UUID(entry.payload["comment"])
    yield Concern(UUID(entry.current_payload["member"]), told, spot=spot)


@concerns(CommentsMoved, ThreadSplit, ThreadsMerged)
def of_a_move(entry: Entry) -> Iterator[Concern]:
    """Whoever said what was moved, once each, with their first words of it."""
    said = Comment.objects.filter(handled__handling=entry.current_payload["handling"], state=CommentState.SHOWN)
    told: set[UUID] = set()
    for comment, author in said.order_by("id").values_list("id", "author_id"):
        if author not in told:
            told.add(author)
            yield Concern(author, CARRIED, spot=comment)
