"""Corrected scores: held against the whole of Henderson's equations solved outright, and against what must hold of them."""

from __future__ import annotations

import random
from itertools import product
from math import sqrt
from statistics import correlation, fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.judging import judge
from allmende.judging.net import net_of
from allmende.judging.variance import LEAST, components_of


def outright(marks):
    """Solve the whole of Henderson's equations by elimination: of each item the score, and the standard error of how far it
    stands from the average item."""
    net, spread = net_of(marks), components_of(net_of(marks))
    items, raters = net.items, net.raters
    names = [("mean", 0), *(("item", one) for one in items), *(("rater", one) for one in raters)]
    at = {name: place for place, name in enumerate(names)}
    left = [[0.0] * len(names) for _each in names]
    right = [0.0] * len(names)
    for item, rater, points in marks:
        row = [at["mean", 0], at["item", item], at["rater", rater]]
        for one, other in product(row, row):
            left[one][other] += 1
        for one in row:
            right[one] += points
    for kind, name in names[1:]:
        left[at[kind, name]][at[kind, name]] += spread.chance / (spread.items if kind == "item" else spread.raters)
    found = eliminated(left, [[one] for one in right])
    inverse = eliminated(left, [[float(i == j) for j in range(len(names))] for i in range(len(names))])
    own = [row[1 : 1 + len(items)] for row in inverse[1 : 1 + len(items)]]
    means, whole = [fmean(row) for row in own], fmean(one for row in own for one in row)
    return {
        item: (found[0][0] + found[1 + place][0], sqrt(spread.chance * (own[place][place] - 2 * means[place] + whole)))
        for place, item in enumerate(items)
    }


