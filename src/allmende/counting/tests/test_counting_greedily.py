"""Greedy: the most support first, skipping what no longer fits."""

from fractions import Fraction

import pytest
from hypothesis import given

from allmende.counting import (
    Election,
    Reason,
    Rule,
    Satisfaction,
    Tie,
    UndefinedSatisfaction,
    VoteType,
    count,
)
from allmende.counting.testing import approvals, election, elections

GREEDY = (Rule.GREEDY, Rule.GREEDY_PER_COST)


def test_the_most_votes_win_and_what_no_longer_fits_is_skipped():
    vote = approvals(100, {"pool": 70, "park": 60, "path": 30}, "3× pool", "2× park", "1× path")

    result = count(vote, Rule.GREEDY)

    assert result.winners == ("pool", "path")
    assert result.spent == 100
    skipped = result.outcome("park").passed
    assert skipped is not None
    assert (skipped.reason, skipped.needs, skipped.has) == (Reason.DOES_NOT_FIT, 60, 30)
    assert result.rounds[1].passed_over == (skipped,)


def test_per_cost_prefers_many_small_things():
    vote = approvals(100, {"pool": 100, "park": 40, "path": 30}, "4× pool", "2× park", "3× path")

    assert count(vote, Rule.GREEDY).winners == ("pool",)
    assert count(vote, Rule.GREEDY_PER_COST).winners == ("path", "park")


def test_equals_are_decided_by_id_and_listed():
    vote = approvals(50, {"b": 20, "10": 20, "9": 20}, "b 10 9")

    result = count(vote, Rule.GREEDY)

    assert result.winners == ("10", "9")
    assert result.ties == (Tie(1, ("10", "9", "b"), "10"), Tie(2, ("9", "b"), "9"))


def test_what_does_not_fit_is_no_part_of_a_tie():
    vote = approvals(50, {"a": 60, "b": 20}, "a b")

    assert count(vote, Rule.GREEDY).ties == ()


def test_points_and_borda_points_are_support_too():
    points = election(VoteType.CUMULATIVE, 10, {"a": 10, "b": 10}, "a=3", "b=1", "b=1")
    order = election(VoteType.ORDINAL, 10, {"a": 10, "b": 10, "c": 10}, "a b c", "2× c b a")

    assert count(points, Rule.GREEDY).winners == ("a",)
    assert count(points, Rule.GREEDY, Satisfaction.CARDINALITY).winners == ("b",)
    assert count(order, Rule.GREEDY).winners == ("c",)
    assert [outcome.support for outcome in count(order, Rule.GREEDY).projects] == [2, 3, 4]


def test_a_project_that_a_scoring_ballot_leaves_out_gets_the_default_score():
    cast = election(VoteType.SCORING, 10, {"a": 10, "b": 10}, "a=1", "a=1")
    with_default = Election(cast.budget, cast.projects, cast.ballots, cast.vote_type, default_score=2)

    assert count(cast, Rule.GREEDY).winners == ("a",)
    assert count(with_default, Rule.GREEDY).winners == ("b",)


def test_nothing_below_the_minimum_is_funded():
    vote = approvals(100, {"a": 10, "b": 10, "c": 10}, "2× a", "1× b")

    result = count(vote, Rule.GREEDY, minimum_support=1)

    assert result.winners == ("a", "b")
    passed = result.outcome("c").passed
    assert passed is not None
    assert (passed.reason, passed.needs, passed.has) == (Reason.BELOW_MINIMUM, 1, 0)


def test_what_costs_nothing_is_funded_first_per_cost():
    vote = approvals(10, {"a": 10, "free": 0, "b": 5}, "3× a b", "free")

    assert count(vote, Rule.GREEDY_PER_COST).winners == ("free", "b")


def test_fractions_of_money_are_exact():
    vote = approvals(Fraction(3, 10), {"a": Fraction(1, 10), "b": Fraction(2, 10)}, "a b")

    result = count(vote, Rule.GREEDY)

    assert result.winners == ("a", "b")
    assert result.spent == Fraction(3, 10)


@pytest.mark.parametrize(
    ("vote_type", "satisfaction"),
    [
        (VoteType.APPROVAL, Satisfaction.POINTS),
        (VoteType.APPROVAL, Satisfaction.BORDA),
        (VoteType.ORDINAL, Satisfaction.POINTS),
        (VoteType.CUMULATIVE, Satisfaction.BORDA),
    ],
)
def test_a_measure_that_the_ballots_lack_is_refused(vote_type, satisfaction):
    with pytest.raises(UndefinedSatisfaction, match="is not defined for"):
        count(election(vote_type, 1, {"a": 1}), Rule.GREEDY, satisfaction)


@given(elections())
def test_greedy_leaves_out_nothing_affordable_and_never_overspends(vote):
    for rule in GREEDY:
        result = count(vote, rule)

        left = vote.budget - result.spent
        assert left >= 0
        assert result.spent == sum(vote.projects[winner].cost for winner in result.winners)
        assert all(vote.projects[outcome.id].cost > left for outcome in result.projects if not outcome.selected)


@given(elections())
def test_per_cost_by_cost_satisfaction_is_by_votes(vote):
    by_cost = count(vote, Rule.GREEDY_PER_COST, Satisfaction.COST)
    by_votes = count(vote, Rule.GREEDY, Satisfaction.CARDINALITY)

    assert by_cost.winners == by_votes.winners
