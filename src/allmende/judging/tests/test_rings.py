"""Rings: none in ratings that everyone gave for themselves, at the stated rate; planted ones are found; names change nothing."""

from __future__ import annotations

import random
from itertools import permutations
from math import comb, isclose

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from allmende.judging import Kind, compare, given_in_duels, given_of, judge, patterns
from allmende.judging.chance import Sums, at_least, drawn_at_least, unlikely_together

HOUR = 3600.0


class Field:
    """People who each made things, and rated some of the others' for themselves over ten hours."""

    def __init__(self, seed: int, *, people: int = 40, things: int = 80, each: int = 9) -> None:
        rng = random.Random(seed)
        self.authors = {f"t{n}": {f"p{n % people}"} for n in range(things)}
        worth = {thing: rng.gauss(3, 0.6) for thing in self.authors}
        lenient = {f"p{n}": rng.gauss(0, 0.5) for n in range(people)}
        self.marks = {
            (thing, rater): min(max(round(worth[thing] + lenient[rater] + rng.gauss(0, 0.8)), 1), 5)
            for thing, made_by in self.authors.items()
            for rater in rng.sample(sorted(lenient.keys() - made_by), each)
        }
        self.when = {key: rng.random() * 10 * HOUR for key in self.marks}

    def found(self, name=lambda one: one):
        marks = [(name(thing), name(rater), float(points)) for (thing, rater), points in self.marks.items()]
        when = {(name(thing), name(rater)): at for (thing, rater), at in self.when.items()}
        authors = {name(thing): {name(one) for one in made_by} for thing, made_by in self.authors.items()}
        return patterns(given_of(marks, judge(marks), when), authors)

    def rate(self, rater: str, thing: str, points: int, at: float | None = None) -> None:
        if rater not in self.authors[thing]:
            self.marks[thing, rater] = points
            self.when[thing, rater] = random.Random(f"{rater}{thing}").random() * 10 * HOUR if at is None else at


def test_where_everyone_rates_for_themselves_hardly_anything_is_shown():
    shown = [seed for seed in range(40) if Field(seed).found()]

    assert len(shown) <= 5, "of four ways of looking each may err in one field of a hundred"


@pytest.mark.parametrize("seed", range(3))
def test_those_who_rate_each_other_far_above_what_others_give_are_found_together(seed):
    field, ring = Field(seed), ["p1", "p2", "p3", "p4"]
    for rater, author in permutations(ring, 2):
        for thing in (thing for thing, made_by in field.authors.items() if author in made_by):
            field.rate(rater, thing, 5)
            for other in list(field.marks):
                if other[0] == thing and other[1] not in ring:
                    field.marks[other] = min(field.marks[other], 3)

    mutual = [one for one in field.found() if one.kind == Kind.MUTUAL]

    assert [one.people for one in mutual] == [frozenset(ring)]
    assert mutual[0].above > 0.5
    assert mutual[0].chance < 0.001


@pytest.mark.parametrize("seed", range(3))
def test_accounts_that_come_for_one_author_in_one_minute_are_found(seed):
    field = Field(seed, people=60, things=120)
    theirs = [thing for thing, made_by in field.authors.items() if "p7" in made_by]
    theirs += ["t9", "t10"]
    for thing in theirs[2:]:
        field.authors[thing] = {"p7"}
    for number in range(6):
        for thing in theirs:
            field.rate(f"new{number}", thing, 5, at=5 * HOUR + 20 * number)

    found = field.found()

    kinds = {one.kind for one in found}
    assert {Kind.DEVOTED, Kind.BURST} <= kinds
    assert {person for one in found if one.kind == Kind.DEVOTED for person in one.people} >= {
        f"new{n}" for n in range(6)
    }
    assert all(
        "p7" in one.people
        for one in found
        if one.kind == Kind.DEVOTED and any(str(p).startswith("new") for p in one.people)
    )


