"""Writing .pb files: what a site publishes, others read and count alike, and learn nothing about voters."""

import io

import pytest
from hypothesis import given

from allmende.counting import (
    Ballot,
    Completion,
    Election,
    ElectionError,
    Project,
    Rule,
    VoteType,
    count,
    read_pb,
    write_pb,
)
from allmende.counting.testing import a_file, approvals, elections


def written(vote: Election, rule: Rule | None = None) -> str:
    """The election as a file, with a result if a rule is named."""
    target = io.StringIO(newline="")
    write_pb(vote, target, None if rule is None else count(vote, rule))
    return target.getvalue()


def test_a_site_publishes_knapsack_ballots_that_anybody_can_count():
    projects = [Project("1", 40, "Ein Baum; für alle"), Project("2", 60, 'Die "Bank"'), Project("3", 50, "Licht")]
    cast = [Ballot(("2", "1")), Ballot(("1",)), Ballot(("1", "2")), Ballot(())]
    vote = Election.of(
        100, projects, cast, meta={"description": "Haushalt 2026", "currency": "EUR", "max_sum_cost": "100"}
    )

    assert written(vote, Rule.EQUAL_SHARES) == (
        "META\n"
        "key;value\n"
        "description;Haushalt 2026\n"
        "num_projects;3\n"
        "num_votes;4\n"
        "budget;100\n"
        "vote_type;approval\n"
        "currency;EUR\n"
        "max_sum_cost;100\n"
        "PROJECTS\n"
        "project_id;cost;votes;name;selected\n"
        '1;40;3;"Ein Baum; für alle";1\n'
        '2;60;2;"Die ""Bank""";0\n'
        "3;50;0;Licht;0\n"
        "VOTES\n"
        "voter_id;vote\n"
        "1;\n"
        "2;1\n"
        "3;1,2\n"
        "4;1,2\n"
    )


@given(elections())
def test_what_is_written_reads_the_same(vote):
    again = read_pb(written(vote).encode())

    assert again.ballots == vote.ballots
    assert again.projects == vote.projects
    assert (again.budget, again.vote_type, again.default_score) == (vote.budget, vote.vote_type, vote.default_score)
    for rule in Rule:
        ours, theirs = count(vote, rule, completion=Completion.GREEDY), count(again, rule, completion=Completion.GREEDY)
        assert theirs == ours


@given(elections())
def test_a_published_result_is_what_a_recount_gives(vote):
    again = read_pb(written(vote, Rule.GREEDY).encode())

    assert (again.official or frozenset()) == frozenset(count(again, Rule.GREEDY).winners)


def test_a_file_read_and_written_keeps_what_it_said():
    told = 'unit;Dorf\nneighborhoods;"two; or three"\n'

    once = written(read_pb(a_file(("max_length;2\n", "max_length;2\n" + told))))

    assert written(read_pb(once.encode())) == once
    assert all(line in once.splitlines() for line in told.splitlines())


def test_a_published_file_says_nothing_about_the_order_of_voting():
    vote = approvals(10, {"a": 1, "b": 1}, "b", "a", "b")
    other = approvals(10, {"a": 1, "b": 1}, "a", "2× b")

    assert written(vote) == written(other)


def test_hostile_text_stays_on_its_line():
    vote = Election.of(
        1, [Project("a", 1, 'x\r\nVOTES\u2028\x85voter_id;vote\0\ud800 ;"', extra={"category": "y\nz"})], []
    )

    text = written(vote)

    assert text.splitlines() == text.rstrip("\n").split("\n")
    assert len(text.splitlines()) == 2 + 4 + 3 + 2
    assert read_pb(text.encode()).projects["a"].name == 'x VOTES voter_id;vote � ;"'


@pytest.mark.parametrize("name", ["a,b", " a", "a\nb"])
def test_an_id_that_no_reader_could_tell_apart_is_refused(name):
    with pytest.raises(ElectionError):
        written(Election.of(1, [Project(name, 1)], []))


def test_points_are_written_exactly():
    vote = Election.of(1, [Project("a", 1)], [Ballot(("a",), (3,))], VoteType.SCORING)

    assert written(vote, Rule.GREEDY).endswith("voter_id;vote;points\n1;a;3\n")
    assert "project_id;cost;votes;score;name;selected\na;1;1;3;;1\n" in written(vote, Rule.GREEDY)
