"""Searching: what is found, in which order, by whom, and in how many statements."""

import json
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.foundation import clock
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Guest
from allmende.observers.search.queries import search
from allmende.observers.search.testing import make_leaflet, make_private, rewrite, say_nothing
from allmende.observers.search.tests.pairs import EVERYWHERE, FOUND, NOT_FOUND

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_person("Ada Berg")


def titles(reader, text, **narrowed):
    """The titles found, without marks."""
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in search(reader, text, **narrowed).hits]


@pytest.mark.parametrize(("query", "language", "text"), FOUND)
def test_a_query_finds_its_document_by_title_and_by_body(ada, query, language, text):
    by_title = make_leaflet(ada, text, language=language)
    by_body = make_leaflet(ada, "§", text, language=language)

    assert [hit.thing for hit in search(Guest(), query).hits] == [by_title.id, by_body.id]


@pytest.mark.parametrize(("query", "language", "text"), NOT_FOUND)
def test_a_query_does_not_find_what_only_looks_alike(ada, query, language, text):
    make_leaflet(ada, text, text, language=language)

    assert search(Guest(), query).hits == ()


def test_all_pairs_at_once_give_the_same_hits_in_the_same_order_on_every_database(ada):
    texts = [(language, text) for _, language, text in FOUND + NOT_FOUND]
    numbers = {make_leaflet(ada, text, language=language).id: n for n, (language, text) in enumerate(texts)}

    found = {query: [numbers[hit.thing] for hit in search(Guest(), query).hits] for query, _, _ in FOUND + NOT_FOUND}

    assert found == EVERYWHERE


def test_the_better_answer_stands_first_and_the_newer_of_two(ada):
    make_leaflet(ada, "Ernte", "Ein Garten im Hof")
    make_leaflet(ada, "Garten am Bach")
    make_leaflet(ada, "Gartenzaun streichen")
    make_leaflet(ada, "Garten am Fluss")
    make_leaflet(ada, "Obst", "Kommt in den Garten")

    assert titles(Guest(), "Garten") == ["Garten am Fluss", "Garten am Bach", "Gartenzaun streichen", "Obst", "Ernte"]


def test_all_words_in_the_title_stand_before_some_and_those_before_none(ada):
    make_leaflet(ada, "Brief", "Ein Fest im Garten")
    make_leaflet(ada, "Garten", "Wir planen ein Fest")
    make_leaflet(ada, "Fest im Garten")
    make_leaflet(ada, "Fest", "ohne das andere Wort")

    assert titles(Guest(), "Fest Garten") == ["Fest im Garten", "Garten", "Brief"]


def test_pages_follow_each_other_without_gap_or_repetition(ada):
    for n in range(7):
        make_leaflet(ada, f"Garten {n}" if n % 2 else f"Text {n}", "Ein Garten")
    seen, after = [], None

    while True:
        page = search(Guest(), "garten", after=after, limit=3)
        seen += [hit.thing for hit in page.hits]
        after = page.after
        if after is None:
            break

    assert seen == [hit.thing for hit in search(Guest(), "garten", limit=50).hits]
    assert len(set(seen)) == 7


@pytest.mark.parametrize("key", ["", "x", "9-9", "0-", "-1", "0-99999999999999999999999", "٣-٣", "1-1; DROP TABLE"])
def test_a_broken_key_does_no_harm(ada, key):
    make_leaflet(ada, "Garten")

    search(Guest(), "Garten", after=key)


def test_nobody_finds_what_they_may_not_see(ada):
    ben, dora = make_person("Ben Roth"), make_person("Dora Weit")
    make_leaflet(ada, "Geheimer Garten", audience=make_private(ada, ben))

    assert titles(ada, "Garten") == titles(ben, "Garten") == ["Geheimer Garten"]
    assert search(dora, "Garten") == search(Guest(), "Garten") == search(Guest(), "nichts")


def test_a_hidden_text_changes_nothing_for_others(ada):
    for n in range(3):
        make_leaflet(ada, f"Garten {n}")
    before = search(Guest(), "Garten", limit=2)

    make_leaflet(ada, "Garten geheim", audience=make_private(ada))

    assert search(Guest(), "Garten", limit=2) == before


def test_a_withdrawn_thing_leaves_the_results_at_once(ada):
    thing = make_leaflet(ada, "Offener Garten")

    thing.audience = make_private(ada)
    thing.save()

    assert titles(Guest(), "Garten") == []
    assert titles(ada, "Garten") == ["Offener Garten"]


def test_a_deleted_thing_leaves_no_trace_in_the_index(ada):
    thing = make_leaflet(ada, "Garten")

    thing.delete()

    assert titles(ada, "Garten") == []


def test_what_a_room_keeps_to_itself_is_not_found(ada):
    thing = make_leaflet(ada, "Garten")

    say_nothing(thing)

    assert titles(ada, "Garten") == []


