"""Text on its way into the database: one form, and nothing that a database refuses."""

import json
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.text import clean_line, clean_text, isolate, own_words, plain

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def test_naughty_strings_stay_as_they_are_in_a_text(shared):
    strings = json.loads((shared / "data/naughty-strings/blns.json").read_text())

    changed = [s for s in strings if clean_text(s) != unicodedata.normalize("NFC", s)]

    assert len(strings) > 400
    assert changed == []


def test_a_title_is_one_line_with_single_spaces():
    assert clean_line("  Ein\tSpielplatz\r\n für  alle\x07\u2028! ") == "Ein Spielplatz für alle !"


def test_letters_and_accents_typed_apart_become_one():
    assert clean_line("Cafe\u0301") == "Café"


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\u3164", "\u2800\u200d", "\u202e", "\u0301"])
def test_a_title_nobody_can_see_is_empty(nothing):
    assert clean_line(nothing) == ""


def test_the_marks_of_right_to_left_scripts_stay_and_are_kept_apart_from_the_sentence():
    assert clean_line("abc \u200fאב\u200e") == "abc \u200fאב\u200e"
    assert isolate("<b>\u202edef") == "<bdi>&lt;b&gt;\u202edef</bdi>"


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_name_turns_nothing_round_that_stands_behind_it(mark):
    assert clean_line(f"Egon {mark}Roth") == "Egon Roth"
    assert clean_text(f"He said {mark}yes") == f"He said {mark}yes"


@pytest.mark.parametrize(("language", "said"), [
    ("en", "100,000 characters at most; this text has 100,001."),
    ("de", "Höchstens 100.000 Zeichen; dieser Text hat 100.001."),
    ("it", "Al massimo 100.000 caratteri; questo testo ne ha 100.001."),
])  # fmt: skip
def test_too_long_a_text_is_refused_with_both_figures(language, said):
    with override(language), pytest.raises(ValidationError) as refusal:
        clean_text("a" * 100_001, 100_000)

    assert refusal.value.messages == [said]


@given(ANY_TEXT)
def test_every_text_can_be_stored_and_cleaning_twice_changes_nothing(text):
    cleaned, line = clean_text(text), clean_line(text)

    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned
    assert clean_line(line) == line
    assert "\n" not in line


@given(ANY_TEXT, st.integers(1, 60))
def test_an_excerpt_keeps_to_its_limit(text, limit):
    assert len(plain(text, limit)) <= limit


def test_an_excerpt_ends_with_a_whole_word():
    assert plain("# Ein *Garten*\n\nfür **alle** am [Fluss](/f).") == "Ein Garten für alle am Fluss."
    assert plain("Ein Garten für alle am Fluss", 16) == "Ein Garten für…"


def test_an_excerpt_does_not_cut_a_character_in_two():
    assert plain("👩\u200d👩\u200d👧" * 4, 8) == "👩\u200d👩\u200d👧…"


def test_an_answer_is_told_by_its_own_words_and_not_by_those_it_quotes():
    assert own_words(
        "<blockquote><p>Kein Wasser</p><blockquote>Nie?</blockquote></blockquote><p>Wer hat den Schlüssel?</p>"
    ) == ("Wer hat den Schlüssel?")
    assert own_words("<blockquote><p>Kein Wasser</p></blockquote>") == "Kein Wasser"