def eliminated(left, right):
    rows = [[*a, *b] for a, b in zip(left, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [one / rows[column][column] for one in rows[column]]
        for other in range(size):
            if other != column and rows[other][column]:
                by = rows[other][column]
                rows[other] = [a - by * b for a, b in zip(rows[other], rows[column], strict=True)]
    return [row[size:] for row in rows]


def planted(seed, *, items=40, raters=25, each=6, noise=0.6):
    """Ratings of things whose worth is known, by raters whose leniency is known."""
    chance = random.Random(seed)
    worth = [chance.gauss(0, 0.7) for _each in range(items)]
    leniency = [chance.gauss(0, 0.5) for _each in range(raters)]
    marks = [
        (item, rater, 3 + worth[item] + leniency[rater] + chance.gauss(0, noise))
        for item in range(items)
        for rater in chance.sample(range(raters), each)
    ]
    return marks, worth, leniency


grids = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 5)),
    min_size=1, max_size=30, unique_by=lambda mark: mark[:2],
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(grids)
def test_scores_are_those_of_the_whole_equations(grid):
    marks = [(item, rater, float(points)) for item, rater, points in grid]
    judged = judge(marks)
    assert judged.is_solved
    if judged.spread.chance > 0:
        expected = outright(marks)
        for one in judged.estimates:
            assert one.score == pytest.approx(expected[one.item][0], abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_standard_errors_are_near_those_of_the_whole_equations(seed):
    marks, _worth, _leniency = planted(seed)
    expected = outright(marks)

    for one in judge(marks).estimates:
        assert one.error == pytest.approx(expected[one.item][1], rel=0.06)


def test_standard_errors_are_exact_where_nobody_rated_two_things():
    marks = [("a", "x", 4.0), ("a", "y", 2.0), ("b", "z", 3.0), ("c", "u", 5.0), ("c", "v", 1.0), ("c", "w", 2.0)]
    spread = judge(marks).spread

    for one in judge(marks).estimates:
        told = 1 / spread.items + one.count / (spread.chance + spread.raters)
        assert one.error == pytest.approx(sqrt(1 / told), rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_what_was_planted_is_found_better_than_by_means(seed):
    marks, worth, leniency = planted(seed, items=200, raters=60, each=5)
    judged = judge(marks)
    truth = [worth[one.item] for one in judged.estimates]

    assert correlation([one.score for one in judged.estimates], truth) > correlation(
        [one.mean for one in judged.estimates], truth
    )
    assert correlation(list(judged.leniency.values()), [leniency[one] for one in judged.leniency]) > 0.8
    within = fmean(one.low - judged.mean <= worth[one.item] <= one.high - judged.mean for one in judged.estimates)
    assert 0.8 < within < 0.98  # nine of ten are meant
    assert judged.spread.items == pytest.approx(0.49, rel=0.4)
    assert judged.spread.raters == pytest.approx(0.25, rel=0.6)
    assert judged.spread.chance == pytest.approx(0.36, rel=0.3)


def test_variances_of_a_balanced_field_are_those_of_the_analysis_of_variance():
    points = {("a", "x"): 1, ("a", "y"): 2, ("a", "z"): 4, ("b", "x"): 3, ("b", "y"): 3, ("b", "z"): 6}
    spread = components_of(net_of([(item, rater, float(value)) for (item, rater), value in points.items()]))
    mean, rows, columns = 19 / 6, {"a": 7 / 3, "b": 4}, {"x": 2, "y": 2.5, "z": 5}
    between_rows = 3 * sum((one - mean) ** 2 for one in rows.values()) / 1
    between_columns = 2 * sum((one - mean) ** 2 for one in columns.values()) / 2
    rest = sum((v - rows[i] - columns[r] + mean) ** 2 for (i, r), v in points.items()) / 2

    assert spread.items == pytest.approx((between_rows - rest) / 3)
    assert spread.raters == pytest.approx((between_columns - rest) / 2)
    assert spread.chance == pytest.approx(max(rest, LEAST * 2.9666667), rel=0.05)


def test_a_strict_rater_harms_nobody():
    """Four things that both rated, the one always two points lower; one more by each, as good as the other."""
    strict = [(thing, "strict", 1.0 + n) for n, thing in enumerate("abcd")]
    lenient = [(thing, "lenient", 3.0 + n) for n, thing in enumerate("abcd")]
    judged = judge([*strict, *lenient, ("e", "strict", 2.0), ("f", "lenient", 4.0)])
    scores = {one.item: one for one in judged.estimates}

    assert scores["f"].mean - scores["e"].mean == 2
    assert abs(scores["f"].score - scores["e"].score) < 0.5
    assert judged.leniency["strict"] < 0 < judged.leniency["lenient"]


def test_one_rating_full_of_praise_does_not_win_over_many():
    many = [("good", f"r{n}", 5.0 if n % 4 else 4.0) for n in range(12)]
    field = [(f"other{k}", f"r{n}", 2.0 + (n + k) % 3) for n in range(12) for k in range(4)]
    judged = judge([*many, *field, ("praised", "stranger", 5.0)])

    assert judged.estimates[0].item == "good"
    praised = next(one for one in judged.estimates if one.item == "praised")
    assert praised.mean > judged.estimates[0].mean
    assert praised.error > 2 * judged.estimates[0].error


@settings(max_examples=40, deadline=None)
@given(grids, st.randoms())
def test_names_and_order_make_no_difference(grid, chance):
    marks = [(item, rater, float(points)) for item, rater, points in grid]
    renamed = [(f"item {item}", f"rater {rater}", points) for item, rater, points in marks]
    chance.shuffle(renamed)
    plain, other = judge(marks), judge(renamed)
    there = {one.item: one for one in other.estimates}

    for one in plain.estimates:
        twin = there[f"item {one.item}"]
        assert twin.score == pytest.approx(one.score, abs=1e-7)
        assert twin.error == pytest.approx(one.error, rel=1e-4)
        assert twin.rank == one.rank


@settings(max_examples=40, deadline=None)
@given(grids, st.floats(-3, 3))
def test_another_zero_moves_every_score_alike(grid, shift):
    plain = judge([(item, rater, float(points)) for item, rater, points in grid])
    moved = judge([(item, rater, points + shift) for item, rater, points in grid])
    there = {one.item: one.score for one in moved.estimates}

    for one in plain.estimates:
        assert there[one.item] == pytest.approx(one.score + shift, abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_a_better_rating_never_makes_a_score_worse(seed):
    marks, _worth, _leniency = planted(seed, items=12, raters=8, each=4)
    before = {one.item: one.score for one in judge(marks).estimates}
    item, rater, points = marks[seed]
    marks[seed] = (item, rater, points + 0.5)
    after = {one.item: one.score for one in judge(marks).estimates}

    assert after[item] > before[item]


def test_nothing_one_and_equal_ratings():
    assert judge([]).estimates == ()
    [only] = judge([("a", "x", 4.0)]).estimates
    assert (only.score, only.rank, only.error) == (4.0, 1, 0.0)
    alike = judge([("a", "x", 3.0), ("b", "x", 3.0), ("a", "y", 3.0)])
    assert {(one.rank, one.score) for one in alike.estimates} == {(1, 3.0)}
    with pytest.raises(ValueError, match="twice"):
        judge([("a", "x", 3.0), ("a", "x", 4.0)])


def test_the_same_ratings_give_the_same_to_the_last_bit():
    marks, _worth, _leniency = planted(3)
    heard = []

    assert judge(marks, heard.append) == judge(marks)
    assert heard == sorted(heard)
    assert 0 < heard[0] <= heard[-1] <= 100
