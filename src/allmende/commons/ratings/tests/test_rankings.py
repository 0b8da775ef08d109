"""A ranking is reckoned by a task, stored, watched on its way, and reckoned anew when more has come."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import transaction

from allmende.commons.ratings.commands import leave, line_up_ranking, reckon, say_which
from allmende.commons.ratings.invariants import INVARIANTS
from allmende.commons.ratings.models import Duel, Item, Place, Ranking
from allmende.commons.ratings.queries.pairing import next_two
from allmende.commons.ratings.queries.rankings import places_of, ranking_page
from allmende.commons.ratings.tasks import reckon_ranking
from allmende.commons.ratings.testing import make_rating, make_sheet
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.judging import judge


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def field(cast):
    place, notes = make_note(cast.team, cast.ada), [make_note(cast.team, cast.ada) for _each in range(4)]
    sheet = make_sheet(place, *notes)
    for note, points in zip(notes, (5, 4, 2, 1), strict=True):
        make_rating(cast.ben, sheet, note, points, points, None)
        make_rating(cast.eli, sheet, note, max(points - 1, 1), max(points - 1, 1), None)
    return sheet, notes


def line_up(sheet):
    with transaction.atomic():
        return line_up_ranking(sheet, then=reckon_ranking.enqueue)


def test_the_ranking_is_what_the_library_says(field):
    sheet, notes = field

    line_up(sheet)
    assert (ranking_page(sheet).is_busy, ranking_page(sheet).percent) == (True, 0)
    run_due(rounds=False)

    page = ranking_page(sheet)
    assert (page.is_busy, page.ratings, page.since, page.summary["raters"]) == (False, 8, 0, 2)
    ranked, following = places_of(sheet)
    assert ([one.thing for one in ranked], following) == ([note.id for note in notes], "")
    expected = judge(
        [
            (n, who, float(p))
            for n, pair in enumerate(((5, 4), (4, 3), (2, 1), (1, 1)))
            for who, p in zip("be", pair, strict=True)
        ]
    )
    assert [round(one.score, 3) for one in ranked] == [round(one.score, 3) for one in expected.estimates]
    assert all(one.low < one.score < one.high for one in ranked)


def test_what_came_since_is_said_and_reckoned_anew(cast, field):
    sheet, notes = field
    reckon(sheet.id)

    make_rating(cast.finn, sheet, notes[3], 5, 5, None)
    assert ranking_page(sheet).since == 1
    leave(notes[0].id)
    reckon(sheet.id)

    assert (ranking_page(sheet).ratings, Place.objects.count()) == (7, 3)


def test_it_is_reckoned_once_at_a_time_and_lined_up_again_after_a_failure(field):
    sheet, _notes = field
    line_up(sheet)

    with pytest.raises(Refused) as refusal:
        line_up(sheet)
    assert refusal.value.status == 409
    Job.objects.update(state=State.DEAD)
    assert ranking_page(sheet).has_failed
    line_up(sheet)
    run_due(rounds=False)

    assert not ranking_page(sheet).is_busy
    assert Ranking.objects.get().ratings == 8


def test_places_come_a_page_at_a_time(field):
    sheet, notes = field
    reckon(sheet.id)

    first, key = places_of(sheet, limit=3)
    rest, end = places_of(sheet, key, limit=3)

    assert [one.thing for one in (*first, *rest)] == [note.id for note in notes]
    assert end == ""
    for nonsense in ("x", "1", "-", "1-", "9" * 50, "1-\0", "²-1"):
        assert len(places_of(sheet, nonsense)[0]) == 4


def test_nothing_rated_is_an_empty_ranking(cast):
    sheet = make_sheet(make_note(cast.team, cast.ada), make_note(cast.team, cast.ada))
    assert ranking_page(sheet) is None

    reckon(sheet.id)

    assert (places_of(sheet), ranking_page(sheet).summary["unrated"]) == (([], ""), 1)


@pytest.fixture
def pairs(cast):
    place, notes = make_note(cast.team, cast.ada), [make_note(cast.team, cast.ada) for _each in range(4)]
    sheet = make_sheet(place, *notes, way="pairs", criteria=())
    items = list(Item.objects.select_related("sheet").order_by("pk"))
    return SimpleNamespace(sheet=sheet, notes=notes, items=items)


def say(actor, pairs, one, other, said, space):
    with transaction.atomic():
        return say_which(actor, pairs.items[one], pairs.items[other], said, space)


def test_pairs_come_until_all_were_compared(cast, pairs):
    said = 0
    while (two := next_two(cast.ben, pairs.sheet)) is not None:
        one, other = (next(n for n, item in enumerate(pairs.items) if item.thing_id == thing) for thing in two)
        say(cast.ben, pairs, one, other, "first" if one < other else "second", cast.team)
        said += 1
    reckon(pairs.sheet.id)

    assert said == 6
    assert [one.thing for one in places_of(pairs.sheet)[0]] == [item.thing_id for item in pairs.items]
    assert next_two(cast.ada, pairs.sheet) is None
    assert [list(one.broken()) for one in INVARIANTS] == [[]]


def test_whoever_says_otherwise_is_counted_once_and_from_either_side(cast, pairs):
    say(cast.ben, pairs, 0, 1, "first", cast.team)
    say(cast.ben, pairs, 1, 0, "first", cast.team)

    assert Duel.objects.get().got == 0
    assert [item.raters for item in Item.objects.order_by("pk")] == [1, 1, 0, 0]


@pytest.mark.parametrize(("one", "other", "said"), [(0, 0, "first"), (0, 1, "both"), (0, 1, "")])
def test_what_is_no_comparison_is_refused(cast, pairs, one, other, said):
    with pytest.raises(Refused) as refusal:
        say(cast.ben, pairs, one, other, said, cast.team)
    assert refusal.value.status == 422