def test_two_who_push_and_pull_the_same_things_are_found():
    field = Field(3, things=160)
    for number, thing in enumerate(list(field.authors)[:12]):
        for rater in ("twin1", "twin2"):
            field.rate(rater, thing, 5 if number % 2 else 1)
    for thing in list(field.authors)[80:92]:
        for rater in ("twin1", "twin2"):
            field.rate(rater, thing, 3)

    assert [one.people for one in field.found() if one.kind == Kind.ALIKE] == [frozenset({"twin1", "twin2"})]


@settings(max_examples=5, deadline=None)
@examples(st.integers(0, 10**6))
def test_other_names_in_another_order_find_the_same(seed):
    field = Field(seed, people=20, things=30, each=6)
    for rater, author in permutations(["p1", "p2", "p3"], 2):
        for thing in (thing for thing, made_by in field.authors.items() if author in made_by):
            field.rate(rater, thing, 5)
    plain = field.found()
    field.marks = dict(reversed(field.marks.items()))
    renamed = field.found(lambda one: f"x{one[::-1]}")

    def told(found, name=lambda one: one):
        return {
            (
                one.kind,
                frozenset(map(name, one.people)),
                frozenset(map(name, one.items)),
                one.ratings,
                round(one.above, 6),
            )
            for one in found
        }

    assert told(plain, lambda one: f"x{one[::-1]}") == told(renamed)


def test_of_comparisons_those_who_let_each_other_win_are_found():
    rng = random.Random(5)
    things = [f"t{n}" for n in range(60)]
    authors = {thing: {f"p{n % 20}"} for n, thing in enumerate(things)}
    said = []
    for rater in (f"p{n}" for n in range(20)):
        for _each in range(90):
            one, other = sorted(rng.sample(things, 2))
            if rater not in authors[one] | authors[other]:
                said.append((rater, (one, other, float(rng.random() < 0.5)), 0.0))
    for rater, author in permutations(["p1", "p2", "p3"], 2):
        for thing in (thing for thing in things if author in authors[thing]):
            others = [one for one in things if not authors[one] & {"p1", "p2", "p3"}]
            said += [(rater, (thing, other, 1.0), 0.0) for other in rng.sample(others, 7)]

    found = patterns(given_in_duels(said, compare(duel for _rater, duel, _at in said)), authors)

    assert frozenset({"p1", "p2", "p3"}) in {one.people for one in found if one.kind == Kind.MUTUAL}


def test_nothing_is_looked_for_where_nothing_differs():
    marks = [("a", "x", 3.0), ("b", "x", 3.0), ("a", "y", 3.0)]

    assert patterns(given_of(marks, judge(marks), {}), {"a": {"x"}, "b": {"y"}}) == ()
    assert patterns([], {}) == ()


@examples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 12))
def test_chances_are_those_of_counting(drawn, marked, count):
    drawn, marked = min(drawn, 12), min(marked, 12)
    exact = sum(comb(marked, n) * comb(12 - marked, drawn - n) for n in range(count, drawn + 1) if drawn >= n) / comb(
        12, drawn
    )

    assert isclose(drawn_at_least(count, drawn, marked, 12), exact, abs_tol=1e-9)
    assert isclose(
        at_least(count, drawn, 0.5), sum(comb(drawn, n) for n in range(count, drawn + 1)) / 2**drawn, abs_tol=1e-9
    )


def test_sums_follow_what_was_found_and_the_bound_holds_together():
    sums = Sums([-1.0, 1.0])

    assert sums.reach([1.0, 1.0]) == 0.25
    assert sums.reach([-1.0]) == 1.0
    assert sums.reach([1.0] * 20) < 1e-4
    assert unlikely_together([(0.02, "a"), (0.011, "b"), (0.9, "c")], 4, 0.05) == [(0.011, "b"), (0.02, "a")]
    assert unlikely_together([], 0, 0.05) == []
