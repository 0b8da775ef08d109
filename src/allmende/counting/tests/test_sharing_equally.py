"""The method of equal shares, held against hand-made examples and against its definition taken literally."""

import random
import time
from fractions import Fraction

from hypothesis import given

from allmende.counting import (
    Ballot,
    Completion,
    Election,
    Phase,
    Project,
    Reason,
    Rule,
    Satisfaction,
    Tie,
    VoteType,
    count,
)
from allmende.counting.satisfaction import satisfactions_for, worth_to_voters
from allmende.counting.testing import approvals, election, elections


def by_definition(vote: Election, satisfaction: Satisfaction) -> list[str]:
    """Peters, Pierczyński and Skowron 2021, as slow as it is written: one purse per voter, all prices in every round."""
    worth = worth_to_voters(vote, satisfaction)
    values = [dict(worths) for worths, times in worth.groups for _ in range(times)]
    costs = {place: vote.projects[name].cost for place, name in enumerate(worth.ids)}
    factor = {place: cost if satisfaction is Satisfaction.COST else 1 for place, cost in costs.items()}
    purses = [Fraction(vote.budget) / len(values) for _ in values]
    bought: list[str] = []
    while True:
        best = None
        for place, cost in costs.items():
            fans = [(voter, value[place] * factor[place]) for voter, value in enumerate(values) if place in value]
            if worth.ids[place] in bought or not fans or sum(purses[voter] for voter, _ in fans) < cost:
                continue
            # rho is where the sum of min(purse, rho · worth) reaches the cost; try every set of voters who give all.
            order = sorted(fans, key=lambda fan: Fraction(purses[fan[0]]) / fan[1])
            for giving_all in range(len(order)):
                rest = cost - sum(purses[voter] for voter, _ in order[:giving_all])
                rho = Fraction(rest) / sum(value for _, value in order[giving_all:])
                if rho * order[giving_all][1] <= purses[order[giving_all][0]]:
                    break
            if best is None or rho < best[0]:
                best = (rho, place, fans)
        if best is None:
            return bought
        rho, place, fans = best
        bought.append(worth.ids[place])
        for voter, value in fans:
            purses[voter] -= min(purses[voter], rho * value)


def test_a_minority_gets_its_part_of_the_budget():
    """Seven of ten want the north, three the south: greedy funds the north only, equal shares seven to three."""
    costs = {f"north {place}": 10 for place in range(10)} | {f"south {place}": 10 for place in range(10)}
    north = "7× " + " ".join(f"n{place}" for place in range(10))
    south = "3× " + " ".join(f"s{place}" for place in range(10))
    vote = approvals(
        100, {name.replace("orth ", "").replace("outh ", ""): cost for name, cost in costs.items()}, north, south
    )

    greedy = count(vote, Rule.GREEDY).winners
    shared = count(vote, Rule.EQUAL_SHARES).winners

    assert sum(name.startswith("s") for name in greedy) == 0
    assert sum(name.startswith("s") for name in shared) == 3
    assert len(shared) == 10


def test_a_round_says_who_pays_what():
    vote = approvals(100, {"a": 30, "b": 40}, "2× a", "a b", "b")  # everybody holds 25

    first, second = count(vote, Rule.EQUAL_SHARES).rounds

    assert (first.chosen, first.price, first.rank) == ("a", Fraction(1, 3), 3)
    assert (first.paying, first.paying_all, first.most_paid) == (3, 0, 10)
    assert (second.chosen, second.money_left) == ("b", 30)
    assert (second.paying, second.paying_all, second.most_paid) == (2, 2, 25)  # the 15 left to one, 25 of the other
    assert second.rank == Fraction(8, 5)


