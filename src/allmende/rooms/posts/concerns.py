"""Whom it concerns when a post goes out, and when it can't."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.follows.queries import followers_of
from allmende.commons.mutes.queries import unreached_among
from allmende.commons.reminders.definitions import Deadline, Open, remind_of
from allmende.commons.versions.models import Version
from allmende.foundation import clock
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, MENTION, REMINDER
from allmende.foundation.text import render_markdown
from allmende.foundation.text.mentions import handles_in
from allmende.rooms.posts.activities import PostEdited, PostHeld, PostPublished
from allmende.rooms.posts.models import Poll, Post, Vote
from allmende.rooms.posts.queries import people_named

NAMED = reason("posts.named", _("{actor} named you in {thing}"), MENTION, many=_("{actors} named you in {thing}"))
HELD = reason("posts.held", _("Your post could not go out when its time had come: {thing}"), ASK)
POLL_ENDS = reason("posts.poll_ends", _("The poll in {thing} ends soon, and you have not answered yet"), REMINDER)


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


def _open_polls(subject: UUID | None) -> Iterator[Open]:
    shared = Poll.objects.filter(closes__gt=clock.now(), post__audience__kind=Kind.LADDER, post__place__archived=None)
    if subject:
        shared = shared.filter(post=subject)
    for post, published, created, closes in shared.values_list("post_id", "post__published", "post__created", "closes"):
        yield Open(post, post, clock.instant_of(published) if published else created, closes)


def _yet_to_answer(subject: UUID, among: Collection[UUID] | None) -> set[UUID]:
    """Who follows the post and has not answered: of a poll in passing nobody else is reminded."""
    voted = set(Vote.objects.filter(answer__poll=subject).values_list("voter_id", flat=True))
    yet = set(followers_of(subject)) - voted
    return yet if among is None else yet.intersection(among)


remind_of(Deadline(POLL_ENDS, _open_polls, _yet_to_answer))
