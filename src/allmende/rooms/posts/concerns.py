"""Whom it concerns when a post goes out, and when it can't."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.queries import unreached_among
from allmende.commons.versions.models import Version
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, MENTION
from allmende.foundation.text import render_markdown
from allmende.foundation.text.mentions import handles_in
from allmende.rooms.posts.activities import PostEdited, PostHeld, PostPublished
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries import people_named

NAMED = reason("posts.named", _("{actor} named you in {thing}"), MENTION, many=_("{actors} named you in {thing}"))
HELD = reason("posts.held", _("Your post could not go out when its time had come: {thing}"), ASK)


@concerns(PostPublished)
def of_a_post(entry: Entry) -> Iterator[Concern]:
    """Those whom it names; whoever of them does not see it is shown nothing."""
    post = Post.objects.filter(id=entry.thing).first()
    if post is not None:
        yield from _of_named(entry, handles_in(post.text_html))


@concerns(PostEdited)
def of_a_change(entry: Entry) -> Iterator[Concern]:
    """Those whom it names now and did not name before."""
    post = Post.objects.filter(id=entry.thing).first()
    before = Version.objects.filter(thing_id=entry.thing, number=entry.current_payload["version_number"]).first()
    if post is not None and before is not None:
        named = set(handles_in(post.text_html)) - set(handles_in(render_markdown(before.snapshot["text"])))
        yield from _of_named(entry, named)


def _of_named(entry: Entry, handles: Collection[str]) -> Iterator[Concern]:
    """Those of these handles, but nobody who has blocked the author, or is blocked by them."""
    people = list(people_named(handles).values())
    unreached = unreached_among(entry.actor, people)
    yield from (Concern(person, NAMED) for person in people if person not in unreached)


@concerns(PostHeld)
def of_a_post_that_was_held_back(entry: Entry) -> Iterator[Concern]:
    """Its author."""
    yield Concern(UUID(entry.current_payload["member"]), HELD)
