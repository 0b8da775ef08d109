"""What counts for whom in the talk: making something that others talk about, and saying what others reply to."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentAdded
from allmende.commons.threads.models import Comment
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry


@merit("threads.yours", _("{actor} took up what you made: {thing}"), CommentAdded)
def of_a_comment(entry: Entry) -> Iterator[UUID | None]:
    """Whoever made the thing."""
    yield Thing.objects.filter(id=entry.thing).exclude(kind="space").values_list("author_id", flat=True).first()


@merit("threads.reply", _("{actor} replied to you on {thing}"), CommentAdded)
def of_a_reply(entry: Entry) -> Iterator[UUID | None]:
    """Whoever is replied to."""
    if parent := entry.current_payload.get("parent"):
        yield Comment.objects.filter(id=parent).values_list("author_id", flat=True).first()
