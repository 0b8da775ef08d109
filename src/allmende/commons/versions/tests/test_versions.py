"""Earlier versions are numbered, kept, and compared word by word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.spaces.testing import make_note
from allmende.commons.versions.commands import keep
from allmende.commons.versions.queries import snapshot_diff, versions_of, word_diff


def test_versions_are_numbered_within_their_thing_and_read_the_latest_first(cast):
    note, other = make_note(cast.team, cast.ada), make_note(cast.team, cast.ben)
    for text in ("one", "two", "three"):
        keep(cast.ada, note, {"text": text}, note="  a  reason ")
    keep(cast.ben, other, {"text": "elsewhere"})

    first = versions_of(note.id, limit=2)[:2]
    rest = versions_of(note.id, before=first[-1].number)

    assert [(row.number, row.snapshot["text"], row.note) for row in first] == [
        (3, "three", "a reason"),
        (2, "two", "a reason"),
    ]
    assert [(row.number, row.author.name) for row in rest] == [(1, "Ada Berg")]
    assert [row.number for row in versions_of(other.id)] == [1]


@pytest.mark.parametrize("items", [1, 3])
def test_reading_versions_takes_two_statements(cast, items, django_assert_num_queries):
    note = make_note(cast.team, cast.ada)
    for actor in (cast.ada, cast.ben, cast.eli)[:items]:
        keep(actor, note, {"text": "…"})

    with django_assert_num_queries(2):
        assert len(versions_of(note.id)) == items


def test_a_change_reads_word_by_word():
    assert word_diff("The pond is deep.", "The pond is very deep!") == [
        ("same", "The pond is "), ("added", "very "), ("same", "deep"), ("removed", "."), ("added", "!"),
    ]  # fmt: skip


def test_only_the_fields_that_differ_are_shown():
    before, after = (
        {"title": "Pond", "cost": 100, "text": "a"},
        {"title": "Pond", "cost": 250, "text": "b", "extra": "new"},
    )

    assert snapshot_diff(before, after) == {
        "cost": [("removed", "100"), ("added", "250")],
        "text": [("removed", "a"), ("added", "b")],
        "extra": [("added", "new")],
    }


def test_a_whole_book_is_compared_in_a_moment():
    book = "\n".join(f"Line {number} of a long text about the pond and its frogs." for number in range(3000))

    changes = word_diff(book, book.replace("Line 1500 ", "Row 1500 "))

    assert [op for op, _text in changes] == ["same", "removed", "added", "same"]


def whole(changes, without):
    return "".join(text for op, text in changes if op != without)


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_their_difference(before, after):
    changes = word_diff(before, after)

    assert (whole(changes, "added"), whole(changes, "removed")) == (before, after)


def test_hostile_text_loses_nothing_in_a_comparison(shared):
    strings = json.loads((shared / "data/naughty-strings/blns.json").read_text())

    for before, after in zip(strings, strings[1:], strict=False):
        changes = word_diff(before, after)
        assert (whole(changes, "added"), whole(changes, "removed")) == (before, after)
