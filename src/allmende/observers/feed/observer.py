"""The feed reads the journal."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from allmende.commons.things.models import Thing
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.feed.commands import add_rows, follow_things
from allmende.observers.feed.models import FeedRow


@observe("feed")
def follow(entries: list[Entry]) -> None:
    """Take up what happened, and look where the things it happened to stand now."""
    add_rows(entries)
    follow_things({entry.thing for entry in entries if entry.thing})


def follow_comments(comments: Collection[UUID], thing: Thing) -> None:
    """Let the rows of comments stand with the thing to whose talk they were brought."""
    space = thing.space_id or thing.id
    FeedRow.objects.filter(spot__in=comments).update(thing=thing.id, space=space, audience=thing.audience_id)


def move_rows(thing: Thing) -> None:
    """Let a thing's rows move in the moment in which it does: what goes inside is out of the feed at once."""
    FeedRow.objects.filter(thing_id=thing.id).update(audience=thing.audience)
