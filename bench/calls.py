"""A call with 10,000 contributions and 100,000 ratings: its list, rating one after the other, the order of all, the shortlist."""

from __future__ import annotations

import json
import os
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from bench import filling
from bench.driver import PARALLEL, drive, request_of
from bench.pages import HEAD, READERS, cookie_of, look, measure
from bench.people import Village
from bench.server import SERVE, Server, serving
from bench.writes import posted

PEOPLE = 2_000
CONTRIBUTIONS, RATINGS = 10_000, 100_000
LIST_MS, RATING_MS, RANKING_SECONDS = 100, 60, 20
MOST_STATEMENTS = 12
WRITERS = 8
ON_SHORTLIST = 100


def fill(contributions: int, ratings: int) -> None:
    """Make the community with its call, unless there is one."""
    from allmende.rooms.calls.models import Call

    if Call.objects.exists():
        return
    print(f"Making a call with {contributions:,} contributions and {ratings:,} ratings …", flush=True)
    began = time.monotonic()
    village = Village(PEOPLE, teams=20)
    village.fill()
    Field(village, contributions, ratings).make()
    filling.settle()
    print(f"Made in {time.monotonic() - began:.0f} s", flush=True)


class Field:
    """What was handed in to one call, and how people rated it; always the same for the same numbers."""

    def __init__(self, village: Village, contributions: int, ratings: int) -> None:
        from allmende.commons.audiences.models import Layer
        from allmende.commons.spaces.models import Membership
        from allmende.foundation import clock
        from allmende.rooms.calls.testing import make_rated_call

        self.random, self.many, self.ratings = random.Random(20261130), contributions, ratings
        people = Membership.objects.filter(space=village.root, role="member").order_by("id")
        self.people = list(people.values_list("actor_id", flat=True))
        with clock.frozen(clock.now() - timedelta(days=10)):  # it is being rated now, in its second week
            self.call = make_rated_call(
                village.curator, village.root, layer=Layer.COMMUNITY, jury=True, title="Ten thousand ideas"
            )
            self.began = clock.now()

    def make(self) -> None:
        """Write everything."""
        from allmende.commons.ratings.models import Item, Sheet
        from allmende.rooms.calls.models import Call

        things = list(self._things())
        for some in batched(enumerate(things, 1), 5_000):
            self._write(some)
        Call.objects.filter(id=self.call.id).update(contribution_count=self.many, next_number=self.many + 1)
        self.sheet = Sheet.objects.get(thing=self.call.id)
        self.criteria = list(self.sheet.criteria.order_by("position"))
        marks = self._marks([thing for thing, _author, _at in things])
        rows = [
            (self.sheet.id, thing, len(given), len(given), sum(score for _rater, _marks, score in given), self.random.randrange(2**31), True)
            for thing, given in marks.items()
        ]  # fmt: skip
        filling.fill(Item, ("sheet_id", "thing_id", "raters", "count", "total", "lot", "is_up"), rows)
        self._rate(marks, dict(Item.objects.filter(sheet=self.sheet).values_list("thing_id", "pk")))

    def _things(self) -> Iterator[tuple[UUID, UUID, datetime]]:
        """Each contribution with its author and its moment."""
        from allmende.foundation.ids import uuid7_at

        for n in range(self.many):
            at = self.began + timedelta(days=6) * n / self.many
            yield uuid7_at(int(at.timestamp() * 1000)), self.random.choice(self.people), at

    def _write(self, some: tuple[tuple[int, tuple[UUID, UUID, datetime]], ...]) -> None:
        from allmende.commons.things.models import Thing
        from allmende.foundation.text.markdown import render_markdown
        from allmende.rooms.calls.models import Contribution
        from bench.town import CONTRIBUTION_COLUMNS, TEXT, THING_COLUMNS

        html, call = str(render_markdown(TEXT)), self.call
        things, contributions = [], []
        for n, (ident, author, at) in some:
            lot, title = self.random.randrange(2**31), f"Idea number {n}"
            things.append(
                (
                    ident,
                    "contribution",
                    call.place_id,
                    author,
                    call.audience_id,
                    title,
                    "en",
                    ident,
                    at,
                    at,
                    "submitted",
                )
            )
            contributions.append((ident, call.id, n, f"{n:04d}", "It cools.", TEXT, html, 100 * n, 0, lot))
        filling.fill(Thing, THING_COLUMNS, things)
        filling.fill(Contribution, CONTRIBUTION_COLUMNS, contributions)

    def _marks(self, things: list[UUID]) -> dict[UUID, list[tuple[UUID, str, int]]]:
        """Who says what of which: worth, leniency and chance, as people rate."""
        from allmende.commons.ratings.commands.rating import score_of

        rng, most = self.random, self.sheet.top
        lenient = {person: rng.gauss(0, 0.6) for person in self.people}
        given: dict[UUID, list[tuple[UUID, str, int]]] = defaultdict(list)
        each = self.ratings // len(things)
        for thing in things:
            worth = rng.gauss(3.2, 0.7)
            for person in rng.sample(self.people, each):
                points = [
                    min(max(round(worth + lenient[person] + rng.gauss(0, 0.7)), 1), most) for _each in self.criteria[:2]
                ]
                marks = dict(zip((str(one.pk) for one in self.criteria), [*points, rng.random() < 0.6], strict=True))
                given[thing].append((person, json.dumps(marks), score_of(self.criteria, marks) or 0))
        return given

    def _rate(self, marks: dict[UUID, list[tuple[UUID, str, int]]], items: dict[UUID, int]) -> None:
        from allmende.commons.ratings.models import Rating
        from allmende.foundation.ids import uuid7_at

        begun = self.began + timedelta(days=7)
        rows = ((thing, *one) for thing, given in marks.items() for one in given)
        for some in batched(rows, 10_000):
            written = []
            for thing, rater, said, score in some:
                at = begun + timedelta(days=2) * self.random.random()
                key = uuid7_at(int(at.timestamp() * 1000))
                written.append((key, self.sheet.id, items[thing], rater, said, score, 1, at))
            columns = ("id", "sheet_id", "item_id", "rater_id", "marks", "score", "revision", "changed")
            filling.fill(Rating, columns, written)


