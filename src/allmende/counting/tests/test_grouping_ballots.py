"""What must not matter: the order of ballots, how they are grouped, and in which order a set is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.counting import Ballot, Election, ElectionError, Project, Rule, VoteType, count
from allmende.counting.testing import elections


@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(vote, random):
    shuffled = list(vote.ballots)
    random.shuffle(shuffled)
    again = Election(vote.budget, vote.projects, shuffled, vote.vote_type)

    for rule in Rule:
        assert count(again, rule) == count(vote, rule)


@given(elections())
def test_a_ballot_cast_three_times_is_three_ballots(vote):
    apart = [(ballot, 1) for ballot, times in vote.ballots for _ in range(times)]
    again = Election(vote.budget, vote.projects, apart, vote.vote_type)

    for rule in Rule:
        assert count(again, rule) == count(vote, rule)


@given(elections(), st.integers(2, 5))
def test_another_currency_unit_gives_the_same_winners(vote, factor):
    projects = {name: Project(name, project.cost * factor, project.name) for name, project in vote.projects.items()}
    again = Election(vote.budget * factor, projects, vote.ballots, vote.vote_type)

    for rule in Rule:
        assert count(again, rule).winners == count(vote, rule).winners


def test_a_set_is_the_same_in_any_order_and_a_ranking_is_not():
    projects = [Project("a", 1), Project("b", 1)]
    cast = [Ballot(("a", "b")), Ballot(("b", "a"))]

    assert Election.of(2, projects, cast).ballots == [(Ballot(("a", "b")), 2)]
    assert len(Election.of(2, projects, cast, VoteType.ORDINAL).ballots) == 2


@pytest.mark.parametrize(
    ("ballot", "vote_type"),
    [
        (Ballot(("a", "a")), VoteType.APPROVAL),
        (Ballot(("nobody",)), VoteType.APPROVAL),
        (Ballot(("a",), (1,)), VoteType.APPROVAL),
        (Ballot(("a",)), VoteType.CUMULATIVE),
    ],
)
def test_a_ballot_that_contradicts_the_election_is_a_mistake_of_the_caller(ballot, vote_type):
    with pytest.raises(ElectionError):
        Election(1, {"a": Project("a", 1)}, [(ballot, 1)], vote_type)
