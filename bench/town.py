"""A community with calls, contributions and talk about them, by the size one names; always the same for the same size."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count

from allmende.commons.audiences.models import PUBLIC, Layer
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment, Thread
from allmende.foundation import clock
from allmende.foundation.ids import uuid7_at
from allmende.foundation.text.markdown import render_markdown
from allmende.observers.feed.models import FeedRow
from allmende.rooms.calls.models import Call, Contribution, PhaseKind
from allmende.rooms.calls.testing import make_call
from bench import filling
from bench.people import Village


class Size(NamedTuple):
    """How many people, and how many things they shared."""

    people: int
    things: int


SIZES = {"small": Size(200, 2_000), "medium": Size(20_000, 200_000), "large": Size(20_000, 1_000_000)}
TALK = 20
"""Every twentieth contribution has so many comments, and none the others: a third of all things is talk."""
TEXT = (
    "A pond for the meadow: who **digs**, who plans, and what may it cost?\n\n- it cools the air\n- frogs like it\n\n"
    * 6
)
WORDS = "Who brings the spades? I have two, and a [friend](https://example.org) with a digger."
COMMENT_COLUMNS = ("thing_ptr_id", "thread_id", "parent_id", "reply_count", "intent", "text", "text_html")
CONTRIBUTION_COLUMNS = (
    "thing_ptr_id", "call_id", "number", "ballot_key", "summary", "text", "text_html", "cost", "revision", "lot",
)  # fmt: skip
THING_COLUMNS = (
    "id", "kind", "space_id", "author_id", "audience_id", "title", "language", "published", "created", "changed", "state",
)  # fmt: skip


def fill(size: str) -> None:
    """Make the community of a size, unless there is one."""
    if not Call.objects.exists():
        print(f"Making a community of {SIZES[size].people:,} people and {SIZES[size].things:,} things …", flush=True)
        Town(SIZES[size]).make()


class Town:
    """Makes people as an import does, calls as their hosts do, and the many contributions and comments row by row."""

    def __init__(self, size: Size) -> None:
        self.size, self.random = size, random.Random(20261128)
        self.started = clock.now() - timedelta(days=300)

    def make(self) -> None:
        """Fill the database and let it learn what is in it."""
        village = Village(self.size.people, teams=min(200, self.size.people // 20))
        village.fill()
        self.people = list(Membership.objects.filter(space=village.root).values_list("actor_id", flat=True))
        calls = [self._call(village.root, village.curator, n) for n in range(max(4, self.size.things // 2_000))]
        for some in batched(self._contributions(calls), 5_000):
            self._write(list(some))
        for call in calls:
            handed_in = Contribution.objects.filter(call=call)
            Call.objects.filter(id=call.id).update(
                contribution_count=handed_in.count(), next_number=handed_in.count() + 1
            )
        filling.settle()

    def _call(self, root: Space, host: Any, n: int) -> Call:
        with clock.frozen(self.started + timedelta(minutes=n)):
            title, since = f"A meadow for all {n}", clock.now() - timedelta(days=1)
            call = make_call(host, root, title=title, layer=Layer.COMMUNITY, start=since)
        # Every other one is public, as after its way through the gate; its discussion goes on for a year.
        Thing.objects.filter(id=call.id).update(audience_id=call.audience_id if n % 2 else PUBLIC)
        call.phases.filter(kind=PhaseKind.DISCUSS).update(closes=clock.now() + timedelta(days=30))
        call.phases.filter(kind=PhaseKind.VOTE).update(
            opens=clock.now() + timedelta(days=30), closes=clock.now() + timedelta(days=60)
        )
        call.phases.filter(kind=PhaseKind.RESULT).update(opens=clock.now() + timedelta(days=60))
        return Call.objects.get(id=call.id)

    def _contributions(self, calls: list[Call]) -> Iterator[tuple[Call, UUID, int, datetime]]:
        """Half of all things: each with its call, its author's place and its moment."""
        count = self.size.things // 2
        for n in range(count):
            at = self.started + timedelta(days=1) + timedelta(days=290) * n / count
            yield calls[n % len(calls)], uuid7_at(int(at.timestamp() * 1000)), n, at

    def _write(self, some: list[tuple[Call, UUID, int, datetime]]) -> None:
        things, contributions, threads, comments, happened = [], [], [], [], []
        html, said = str(render_markdown(TEXT)), str(render_markdown(WORDS, top=4))
        for call, ident, n, at in some:
            author, number = self.random.choice(self.people), n // 2 + 1
            title = f"Pond number {n}"
            things.append(_thing(ident, "contribution", call, author, title, at))
            contributions.append(
                (ident, call.id, number * 1000 + n % 997, f"{n:09}", "It cools.", TEXT, html, 1000 * n % 900_000, 0, n)
            )
            happened.append(
                (n + 1, call.place_id, call.place_id, call.audience_id, ident, author, "ContributionSubmitted", at)
            )
            if n % TALK:
                continue
            threads.append((ident, TALK, False))
            for place in range(TALK):
                key = uuid7_at(int(at.timestamp() * 1000) + place * 1000)
                moment = at + timedelta(seconds=place)
                things.append(_thing(key, "comment", call, self.random.choice(self.people), "", moment))
                comments.append((key, ident, None, 0, ("comment", "praise", "question")[place % 3], WORDS, said))
        filling.fill(Thing, THING_COLUMNS, things)
        filling.fill(Contribution, CONTRIBUTION_COLUMNS, contributions)
        filling.fill(Thread, ("thing_id", "comment_count", "is_locked"), threads)
        filling.fill(Comment, COMMENT_COLUMNS, comments)
        filling.fill(FeedRow, ("seq", "root", "space", "audience_id", "thing_id", "actor", "name", "at"), happened)


def _thing(ident: UUID, kind: str, call: Call, author: UUID, title: str, at: datetime) -> tuple[Any, ...]:
    listed, state = (None, "") if kind == "comment" else (ident, "submitted")
    return ident, kind, call.place_id, author, call.audience_id, title, "en", listed, at, at, state


def call_of_pages() -> Call:
    """Return the public call with most to read, whose pages are measured."""
    ranked = Call.objects.filter(audience_id=PUBLIC).annotate(n=Count("contributions")).order_by("-n", "id")
    return ranked[0]


def contribution_of_pages(call: Call) -> Contribution:
    """Return a contribution of it with twenty comments (the demo: with most)."""
    talked = Contribution.objects.filter(call=call, talk__isnull=False).order_by("-talk__comment_count", "id")
    return talked.first() or Contribution.objects.filter(call=call).order_by("id")[0]
