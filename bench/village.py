"""The data behind the spine's measurement: a node with many communities, always the same for the same numbers."""

from __future__ import annotations

import itertools
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor
from allmende.observers.feed.models import FeedRow
from bench.filling import fill, indexed_afterwards, settle
from bench.stock.models import Call

BEGIN = datetime(2023, 11, 1, tzinfo=UTC)
END = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = int((END - BEGIN).total_seconds() * 1000)
COMMUNITIES = 40
KINDS = (("comment", 30), ("post", 25), ("contribution", 25), ("note", 15), ("call", 5))
SHARES = {"public": 18, "communities": 38, "teams": 34, "own": 10}
"""Per cent of the things: few audiences hold most of them, and most audiences hold very few."""
BRIEF = "A pond for the meadow: who digs, who plans, and what may it cost? " * 8


@dataclass(frozen=True)
class Size:
    """How much is made."""

    things: int = 1_000_000
    audiences: int = 55_000

    @property
    def people(self) -> int:
        """Each person has an audience of their own things and one of drafts."""
        return self.audiences * 4 // 11

    @property
    def teams(self) -> int:
        """Rungs of spaces inside communities."""
        return self.audiences // 20


@dataclass(frozen=True)
class Readers:
    """Whose eyes the measurement looks through: people by the length of their reach."""

    by_reach: dict[int, list[UUID]]


