"""The analyser: one spelling for all, words taken apart, and nothing that makes it fail."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.observers.search.analyser import analyse, parse
from allmende.observers.search.analyser.folding import fold
from allmende.observers.search.analyser.german import german, parts_of, words
from allmende.observers.search.analyser.query import TEXT_LIMIT, WORD_LIMIT, leaves
from allmende.observers.search.analyser.stems import english, italian
from allmende.observers.search.analyser.tokens import tokens

SAFE = frozenset(":.")


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("aäeéoöuüqnrst"), max_size=12))
def test_umlauts_accents_and_their_two_letter_spelling_are_one(word):
    spelt_out = word.replace("ä", "ae").replace("ö", "oe")

    assert fold(word.upper()) == fold(word) == fold(spelt_out)


@pytest.mark.parametrize(
    "spellings", ["Gärten GAERTEN garten", "Straße strasse STRASSE", "Caffè caffe CAFFÉ", "Öl oel OL"]
)
def test_all_spellings_of_a_word_are_one(spellings):
    assert len({fold(word) for word in spellings.split()}) == 1


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from(["de", "it", "en", "fr", ""]))
def test_any_text_is_analysed_into_terms_that_every_index_keeps_whole(title, body, language):
    analysis = analyse(title, body, language)

    for term in analysis.terms.split():
        assert all(sign.isalnum() or sign in SAFE or not sign.isascii() for sign in term)
    assert analysis.terms.isprintable() or not analysis.terms.isascii()
    assert analysis.words.encode()
    assert "\0" not in analysis.words


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_query_is_read(text, typing):
    query = parse(text, typing=typing)

    assert len(query.words) <= WORD_LIMIT
    assert all(len(leaves(word.anyhow)) < 200 for word in query.words)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("Garten Gärten dell'acqua Open-Source Regenwasser 1.000 BürgerInnen for the".split()),
        max_size=9,
    )
)
def test_what_is_written_in_a_text_is_found_by_the_same_words(typed):
    text = " ".join(typed)
    terms = set(analyse("", text, "de").terms.split())

    assert all({term.value for term in leaves(word.itself)} & terms for word in parse(text).words)


def test_naughty_strings_do_no_harm(shared: Path):
    for naughty in json.loads((shared / "data/naughty-strings/blns.json").read_text("utf-8")):
        analyse(naughty, naughty, "de")
        parse(naughty, typing=True)


@pytest.mark.parametrize(
    "hostile",
    [
        '"' * 100_000,
        "a AND b OR NOT NEAR(" * 5_000,
        "'a" * 50_000,
        "aB-" * 33_000,
        "x" * 100_000,
        "\ud800\0",
        "* ^ {} : ()",
    ],
)
def test_hostile_queries_cost_little(hostile):
    def cost() -> float:
        """Of this thread alone: others of the process may be at work."""
        began = time.thread_time()
        parse(hostile, typing=True)
        return time.thread_time() - began

    assert min(cost() for _try in range(3)) < 0.2
    assert len(parse(hostile, typing=True).words) <= WORD_LIMIT


def test_a_long_query_is_cut():
    assert parse("Garten " * 1000) == parse("Garten")
    assert parse("Garten " + " " * TEXT_LIMIT + "Haus") == parse("Garten")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Regenwasserspeicher", ("regen", "wasser", "speicher")),
        ("Wohnungsbaugenossenschaft", ("wohn", "bau", "genossenschaft")),
        ("Bücherschränke", ("buch", "schrank")),
        ("Kinderspielplatz", ("kind", "spielplatz")),
        ("Nachbarschaftshilfe", ("nachbarschaft", "hilfe")),
        ("Lastenradverleih", ("last", "rad", "verleih")),
        ("Seniorinnentreff", ("senior", "treff")),
    ],
)
def test_a_compound_is_taken_apart_at_its_links(compound, parts):
    assert parts_of(compound.casefold()) == parts


@pytest.mark.parametrize(
    "word", "Regeneration Kindergarten Bahnhof Interessen Quartier Manifest Elefant praktisch durchaus".split()
)
def test_what_only_looks_like_a_compound_stays_whole(word):
    assert parts_of(word.casefold()) == ()


def test_the_words_of_this_community_take_compounds_apart_too():
    assert parts_of("obstkotten") == ()
    assert parts_of("obstkotten", frozenset({"kotten"})) == ("obst", *german("kotten"))


@pytest.mark.parametrize(
    "forms", ["Garten Gärten Gartens", "Fahrrad Fahrräder Fahrrädern", "Zentrum Zentren", "Küche Küchen"]
)
def test_german_plurals_share_a_key(forms):
    assert len({german(form.casefold()) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bürger", "Burg"), ("Kohle", "Kohl"), ("Reise", "Reis"), ("Wand", "wandern"), ("Küchen", "Kuchen")],
)
def test_words_that_only_sound_alike_do_not(one, other):
    assert german(one.casefold()) != german(other.casefold())


@pytest.mark.parametrize(
    "forms", ["banca banche", "luogo luoghi", "quartiere quartieri", "spiaggia spiagge", "lavoro lavorare"]
)
def test_italian_forms_share_a_stem(forms):
    one, other = forms.split()

    assert italian(one) & italian(other)


def test_italian_community_is_no_commune():
    assert not italian("comunità") & italian("comune")


@pytest.mark.parametrize("forms", ["garden gardening", "child children", "library libraries", "organise organized"])
def test_english_forms_share_a_stem(forms):
    one, other = forms.split()

    assert english(one) == english(other)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("dell'acqua", ["acqua"]),
        ("l’orto", ["orto"]),
        ("community's", ["community"]),
        ("Bürger*innen", ["bürgerinnen"]),
        ("Lehrer/-innen", ["lehrerinnen"]),
        ("#SolidarischeLandwirtschaft", ["solidarische", "landwirtschaft"]),
        ("1.000 €", ["1000"]),
        ("anna@example.org", ["anna", "example", "org"]),
        ("Gar­ten", ["garten"]),
    ],
)
def test_words_begin_and_end_where_people_think(text, pieces):
    assert [piece for token in tokens(text) for piece in token.pieces] == pieces


def test_a_paragraph_in_another_language_is_read_in_both():
    terms = analyse("Fest", "Wir feiern.\nThe children of this street are singing.", "de").terms.split()

    assert {"e:child", "e:sing", "d:feier"} <= set(terms)


def test_the_last_word_may_be_unfinished_while_typing():
    assert any(term.prefix for term in leaves(parse("Regenw", typing=True).words[0].anyhow))
    assert not any(term.prefix for term in leaves(parse("Regenw ", typing=True).words[0].anyhow))
    assert not any(term.prefix for term in leaves(parse("Regenw").words[0].anyhow))


def test_every_base_word_keeps_its_own_key():
    known = words()

    assert len(known.folded) > 1_800
    assert all(german(form) == {known.bases[form]} for form in known.bases if form not in known.verbs)
