"""Reading .pb files: every kind of ballot, every way in which the text may be written."""

import io
from fractions import Fraction

import pytest

from allmende.counting import Ballot, Limits, PbError, VoteType, read_pb
from allmende.counting.testing import A_FILE, a_file

POINTS = (
    ("vote_type;approval\nmax_length;2", "vote_type;cumulative\nmax_sum_points;5"),
    ("voter_id;age;vote", "voter_id;points;vote"),
)
SCORES = (
    (";30;tree,bench", ';"3,2";tree,bench'),
    (";31;", ";5;"),
    (";32;bench,lamp", ";1,1;bench,lamp"),
    (";33;", ";0.5;"),
)


def test_a_file_becomes_an_election():
    vote = read_pb(a_file())

    assert vote.budget == 100
    assert [(project.id, project.cost, project.selected) for project in vote.projects.values()] == [
        ("tree", 40, 1),
        ("bench", 60, 1),
        ("lamp", 50, 0),
    ]
    assert vote.projects["lamp"].name == 'A "good" lamp; for all'
    assert vote.ballots == [
        (Ballot(("bench",)), 1),
        (Ballot(("bench", "lamp")), 1),
        (Ballot(("bench", "tree")), 1),
        (Ballot(("tree",)), 1),
    ]
    assert vote.voters == 4
    assert vote.official == {"tree", "bench"}
    assert vote.meta == {"description": "A small vote", "max_length": "2"}


@pytest.mark.parametrize(
    "written",
    [
        a_file().replace(b"\n", b"\r\n"),
        a_file().replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + a_file(),
        a_file().replace(b"\n", b"\n\n"),
        b"\n".join(line if b'"' in line else line.replace(b";", b" ; ") for line in a_file().split(b"\n")),
        a_file(("PROJECTS\n", "Projects;;;;\n"), ("VOTES\n", "votes;;\n")),
        a_file().rstrip(b"\n"),
        a_file(("1;30;tree,bench", '1;30;"tree,bench"'), ("3;32;bench,lamp", "3;32;lamp , bench")),
    ],
    ids=["CRLF", "CR", "byte order mark", "blank lines", "spaces", "padded titles", "no last line end", "quoted votes"],
)
def test_the_same_file_written_otherwise_is_the_same_election(written):
    assert read_pb(written) == read_pb(a_file())


def test_a_quoted_name_may_hold_a_line_break():
    vote = read_pb(a_file(("A tree", '"A\ntree"')))

    assert vote.projects["tree"].name == "A\ntree"


def test_points_belong_to_projects_in_the_order_of_the_vote():
    vote = read_pb(a_file(*POINTS, *SCORES))

    assert vote.vote_type is VoteType.CUMULATIVE
    assert dict(vote.ballots)[Ballot(("bench", "tree"), (2, 3))] == 1
    assert dict(vote.ballots)[Ballot(("bench",), (Fraction(1, 2),))] == 1


def test_a_ranking_keeps_its_order():
    vote = read_pb(a_file(("approval", "ordinal")))

    assert dict(vote.ballots)[Ballot(("tree", "bench"))] == 1


def test_choose_one_is_an_approval_of_one():
    only_one = a_file(("approval", "choose-1"), ("tree,bench", "tree"), ("bench,lamp", "lamp"))

    assert read_pb(only_one).vote_type is VoteType.CHOOSE_ONE
    with pytest.raises(PbError, match="line 15: This vote names 2 projects, but max_length"):
        read_pb(a_file(("approval", "choose-1"), ("max_length;2\n", ""), ("4;33", "4;33")))


def test_scoring_ballots_know_a_default_score_and_points_below_zero():
    scored = a_file(("approval\nmax_length;2", "scoring\ndefault_score;2"), POINTS[1], *SCORES, ("3,2", "-3,2"))

    vote = read_pb(scored)

    assert vote.default_score == 2
    assert dict(vote.ballots)[Ballot(("bench", "tree"), (2, -3))] == 1


def test_money_may_have_decimals_and_stays_exact():
    vote = read_pb(a_file(("budget;100", "budget;149000.50"), ("tree;40", "tree;40.10"), ("bench;60", "bench;60.00")))

    assert vote.budget == Fraction(298001, 2)
    assert vote.projects["tree"].cost == Fraction(401, 10)
    assert vote.projects["bench"].cost == 60


def test_an_empty_vote_counts_as_a_voter():
    vote = read_pb(a_file(("4;33;bench", "4;33;")))

    assert dict(vote.ballots)[Ballot(())] == 1


def test_a_declared_threshold_is_the_minimum_support():
    assert read_pb(a_file(("max_length;2", "min_project_score_threshold;2"))).minimum_support == 2


def test_what_pabutools_writes_where_it_knows_no_limit_is_no_limit():
    assert read_pb(a_file(("max_length;2", "max_sum_points;Auto-filled max_sum_points"))).voters == 4


def test_older_encodings_are_read_when_named():
    written = a_file(("A tree", "Drzewo: łąka")).decode().encode("cp1250")

    assert read_pb(written, encoding="cp1250").projects["tree"].name == "Drzewo: łąka"
    with pytest.raises(ValueError, match="encoding must be one of"):
        read_pb(written, encoding="utf-7")


def test_extra_columns_of_projects_are_kept_and_those_of_voters_are_not():
    vote = read_pb(a_file(("project_id;cost;name;selected", "project_id;cost;category;selected")))

    assert vote.projects["tree"].extra == {"category": "A tree"}
    assert not hasattr(vote.ballots[0][0], "age")


def test_reading_tells_how_far_it_is():
    heard: list[int] = []
    padding = "".join(f"{voter};30;tree\n" for voter in range(5, 200_000))

    read_pb(io.BytesIO(A_FILE.replace("num_votes;4\n", "").encode() + padding.encode()), on_progress=heard.append)

    assert heard == sorted(heard)
    assert len(heard) >= 2


def test_a_pipe_is_read_without_looking_ahead():
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert read_pb(Pipe(a_file())) == read_pb(a_file())
    with pytest.raises(PbError, match="more than 100 bytes"):
        read_pb(Pipe(a_file()), limits=Limits(bytes=100))