class Maker:
    """Makes the village, one table after the other."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.random = random.Random(20261122)
        self.people = [self.uuid(n) for n in range(size.people)]
        self.communities = [self.uuid(n) for n in range(COMMUNITIES)]
        self.teams = [self.uuid(n) for n in range(size.teams)]
        self.home = {team: self.communities[n % COMMUNITIES] for n, team in enumerate(self.teams)}
        rungs = 1 + 2 * COMMUNITIES
        self.team_audience = {team: rungs + 1 + n for n, team in enumerate(self.teams)}
        self.first_own = rungs + 1 + size.teams

    def make(self) -> Readers:
        """Fill all tables and let the database learn what is in them."""
        with connection.constraint_checks_disabled():
            fill(Actor, ("id", "kind", "handle", "name", "about", "language", "zone", "created"), self._actors())
            fill(Audience, ("id", "kind", "layer", "space", "owner_id", "key"), self._audiences())
            readers = self._readers()
            fill(Reach, ("actor_id", "audience_id"), sorted(self.reach))
            calls: list[tuple[Any, ...]] = []
            self.happened: list[tuple[Any, ...]] = []
            with indexed_afterwards(Thing):
                fill(Thing, THING_COLUMNS, self._things(calls))
            with indexed_afterwards(FeedRow):
                fill(FeedRow, ("seq", "root", "space", "audience_id", "thing_id", "actor", "name", "at"), self.happened)
            fill(Call, ("thing_ptr_id", "slug", "brief", "closes", "contribution_count"), calls)
        settle()
        return readers

    def uuid(self, millis: int) -> UUID:
        """Return a UUIDv7 of the village's own time: `millis` after its beginning."""
        at = int(BEGIN.timestamp() * 1000) + millis
        return UUID(int=at << 80 | 7 << 76 | self.random.getrandbits(12) << 64 | 2 << 62 | self.random.getrandbits(62))

    def _actors(self) -> Iterator[tuple[Any, ...]]:
        for n, person in enumerate(self.people):
            yield person, "person", f"person-{n}", f"Person {n}", "", "de", "Europe/Berlin", BEGIN

    def _audiences(self) -> Iterator[tuple[Any, ...]]:
        ids = itertools.count(PUBLIC + 1)  # the public one is there from the first

        def row(kind: str, layer: int, space: UUID | None, owner: UUID | None) -> tuple[Any, ...]:
            return next(ids), kind, layer, space, owner, f"{kind}:{int(layer)}:{space or ''}:{owner or ''}"

        for community in self.communities:
            yield row(Kind.LADDER, Layer.COMMUNITY, community, None)
            yield row(Kind.LADDER, Layer.NETWORK, community, None)
        for team in self.teams:
            yield row(Kind.LADDER, Layer.TEAM, team, None)
        for person in self.people:
            yield row(Kind.LADDER, Layer.PRIVATE, None, person)
            yield row(Kind.DRAFT, Layer.PRIVATE, None, person)
        rest = self.size.audiences - self.first_own + 1 - 2 * len(self.people)
        for n in range(rest):
            yield row(Kind.BIN, Layer.PRIVATE, self.teams[n % len(self.teams)], self.people[n % len(self.people)])

    def _readers(self) -> Readers:
        """Everyone reaches their community, a team and what is theirs; some reach 70 audiences, and curators 1,500."""
        self.reach: set[tuple[UUID, int]] = set()
        by_reach: dict[int, list[UUID]] = {6: [], 70: [], 1500: []}
        bins = range(self.first_own + 2 * len(self.people), self.size.audiences + 1)
        for n, person in enumerate(self.people):
            wanted = 1500 if n % 500 == 1 else 70 if n % 100 == 2 else 6
            community = n % COMMUNITIES
            own = [2 + 2 * community, 3 + 2 * community, self.first_own + 2 * n, self.first_own + 2 * n + 1]
            near = [self.team_audience[team] for team in self.teams[community::COMMUNITIES]]
            far = [self.team_audience[team] for team in self.teams]
            chosen = self.random.sample(near, min(len(near), wanted - 5))
            if wanted == 1500:
                chosen = self.random.sample(far, min(len(far), 500))
                chosen += self.random.sample(bins, min(len(bins), 1500 - 5 - len(chosen)))
            self.reach |= {(person, audience) for audience in own + chosen}
            by_reach[wanted].append(person)
        return Readers(by_reach)

    def _things(self, calls: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Spaces first, then what people share, the earliest first; calls leave their second row in `calls`."""
        for space in (*self.communities, *self.teams):
            yield _thing(space, "space", None, self.people[0], PUBLIC, "Space", space, BEGIN, "open")
        rng, size = self.random, self.size
        where = list(itertools.accumulate(SHARES.values()))
        kinds, weights = zip(*KINDS, strict=True)
        community_rank, team_rank = _zipf(2 * COMMUNITIES, 0.9), _zipf(len(self.teams), 0.8)
        count = size.things - COMMUNITIES - len(self.teams)
        for n in range(count):
            millis = SPAN * n // count
            at = BEGIN + timedelta(milliseconds=millis)
            ident = self.uuid(millis)
            draw = bisect(where, rng.random() * 100)
            author = rng.choice(self.people)
            if draw == 0:
                audience, space = PUBLIC, rng.choice(self.communities)
            elif draw == 1:
                rank = bisect(community_rank, rng.random())
                audience, space = 2 + rank, self.communities[rank // 2]
            elif draw == 2:
                space = self._team_awake_at(bisect(team_rank, rng.random()), n / count)
                audience = self.team_audience[space]
            else:
                audience = rng.randrange(self.first_own, size.audiences + 1)
                space = rng.choice(self.teams)
            kind = rng.choices(kinds, weights)[0]
            listed = None if kind == "comment" else ident
            if kind == "call":
                calls.append((ident, f"call-{n}", BRIEF, at + timedelta(days=30), rng.randrange(200)))
            if listed:
                root = self.home.get(space, space)
                self.happened.append((n + 1, root, space, audience, ident, author, "CallPublished", at))
            yield _thing(ident, kind, space, author, audience, f"What matters about number {n}", listed, at, "open")

    def _team_awake_at(self, rank: int, moment: float) -> UUID:
        """Return the team of that rank, or the next that is awake: teams live for a year, then fall silent."""
        for step in range(len(self.teams)):
            n = (rank + step) % len(self.teams)
            start = (n * 0.618) % 1.0 * 0.67
            if start <= moment <= start + 0.34:
                return self.teams[n]
        return self.teams[rank]


THING_COLUMNS = (
    "id", "kind", "space_id", "author_id", "audience_id", "title", "language", "published", "created", "changed", "state",
)  # fmt: skip


def _thing(
    ident: UUID, kind: str, space: UUID | None, author: UUID, audience: int, title: str, listed: UUID | None,
    at: datetime, state: str,
) -> tuple[Any, ...]:  # fmt: skip
    return ident, kind, space, author, audience, title, "de", listed, at, at, state


def _zipf(count: int, exponent: float) -> list[float]:
    """Return the cumulated shares of ranks 0 … count-1, the first much larger than the last."""
    weights = [1 / (rank + 1) ** exponent for rank in range(count)]
    total = sum(weights)
    return list(itertools.accumulate(weight / total for weight in weights))
