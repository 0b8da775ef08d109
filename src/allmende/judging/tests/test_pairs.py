"""Pairs: strengths as Bradley and Terry have them, held against the maximum that they must be."""

from __future__ import annotations

import random
from itertools import combinations
from math import exp, log
from statistics import correlation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.judging import compare, next_pair
from allmende.judging.pairs import PRIOR

duels = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.0, 0.5, 1.0])).filter(lambda duel: duel[0] != duel[1]),
    max_size=30,
)  # fmt: skip


def likelihood(rows, strengths):
    """The logarithm of what is maximised: comparisons, and the draws against an average one."""

    def won(one, other):
        return log(1 / (1 + exp(other - one)))

    found = sum(
        got * won(strengths[a], strengths[b]) + (1 - got) * won(strengths[b], strengths[a]) for a, b, got in rows
    )
    return found + sum(PRIOR / 2 * (won(one, 0) + won(0, one)) for one in strengths.values())


@settings(max_examples=60, deadline=None)
@given(duels)
def test_no_other_strengths_explain_it_better(rows):
    result = compare(rows)
    assert result.is_solved
    best = {one.item: one.strength for one in result.strengths}
    top = likelihood(rows, best)
    for item in best:
        for step in (-0.01, 0.01):
            assert likelihood(rows, {**best, item: best[item] + step}) < top + 1e-9


def test_two_that_met_once_are_as_far_apart_as_the_formula_says():
    """With one draw each against an average one: x/(1+x) solves w + 1/2 = x²/(x²+1) + x/(1+x), w = 1."""
    [first, second] = compare([("a", "b", 1.0)]).strengths
    x = exp(first.strength)

    assert (first.item, second.item) == ("a", "b")
    assert second.strength == pytest.approx(-first.strength, abs=1e-6)
    assert x**2 / (x**2 + 1) + x / (1 + x) == pytest.approx(1.5, abs=1e-6)


def test_a_tie_leaves_both_where_they_were():
    assert [(one.rank, round(one.strength, 9), one.share) for one in compare([("a", "b", 0.5)]).strengths] == [
        (1, 0.0, 0.5), (1, 0.0, 0.5),
    ]  # fmt: skip


def test_what_nobody_compared_is_average_and_least_known():
    result = compare([("a", "b", 1.0), ("a", "b", 1.0)], items=["c"])
    middle = result.strengths[1]

    assert (middle.item, middle.count, middle.strength) == ("c", 0, 0.0)
    assert middle.error > max(one.error for one in result.strengths if one.item != "c")


@settings(max_examples=30, deadline=None)
@given(duels, st.randoms())
def test_names_order_and_sides_make_no_difference(rows, chance):
    turned = [(f"x{b}", f"x{a}", 1 - got) for a, b, got in rows]
    chance.shuffle(turned)
    there = {one.item: one.strength for one in compare(turned).strengths}

    for one in compare(rows).strengths:
        assert there[f"x{one.item}"] == pytest.approx(one.strength, abs=1e-5)


def test_what_was_planted_is_found():
    chance = random.Random(4)
    truth = {n: chance.gauss(0, 1) for n in range(40)}
    rows = [
        (a, b, float(chance.random() < 1 / (1 + exp(truth[b] - truth[a]))))
        for a, b in chance.sample(list(combinations(truth, 2)), 500)
    ]
    found = compare(rows).strengths

    assert correlation([one.strength for one in found], [truth[one.item] for one in found]) > 0.85


@pytest.mark.parametrize("duel", [("a", "a", 1.0), ("a", "b", 2.0), ("a", "b", -0.1)])
def test_what_is_no_comparison_is_refused(duel):
    with pytest.raises(ValueError, match="different"):
        compare([duel])


def test_the_next_pair_is_what_is_known_least_beside_its_like():
    counts, strengths = {"a": 3, "b": 0, "c": 3, "d": 4}, {"a": 2.0, "b": 0.0, "c": 0.1, "d": -2.0}

    assert next_pair(counts, strengths) == ("b", "c")
    assert next_pair(counts, strengths, seen=[frozenset("bc")]) == ("b", "a")
    assert next_pair({"a": 0, "b": 0}, {}, seen=[frozenset("ab")]) is None
    assert next_pair({"a": 0}, {}) is None
