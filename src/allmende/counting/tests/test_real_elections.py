"""Eight elections of Polish cities with every ballot: what the cities funded, and what pabutools computes."""

import io
import json
import time

import pytest

from allmende.counting import Completion, Rule, Satisfaction, VoteType, count, read_pb, write_pb

FILES = (
    "poland_gdansk_2020_rudniki.pb",
    "poland_katowice_2021_zarzecze.pb",
    "poland_krakow_2020_swoszowice.pb",
    "poland_lodz_2020_koziny.pb",
    "poland_warszawa_2017_plac-wojska-polskiego.pb",
    "poland_warszawa_2018_pole-mokotowskie.pb",
    "poland_warszawa_2022_wilanow.pb",
    "poland_zabrze_2021_maciejow.pb",
)
# pabutools' greedy divides satisfaction by cost: by cost satisfaction it is therefore greedy by votes.
EXPECTED = {
    "greedy_cost": (Rule.GREEDY, None, Completion.NONE),
    "greedy_cardinality": (Rule.GREEDY_PER_COST, Satisfaction.CARDINALITY, Completion.NONE),
    "greedy_points_per_cost": (Rule.GREEDY_PER_COST, Satisfaction.POINTS, Completion.NONE),
    "greedy_borda": (Rule.GREEDY_PER_COST, Satisfaction.BORDA, Completion.NONE),
    "mes_cost": (Rule.EQUAL_SHARES, Satisfaction.COST, Completion.NONE),
    "mes_cardinality": (Rule.EQUAL_SHARES, Satisfaction.CARDINALITY, Completion.NONE),
    "mes_points": (Rule.EQUAL_SHARES, Satisfaction.POINTS, Completion.NONE),
    "mes_borda": (Rule.EQUAL_SHARES, Satisfaction.BORDA, Completion.NONE),
    "mes_cost_then_greedy": (Rule.EQUAL_SHARES, Satisfaction.COST, Completion.GREEDY),
    "mes_cardinality_then_greedy": (Rule.EQUAL_SHARES, Satisfaction.CARDINALITY, Completion.GREEDY),
}


@pytest.fixture
def elections(shared):
    return shared / "data" / "pabulib" / "elections"


@pytest.fixture
def expected(shared):
    return json.loads((shared / "data" / "pabulib" / "expected.json").read_text())


@pytest.mark.parametrize("name", FILES)
def test_greedy_funds_what_the_city_funded(elections, expected, name):
    vote = read_pb(elections / name)

    assert sorted(vote.official or ()) == expected[name].get("official_selected", [])
    if vote.official is not None:
        assert frozenset(count(vote, Rule.GREEDY).winners) == vote.official


@pytest.mark.parametrize("name", FILES)
def test_every_recorded_outcome_comes_out(elections, expected, name):
    vote, record = read_pb(elections / name), expected[name]
    outcomes = {key: sorted(count(vote, *EXPECTED[key]).winners) for key in record if key in EXPECTED}

    assert outcomes == {key: record[key] for key in outcomes}
    assert len(outcomes) >= 2
    assert (vote.voters, str(vote.budget), vote.vote_type) == (record["ballots"], record["budget"], record["vote_type"])
    result = count(vote, Rule.GREEDY)
    if "approvals" in record:
        assert {outcome.id: outcome.votes for outcome in result.projects} == record["approvals"]
    if "points" in record:
        assert {outcome.id: str(outcome.support) for outcome in result.projects} == record["points"]


@pytest.mark.parametrize("name", FILES)
def test_a_real_election_written_and_read_again_counts_the_same(elections, name):
    vote = read_pb(elections / name)
    target = io.StringIO(newline="")

    write_pb(vote, target)
    again = read_pb(target.getvalue().encode())

    assert again == vote
    for rule in Rule:
        assert count(again, rule, completion=Completion.GREEDY) == count(vote, rule, completion=Completion.GREEDY)


def test_votes_and_scores_that_a_file_states_are_those_we_count(elections):
    for name in FILES:
        vote = read_pb(elections / name)
        for outcome in count(vote, Rule.GREEDY).projects:
            stated = vote.projects[outcome.id].extra
            if vote.vote_type is not VoteType.ORDINAL and "score" in stated:
                assert str(outcome.support) == stated["score"]
            assert str(outcome.votes) == stated["votes"]


def test_a_district_of_2400_ballots_is_counted_in_the_blink_of_an_eye(elections):
    vote = read_pb(elections / "poland_warszawa_2022_wilanow.pb")
    started = time.process_time()

    count(vote, Rule.EQUAL_SHARES)

    assert time.process_time() - started < 1