def test_what_its_supporters_cannot_pay_is_not_bought_and_says_so():
    vote = approvals(100, {"a": 40, "b": 20}, "a", "3× b")

    result = count(vote, Rule.EQUAL_SHARES)

    assert result.winners == ("b",)
    passed = result.outcome("a").passed
    assert passed is not None
    assert (passed.reason, passed.needs, passed.has) == (Reason.SUPPORTERS_CANNOT_PAY, 40, 25)
    assert result.passed_over == (passed,)


def test_completion_spends_the_rest_and_says_so():
    vote = approvals(100, {"a": 40, "b": 20, "c": 30}, "a", "3× b")

    result = count(vote, Rule.EQUAL_SHARES, completion=Completion.GREEDY)

    assert result.winners == ("b", "a", "c")
    assert [entry.phase for entry in result.rounds] == [Phase.EQUAL_SHARES, Phase.COMPLETION, Phase.COMPLETION]


def test_ties_are_decided_by_id_and_listed():
    vote = approvals(30, {"b": 20, "a": 20}, "a b", "a", "b")

    result = count(vote, Rule.EQUAL_SHARES)

    assert result.winners == ("a",)
    assert result.ties == (Tie(1, ("a", "b"), "a"),)


def test_nobody_voted_so_nothing_is_bought():
    result = count(approvals(10, {"a": 1}), Rule.EQUAL_SHARES)

    assert result.winners == ()
    passed = result.outcome("a").passed
    assert passed is not None
    assert passed.reason is Reason.NO_SUPPORT


def test_an_empty_ballot_holds_its_part_of_the_budget():
    alone = approvals(10, {"a": 10}, "a")
    with_silent = approvals(10, {"a": 10}, "a", "")

    assert count(alone, Rule.EQUAL_SHARES).winners == ("a",)
    assert count(with_silent, Rule.EQUAL_SHARES).winners == ()


def test_what_is_free_and_wanted_is_taken_for_nothing():
    vote = approvals(10, {"free": 0, "unwanted": 0, "a": 10}, "free a")

    for satisfaction in (Satisfaction.COST, Satisfaction.CARDINALITY):
        result = count(vote, Rule.EQUAL_SHARES, satisfaction)

        assert result.winners == ("free", "a")
        assert result.rounds[0].price == 0
        assert result.rounds[0].rank is None


def test_negative_points_are_no_support():
    vote = election(VoteType.SCORING, 10, {"a": 4, "b": 4}, "a=-3 b=1", "a=2 b=0")

    result = count(vote, Rule.EQUAL_SHARES)

    assert result.winners == ("a", "b")
    assert [entry.paying for entry in result.rounds] == [1, 1]


@given(elections())
def test_the_outcome_is_what_the_definition_says(vote):
    for satisfaction in Satisfaction:
        if satisfaction in satisfactions_for(vote.vote_type) and vote.ballots:
            assert list(count(vote, Rule.EQUAL_SHARES, satisfaction).winners) == by_definition(vote, satisfaction)


@given(elections())
def test_nobody_overspends_and_completion_leaves_nothing_affordable(vote):
    result = count(vote, Rule.EQUAL_SHARES, completion=Completion.GREEDY)

    left = vote.budget - result.spent
    assert left >= 0
    assert all(outcome.cost > left for outcome in result.projects if not outcome.selected)
    assert all((outcome.passed is None) == outcome.selected for outcome in result.projects)


def test_20_000_different_ballots_over_200_projects_take_less_than_three_seconds():
    draw = random.Random(1)
    names = [f"p{place:03d}" for place in range(200)]
    wanted = [draw.random() ** 2 for _ in names]
    cast = [Ballot(tuple(dict.fromkeys(draw.choices(names, wanted, k=draw.randint(5, 25))))) for _ in range(20_000)]
    projects = [Project(name, draw.randrange(5_000, 500_000)) for name in names]
    vote = Election.of(5_000_000, projects, cast)
    started = time.process_time()

    result = count(vote, Rule.EQUAL_SHARES)

    assert time.process_time() - started < 3
    assert len(result.winners) == 31