def run(contributions: int, ratings: int, seconds: float) -> bool:
    """Measure and print; return whether every goal was met."""
    fill(contributions, ratings)
    well = _rank()
    _choose()
    print(f"{'':14}{'page':20}" + "".join(f"{name:>11}" for name in HEAD))
    with serving(SERVE) as server:
        well &= _pages(server, seconds)
        well &= _rating(server, seconds)
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return well


def _rank() -> bool:
    """Let the order be reckoned as a host does, and say how long the task took and what it told of its way."""
    from allmende.commons.ratings.models import Ranking
    from allmende.commons.ratings.tasks import reckon_ranking as task
    from allmende.foundation.tasks.models import Job
    from allmende.foundation.tasks.worker import claim, run
    from allmende.rooms.calls.commands import reckon_ranking

    call = _call()
    ranking = reckon_ranking(call.author, call, then=task.enqueue)
    began, worked = time.monotonic(), time.thread_time()
    while job := claim("bench"):
        run(job)
    took, worked = time.monotonic() - began, time.thread_time() - worked
    told, ranking = Job.objects.get(id=ranking.job), Ranking.objects.get(pk=ranking.pk)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"The order of all from {ranking.ratings:,} ratings: {took:.1f} s, {worked:.1f} s of processor time; "
        f"the bar ended at {told.done} of {told.total}; {most:.0f} MB in the process"
    )
    return took < RANKING_SECONDS


def _choose() -> None:
    """Put a hundred on the shortlist."""
    from allmende.rooms.calls.commands.jury import set_shortlist

    began = time.thread_time()
    set_shortlist(_call().author, _call(), list(range(1, ON_SHORTLIST + 1)), announce=True)
    print(f"Setting a shortlist of {ON_SHORTLIST}: {(time.thread_time() - began) * 1000:.0f} ms of processor time")


def _call() -> Any:
    from allmende.rooms.calls.models import Call

    return Call.objects.select_related("audience", "author__account", "place__root").get()


def _members() -> list[Any]:
    from allmende.commons.spaces.models import Membership

    rows = Membership.objects.filter(space__root=None, role="member", actor__account__isnull=False)
    return [row.actor for row in rows.select_related("actor__account").order_by("id")]


