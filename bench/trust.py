"""How long it takes to reckon the levels of everyone, of one person after one new fact, and to survey the graph."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction

from allmende.commons.duties.roster import today_in
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.testing import make_community
from allmende.foundation.journal.models import Entry
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.trust.commands import reckon, survey
from allmende.people.trust.models import Merit, Standing, Strength, Tie, TieKind
from allmende.people.trust.tasks import reckon_levels

GOAL = 60.0
MERITS_EACH = 30
TIES_EACH = 4
KINDS = ("threads.reply", "threads.yours", "trust.thanks")


def fill(members: int) -> Space:
    """Make a community of so many, each taken up by others thirty times within the days that count, and their ties."""
    rng, root = random.Random(20261128), make_community(make_person("Founder"))
    actors = [Actor(handle=f"member-{number}", name=f"Member {number}") for number in range(members - 1)]
    Actor.objects.bulk_create(actors, 2000)
    Membership.objects.bulk_create([Membership(space=root, actor=actor, role=Role.MEMBER) for actor in actors], 2000)
    Space.objects.filter(id=root.id).update(member_count=members)
    today = today_in(root)
    for start in range(0, len(actors), 1000):
        part = actors[start : start + 1000]
        Merit.objects.bulk_create(
            [
                Merit(space=root, actor=actor, giver=giver, day=today - timedelta(days=rng.randrange(180)), kind=rng.choice(KINDS))
                for actor in part for giver in rng.sample(actors, rng.randrange(2 * MERITS_EACH)) if giver is not actor
            ],
            2000, ignore_conflicts=True,
        )  # fmt: skip
        Tie.objects.bulk_create(
            [
                Tie(source=actor, target=other, kind=rng.choice(list(TieKind)), strength=rng.choice(list(Strength)))
                for actor in part for other in rng.sample(actors, TIES_EACH) if other is not actor
            ],
            2000, ignore_conflicts=True,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Space.objects.get(id=root.id)


def timed(what: str, act: Callable[[], object]) -> float:
    """Do something, say how long it took, and return the seconds."""
    began = time.perf_counter()
    result = act()
    took = time.perf_counter() - began
    print(f"{what:<58} {took:8.2f} s   {result}")
    return took


def run(members: int) -> bool:
    """Fill, measure, and say whether the goal is kept."""
    root = fill(members)
    print(
        f"{connection.vendor}: {Membership.objects.count()} members, {Merit.objects.count()} facts, {Tie.objects.count()} ties"
    )
    first = timed("all levels for the first time (most change)", reckon_levels.call)
    again = timed("all levels again (nothing changes)", reckon_levels.call)
    one = list(Standing.objects.order_by("id").values_list("actor_id", flat=True)[:1])

    def touched() -> int:
        with transaction.atomic():
            return sum(reckon(root, one) for _ in range(100))

    timed("one person, a hundred times", touched)
    timed("the survey of the graph", lambda: f"{len(survey(root).findings)} findings, {Entry.objects.count()} entries")
    return max(first, again) < GOAL
