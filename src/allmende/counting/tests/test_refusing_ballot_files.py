"""Files that can't be counted: each problem is named with its line and what to do."""

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.counting import MESSAGES, Limits, PbError, Problem, read_pb
from allmende.counting.testing import A_FILE, a_file

POINTS = (
    ("vote_type;approval\nmax_length;2", "vote_type;cumulative\nmax_sum_points;5"),
    ("voter_id;age;vote", "voter_id;points;vote"),
    (";30;tree,bench", ";3,2;tree,bench"),
    (";31;", ";5;"),
    (";32;bench,lamp", ";1,1;bench,lamp"),
    (";33;", ";1;"),
)


def problems(written: bytes, **options) -> list[tuple[str, int | None]]:
    """What is wrong with a file: codes and lines."""
    with pytest.raises(PbError) as caught:
        read_pb(written, **options)
    for problem in caught.value.problems:
        assert problem.message  # every code has a sentence, and every sentence its particulars
    return [(problem.code, problem.line) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # META
        (("key;value", "schlüssel;wert"), ("meta_columns", 2)),
        (("description;A small vote", "description"), ("meta_value_missing", 3)),
        (("max_length;2", "budget;200"), ("meta_repeated", 8)),
        (("budget;100\n", ""), ("meta_missing", None)),
        (("vote_type;approval\n", ""), ("meta_missing", None)),
        (("budget;100", "budget;a lot"), ("number_invalid", 6)),
        (("budget;100", "budget;1e3"), ("number_invalid", 6)),
        (("budget;100", "budget;100 000"), ("number_invalid", 6)),
        (("budget;100", "budget;100,50"), ("number_comma", 6)),
        (("budget;100", "budget;-100"), ("number_negative", 6)),
        (("budget;100", "budget;0"), ("budget_not_positive", 6)),
        (("budget;100", "budget;" + "9" * 400), ("number_too_large", 6)),
        (("budget;100", "budget;١٠٠"), ("number_invalid", 6)),
        (("approval", "telepathy"), ("vote_type_unknown", 7)),
        (("max_length;2", "max_length;1.5"), ("number_not_whole", 8)),
        (("num_projects;3", "num_projects;4"), ("projects_miscounted", 4)),
        (("num_votes;4", "num_votes;40"), ("votes_miscounted", 5)),
        # Sections
        (("META\n", ""), ("section_expected", 1)),
        (("PROJECTS\n", "VOTES\n"), ("section_order", 9)),
        (("VOTES\n", "META\n"), ("section_repeated", 14)),
        (("project_id;cost", "id;cost"), ("column_missing", 10)),
        (("name;selected", "cost;selected"), ("column_repeated", 10)),
        (("voter_id;age", "voter;age"), ("column_missing", 15)),
        # PROJECTS
        (("tree;40;A tree;1", "tree;40;A tree"), ("cells_wrong", 11)),
        (("A tree", "A tree; big"), ("cells_wrong", 11)),
        (("tree;40;A", ";40;A"), ("project_id_missing", 11)),
        (("tree;40;A", '"tree,s";40;A'), ("project_id_comma", 11)),
        (("bench;60", "tree;60"), ("project_repeated", 12)),
        (("tree;40", "tree;"), ("cost_missing", 11)),
        (("tree;40", "tree;free"), ("number_invalid", 11)),
        (("tree;40", "tree;-1"), ("number_negative", 11)),
        (("tree;40", "tree;1/0"), ("number_invalid", 11)),
        # VOTES
        (("2;31;tree", "2;31"), ("cells_wrong", 17)),
        (("2;31;tree", "2;31;tree;tree"), ("cells_wrong", 17)),
        (("2;31;tree", ";31;tree"), ("voter_id_missing", 17)),
        (("2;31;tree", "1;31;tree"), ("voter_repeated", 17)),
        (("2;31;tree", "2;31;treehouse"), ("project_unknown", 17)),
        (("2;31;tree", "2;31;tree,tree"), ("project_named_twice", 17)),
        (("2;31;tree", "2;31;tree,"), ("project_name_empty", 17)),
        (("2;31;tree", "2;31;tree,bench,lamp"), ("too_long", 17)),
        (("max_length;2", "min_length;2"), ("too_short", 17)),
        (("max_length;2", "max_sum_cost;90"), ("cost_too_high", 16)),
        (("max_length;2", "min_sum_cost;50"), ("cost_too_low", 17)),
        # Quotation marks
        (("2;31;tree", '2;31;"tree'), ("quote_open", 17)),
        (("2;31;tree", '2;31;"tree"s'), ("quote_stray", 17)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and value[0] in MESSAGES else "",
)
def test_one_slip_is_named_with_its_line(change, expected):
    assert problems(a_file(change))[0] == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((";5;", ";6;"), "sum_too_high"),
        ((";5;", ";1,4;"), "points_miscounted"),
        ((";5;", ";;"), "points_miscounted"),
        ((";5;", ";many;"), "number_invalid"),
        ((";5;", ";-1;"), "number_negative"),
        (("max_sum_points;5", "min_sum_points;3"), "sum_too_low"),
        (("max_sum_points;5", "max_points;2"), "points_too_high"),
        (("max_sum_points;5", "min_points;2"), "points_too_low"),
    ],
)
def test_points_are_held_against_what_meta_allows(change, expected):
    assert expected in [code for code, _ in problems(a_file(*POINTS, change))]