def _pages(server: Server, seconds: float) -> bool:
    """Lists as members read them, and what hosts read of all ratings."""
    from allmende.commons.ratings.models import Place
    from allmende.rooms.calls.models import Contribution

    call = _call()
    members, host = [cookie_of(one.account) for one in _members()[:READERS]], [cookie_of(call.author.account)]
    base, middle = f"/calls/{call.slug}", Contribution.objects.get(call=call, number=call.contribution_count // 2)
    rank, item = Place.objects.order_by("rank", "item").values_list("rank", "item_id")[call.contribution_count // 2]
    pages = [
        ("list", members, f"{base}/contributions/"),
        ("list, middle", members, f"{base}/contributions/?order=mixed&after={2**30}"),
        ("newest", members, f"{base}/contributions/?order=newest"),
        ("newest, middle", members, f"{base}/contributions/?order=newest&after={middle.id}"),
        ("ranking", host, f"{base}/rating/results/"),
        ("ranking, middle", host, f"{base}/rating/results/?after={rank}-{item}"),
        ("who rated how", host, f"{base}/contributions/{middle.number}/rating/trail/"),
        ("shortlist", host, f"{base}/shortlist/"),
        ("jury's room", host, f"{base}/jury/"),
        ("rating", members, f"{base}/rating/"),
        ("rating, hosts", host, f"{base}/rating/"),
    ]
    answered = [_page(server, seconds, *page) for page in pages]
    return all(answered)


def _page(server: Server, seconds: float, name: str, cookies: list[str], path: str, goal: float = LIST_MS) -> bool:
    status, statements, size = look(path, cookies[0])
    asked = [request_of(server.address + path, cookie) for cookie in cookies]
    load = measure(server, ("", name), asked, seconds, PARALLEL, rest=f"{statements:11}{size / 1000:11.0f}")
    return bool(status < 400 and statements <= MOST_STATEMENTS and not load.wrong and load.percentile(0.95) < goal)


def _rating(server: Server, seconds: float) -> bool:
    """A rater's way: what comes next, its sheet, and saving it; eight at a time."""
    call, members = _call(), _members()
    cookies = [cookie_of(one.account) for one in members[:READERS]]
    base = f"/calls/{call.slug}"
    well = _page(server, seconds, "next (302)", cookies, f"{base}/rating/next/", RATING_MS)
    well &= _page(server, seconds, "a sheet", cookies, f"{base}/contributions/7/rating/", RATING_MS)
    requests = list(_sheets(server, call, members[:READERS], cookies, int(300 * seconds)))
    drive(server.address, requests[:WRITERS], seconds, WRITERS, once=True)
    before = server.worked()
    load = drive(server.address, requests[WRITERS:], seconds, WRITERS, once=True)
    each, p95 = (server.worked() - before) / max(1, len(load.taken)), load.percentile(0.95)
    print(
        f"Save and next, {WRITERS} at a time: {load.rate:.0f}/s, p50 {load.percentile(0.5):.0f} ms, p95 {p95:.0f} ms, "
        f"{each:.1f} ms of processor time each, {load.wrong} of {len(load.taken)} wrong"
    )
    return well and load.wrong == 0 and p95 < RATING_MS


def _sheets(server: Server, call: Any, members: list[Any], cookies: list[str], most: int) -> Iterator[bytes]:
    """First ratings of what these members have neither made nor rated, in turn."""
    from allmende.commons.ratings.models import Rating, Sheet

    criteria = list(Sheet.objects.get(thing=call.id).criteria.order_by("position"))
    said = dict(zip((f"c{one.pk}" for one in criteria), ("4", "3", "yes"), strict=True)) | {
        "revision": "0",
        "next": "1",
    }
    taken = set(Rating.objects.filter(rater__in=members).values_list("rater", "item__thing__as_contribution__number"))
    taken |= {(author, number) for author, number in call.contributions.values_list("author_id", "number")}
    asked = 0
    for number in range(1, call.contribution_count + 1):
        for member, cookie in zip(members, cookies, strict=True):
            if (member.id, number) not in taken and (number + asked) % 7 == 0:
                yield posted(server, f"/calls/{call.slug}/contributions/{number}/rating/", cookie, said)
            asked += 1
            if asked > 7 * most:
                return
