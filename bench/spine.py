"""How long the spine's lists take: newest first, deep, filtered, for readers of short and long reach."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from allmende.commons.audiences.queries import reach_of
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor, Guest, Reader
from allmende.observers.feed.models import FeedRow
from bench.stock.models import Call
from bench.village import SPAN, Maker, Readers, Size

PAGE = 20
LAST_SEQ = 2**63 - 1
GOAL = 50.0
type Query = Callable[[Reader, random.Random], QuerySet[Any]]


class Lists:
    """The lists that pages are made of, each with a key and filters drawn by chance."""

    def __init__(self, maker: Maker) -> None:
        self.keys = [maker.uuid(SPAN * n // 400) for n in range(1, 400)]
        self.spaces = [*maker.communities, *maker.teams[:400]]
        self.people = maker.people[:400]
        self.communities, self.last = maker.communities, maker.size.things

    def _feed(self, reader: Reader, rng: random.Random, before: int) -> QuerySet[Any]:
        """What happened in a community: a feed's page walks back over four times as many rows as it shows lines."""
        rows = FeedRow.objects.filter(
            root=rng.choice(self.communities), seq__lt=before, audience__within=reach_of(reader)
        )
        return rows.order_by("-seq")[: 4 * PAGE]

    def all(self) -> dict[str, Query]:
        """Return the lists by the name they are reported under."""
        return {
            "newest": lambda reader, _rng: Thing.objects.visible_to(reader).published_before(),
            "newest, deep": lambda reader, rng: Thing.objects.visible_to(reader).published_before(
                rng.choice(self.keys)
            ),
            "feed": lambda reader, rng: self._feed(reader, rng, LAST_SEQ),
            "feed, deep": lambda reader, rng: self._feed(reader, rng, rng.randrange(1000, self.last)),
            "calls": lambda reader, _rng: Call.objects.visible_to(reader).published_before(),
            "calls, deep": lambda reader, rng: Call.objects.visible_to(reader).published_before(rng.choice(self.keys)),
            "one kind, deep": lambda reader, rng: (
                Thing.objects.visible_to(reader).filter(kind="note").published_before(rng.choice(self.keys))
            ),
            "calls of a space": lambda reader, rng: (
                Call.objects.visible_to(reader).filter(space_id=rng.choice(self.spaces)).published_before()
            ),
            "a space, deep": lambda reader, rng: (
                Thing.objects.visible_to(reader)
                .filter(space_id=rng.choice(self.spaces))
                .published_before(rng.choice(self.keys))
            ),
            "by a person": lambda reader, rng: (
                Thing.objects.visible_to(reader).filter(author_id=rng.choice(self.people)).published_before()
            ),
        }


def readers(chosen: Readers) -> Iterator[tuple[int, list[Reader]]]:
    """Return some readers of each reach, theirs read and kept as in a running process."""
    yield 1, [Guest()]
    for ids in chosen.by_reach.values():
        some: list[Reader] = list(Actor.objects.filter(id__in=ids[:20]))
        yield round(sum(len(reach_of(reader)) for reader in some) / len(some)), some


def _page(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return one page of a list; the feed says itself how much it reads."""
    return rows if rows.query.is_sliced else rows[: PAGE + 1]


def measure(query: Query, some: list[Reader], times: int, rng: random.Random) -> tuple[float, float, float]:
    """Return p50, p95 and the longest time over many keys, in ms with all that Django does.

    Each key is read three times and the quickest counts: warm, and without what other programs on the machine take.
    """
    taken = []
    for turn in range(times):
        tries, chance = [], rng.getstate()
        for _ in range(3):
            rng.setstate(chance)
            before = time.perf_counter()
            list(_page(query(some[turn % len(some)], rng)))
            tries.append((time.perf_counter() - before) * 1000)
        taken.append(min(tries))
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)], taken[-1]


def run(size: Size, *, times: int, fill: bool, explain: str = "") -> bool:
    """Fill the database if asked, measure every list for every reach, and say whether the goal holds everywhere."""
    started = time.perf_counter()
    maker = Maker(size)
    if fill:
        chosen = maker.make()
        print(f"{size.things:,} things and {size.audiences:,} audiences made in {time.perf_counter() - started:.0f} s.")
    else:
        list(maker._audiences())
        chosen = maker._readers()
    _weigh()
    lists, holds = Lists(maker), True
    everyone = list(readers(chosen))
    print(f"\n{'p50 / p95 / longest, ms':26}" + "".join(f"{f'reach {reach:,}':>24}" for reach, _some in everyone))
    for name, query in lists.all().items():
        if explain and explain not in name:
            continue
        cells = []
        for _reach, some in everyone:
            rng = random.Random(7)
            if explain:
                options = {"analyze": True, "buffers": True} if connection.vendor == "postgresql" else {}
                print(_page(query(some[0], rng)).explain(**options))
            p50, p95, longest = measure(query, some, times, rng)
            holds &= p95 < GOAL
            cells.append(f"{p50:7.1f} {p95:7.1f} {longest:7.1f} ")
        print(f"{name:26}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    print(f"\nGoal p95 < {GOAL:.0f} ms: {'holds everywhere' if holds else 'MISSED'}.")
    return holds


def _weigh() -> None:
    """Print what the spine's table and its indexes take on disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relname LIKE 'things_%' AND relkind IN ('r', 'i')"
                " ORDER BY 2 DESC"
            )
        else:
            cursor.execute("SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE '%things%' GROUP BY 1 ORDER BY 2 DESC")
        print("\n".join(f"{name:60} {size / 1e6:8.1f} MB" for name, size in cursor.fetchall()))