def test_a_sentence_says_what_is_wrong_and_what_to_do():
    with pytest.raises(PbError) as caught:
        read_pb(a_file(("2;31;tree", "2;31;tree,bench,lamp"), ("num_votes;4", "num_votes;5")))

    assert str(caught.value).splitlines() == [
        "line 17: This vote names 3 projects, but max_length (line 8) allows 2.",
        "line 5: num_votes says 5, but there are 4 votes. "
        "Correct the number; if votes are missing, the file is cut off.",
    ]


def test_all_problems_are_named_at_once_and_heard_one_by_one():
    heard: list[Problem] = []
    wrong = a_file(("budget;100", "budget;-1"), ("tree;40", "tree;x"), ("2;31;tree", "2;31;oak"), ("4;33", "1;33"))

    found = problems(wrong, on_problem=heard.append)

    assert found == [("number_negative", 6), ("number_invalid", 11), ("project_unknown", 17), ("voter_repeated", 19)]
    assert [(problem.code, problem.line) for problem in heard] == found


def test_after_fifty_problems_reading_stops():
    wrong = a_file() + b"".join(b"%d;30;nothing\n" % voter for voter in range(5, 100_000))

    found = problems(wrong)

    assert len(found) == 51
    assert found[-1][0] == "too_many_problems"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"", ("file_empty", None)),
        (b"\n \n", ("file_empty", None)),
        ("META".encode("utf-16"), ("file_utf16", 1)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("encoding_wrong", 1)),
        (a_file().replace(b"A tree", b"A \0 tree"), ("file_binary", 11)),
        (a_file(("A tree", "Łąka")).decode().encode("cp1250"), ("encoding_wrong", 11)),
        (a_file(("A tree", "x" * 2_000_000)), ("line_too_long", 11)),
    ],
    ids=["empty", "blank", "UTF-16", "a picture", "zero byte", "cp1250", "a line of 2 MB"],
)
def test_what_is_no_text_in_utf_8_is_refused(written, expected):
    assert problems(written)[0] == expected


def test_the_byte_that_is_no_utf_8_is_named():
    with pytest.raises(PbError) as caught:
        read_pb(a_file(("A tree", "Łąka")).decode().encode("cp1250"))

    assert str(caught.value) == (
        "line 11: Byte 9 of this line (0xA3) is not UTF-8. "
        "Save the file as UTF-8, or name its encoding (cp1250 or iso8859-2)."
    )


@pytest.mark.parametrize("length", range(0, len(A_FILE.encode()) - 2, 7))
def test_a_file_cut_off_anywhere_is_refused(length):
    assert problems(a_file()[:length])


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(projects=2), ("too_many_projects", 13)),
        (Limits(votes=3), ("too_many_votes", 5)),
        (Limits(different=2), ("too_many_different", 18)),
        (Limits(entries=3), ("too_many_different", 18)),
        (Limits(bytes=100), ("file_too_large", None)),
    ],
)
def test_limits_are_clear_problems(limits, expected):
    assert problems(a_file(), limits=limits) == [expected]


def test_a_file_of_500_mb_is_refused_at_once(tmp_path):
    path = tmp_path / "huge.pb"
    with path.open("wb") as file:
        file.write(a_file())
        file.truncate(500 * 1024 * 1024)  # sparse: takes no room

    started = time.monotonic()
    with pytest.raises(PbError, match="more than 268435456 bytes"):
        read_pb(path)

    assert time.monotonic() - started < 2


def test_quoted_text_is_shortened_and_made_printable():
    with pytest.raises(PbError) as caught:
        read_pb(a_file(("2;31;tree", "2;31;\x1b[31m" + "x" * 5_000)))

    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.integers(0, 2**32))
def test_any_damage_is_either_refused_or_read_but_never_a_crash(seed):
    draw = random.Random(seed)
    written = bytearray(a_file())
    for _ in range(draw.randint(1, 6)):
        place = draw.randrange(len(written))
        written[place : place + draw.randint(0, 3)] = draw.choice(
            [b"", b";", b'"', b"\n", b",", b"\xff", b"\r", b"VOTES\n", b"-", b"9"]
        )
    with suppress(PbError):
        read_pb(bytes(written))