def test_a_changed_text_is_found_by_its_new_words_only(ada):
    thing = make_leaflet(ada, "Garten")

    rewrite(thing, "Keller")

    assert titles(ada, "Garten") == []
    assert titles(ada, "Keller") == ["Keller"]


def test_what_is_published_later_becomes_the_newest(ada):
    draft = make_leaflet(ada, "Garten, lange geplant")
    make_leaflet(ada, "Garten, schnell gesagt")
    draft.published = clock.new_id()
    draft.save()

    rewrite(draft, "Garten, lange geplant")

    assert titles(ada, "Garten") == ["Garten, lange geplant", "Garten, schnell gesagt"]


def test_finds_are_narrowed_by_kind_space_and_language_and_counted_by_kind(ada):
    here = make_leaflet(ada, "Ort")
    make_leaflet(ada, "Garten")
    make_leaflet(ada, "Garten", language="it")
    poster = make_leaflet(ada, "Garten", kind="poster")
    poster.space = here
    poster.save()

    assert search(Guest(), "Garten").counts == {"leaflet": 2, "poster": 1}
    assert search(Guest(), "Garten", kind="poster").counts == {"leaflet": 2, "poster": 1}
    assert [hit.thing for hit in search(Guest(), "Garten", kind="poster").hits] == [poster.id]
    assert [hit.thing for hit in search(Guest(), "Garten", space=here.id).hits] == [poster.id]
    assert len(search(Guest(), "Garten", language="it").hits) == 1


def test_quoted_words_must_follow_each_other(ada):
    make_leaflet(ada, "Der Garten hinter dem Haus")
    make_leaflet(ada, "Das Haus hinter dem Garten")

    assert titles(Guest(), '"Garten hinter dem Haus"') == ["Der Garten hinter dem Haus"]
    assert titles(Guest(), "„Garten hinter“ haus") == ["Der Garten hinter dem Haus"]
    assert titles(Guest(), '"Haus Das"') == []


def test_an_unfinished_word_finds_while_typing(ada):
    make_leaflet(ada, "Regenwasser sammeln")

    assert titles(Guest(), "Regenw", typing=True) == ["Regenwasser sammeln"]
    assert titles(Guest(), "sammeln rege", typing=True) == ["Regenwasser sammeln"]
    assert titles(Guest(), "Regenw") == []


def test_words_that_say_nothing_do_not_narrow(ada):
    make_leaflet(ada, "Garten am Bach")

    assert titles(Guest(), "der Garten und die the") == ["Garten am Bach"]
    assert titles(Guest(), "am") == ["Garten am Bach"]


def test_the_snippet_shows_where_and_is_safe(ada):
    make_leaflet(ada, "Hof & Haus", "Lang " * 100 + "<script>alert(1)</script> der Regenwasserspeicher, „neu“ …")

    [hit] = search(Guest(), "Speicher").hits

    assert "<mark>Regenwasserspeicher</mark>, „neu“ …" in hit.snippet
    assert "&lt;script&gt;" in hit.snippet
    assert hit.title == "Hof &amp; Haus"
    assert hit.url == f"/leaflets/{hit.thing}/"


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_five_statements(ada, count):
    for n in range(count):
        make_leaflet(ada, f"Garten {n}", language=("de", "it", "en")[n])
    reader = make_person("Ben Roth")

    with CaptureQueriesContext(connection) as statements:
        search(reader, "garten")

    # reach, finds, counts, texts, and which spaces are archived, which is kept outside of a transaction
    assert len(statements) == 5, [statement["sql"][:80] for statement in statements]


@pytest.mark.parametrize(
    "hostile",
    [
        '" OR 1=1 --',
        "NEAR(a b)",
        "a* -b ^c {d}: e",
        "Garten' | !x:*",
        "\\' & <->",
        "(((((",
        "\0\ud800",
        "%_%",
        '"%" "_"',
        "NOT",
        '""',
    ],
)
def test_operators_are_words_like_any_other(ada, hostile):
    make_leaflet(ada, "Garten", hostile)

    search(ada, hostile)
    search(ada, hostile, typing=True)


def test_naughty_strings_are_found_or_not_but_never_fail(ada, shared):
    naughty = json.loads((shared / "data/naughty-strings/blns.json").read_text("utf-8"))
    make_leaflet(ada, "Alle", "\n".join(naughty)[:2000])

    for text in naughty:
        search(ada, text, typing=True)


@pytest.mark.parametrize("text", [" ".join(f"wort{n}" for n in range(1000)), "Garten " * 15_000, '"a" ' * 25_000])
def test_a_thousand_words_are_answered_in_bounded_time(ada, text):
    make_leaflet(ada, "Garten", "a")
    began = time.thread_time()

    search(ada, text, typing=True)

    assert time.thread_time() - began < 0.2
