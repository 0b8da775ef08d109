"""People answer what a sheet asks, and may answer otherwise later; what it comes to is kept."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from allmende.commons.ratings.commands import CriterionText, enter, leave, place_sheet, rate
from allmende.commons.ratings.invariants import INVARIANTS
from allmende.commons.ratings.models import Asked, Earlier, Item, Rating
from allmende.commons.ratings.queries.sheets import questions_of
from allmende.commons.ratings.queries.spread import spread_of
from allmende.commons.ratings.testing import USUAL, answers, make_rating, make_sheet
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON, at_once, recorded
from allmende.foundation.verdicts import Refused


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def rated(cast):
    place, note = make_note(cast.team, cast.ada), make_note(cast.team, cast.ada)
    return make_sheet(place, note), note


def test_points_count_by_weight_and_facts_never(cast, rated):
    sheet, note = rated

    rating = make_rating(cast.ben, sheet, note, 5, 1, False)

    assert rating.score == 4000
    item = Item.objects.get()
    assert (item.raters, item.count, item.total) == (1, 1, 4000)
    assert recorded(note.id) == ["RatingGiven"]


def test_who_abstains_from_one_criterion_is_counted_by_the_others(cast, rated):
    sheet, note = rated

    assert make_rating(cast.ben, sheet, note, None, 2, None).score == 2000
    assert make_rating(cast.eli, sheet, note, None, None, True).score is None

    item = Item.objects.get()
    assert (item.raters, item.count, item.total) == (2, 1, 2000)


def test_a_rating_is_changed_and_what_it_was_stands_in_the_trail(cast, rated):
    sheet, note = rated
    make_rating(cast.ben, sheet, note, 5, 1, False)

    changed = make_rating(cast.ben, sheet, note, 1, 1, None, expected=1)
    same = make_rating(cast.ben, sheet, note, 1, 1, None, expected=0)

    assert (changed.score, changed.revision, same.revision) == (1000, 2, 2)
    assert list(Earlier.objects.values_list("score", "marks")) == [(4000, answers(sheet, 5, 1, False))]
    assert (Item.objects.get().raters, Item.objects.get().total) == (1, 1000)
    assert recorded(note.id) == ["RatingGiven", "RatingChanged"]


def test_another_window_that_was_faster_is_told(cast, rated):
    sheet, note = rated
    make_rating(cast.ben, sheet, note, 5, 1, False)

    with pytest.raises(Refused) as refusal:
        make_rating(cast.ben, sheet, note, 2, 2, False)

    assert refusal.value.status == 409
    assert Rating.objects.get().score == 4000


@pytest.mark.parametrize(
    "marks", [(6, 1, None), (0, 1, None), (-1, 1, None), (True, 1, None), (2.5, 1, None), ("4", 1, None), (1, 1, 7)]
)
def test_what_is_no_answer_is_refused_at_its_criterion(cast, rated, marks):
    sheet, note = rated

    with pytest.raises(Refused) as refusal:
        make_rating(cast.ben, sheet, note, *marks)

    assert refusal.value.status == 422
    assert len(refusal.value.errors) == 1
    assert not Rating.objects.exists()


def test_what_is_left_out_or_not_asked_is_refused(cast, rated):
    sheet, _note = rated
    item = Item.objects.get()
    whole = answers(sheet, 1, 1, None)

    for marks in ({}, dict(list(whole.items())[:2]), {**whole, "999999": 1}):
        with pytest.raises(Refused) as refusal, transaction.atomic():
            rate(cast.ben, item, cast.team, marks)
        assert refusal.value.status == 422


@pytest.mark.parametrize(
    "criteria",
    [
        (),
        (CriterionText({"en": " "}),),
        (CriterionText({"en": "New"}, weight=0),),
        (CriterionText({"en": "New"}, weight=101),),
        (CriterionText({"en": "Costs"}, asked=Asked.NUMBER),),
        (CriterionText({"en": "New"}, asked="stars"),),
        (CriterionText({"en": "New"}),) * 13,
    ],
)
def test_a_sheet_that_asks_nothing_sound_is_refused(cast, criteria):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        place_sheet(make_note(cast.team, cast.ada), criteria)
    assert refusal.value.status == 422


def test_once_somebody_has_rated_only_words_change(cast, rated):
    sheet, note = rated
    place = sheet.thing
    make_rating(cast.ben, sheet, note, 5, 1, False)
    reworded = (CriterionText({"en": "Fresh idea"}, weight=3), *USUAL[1:])

    make_sheet(place, criteria=reworded)
    with pytest.raises(Refused) as refusal:
        make_sheet(place, criteria=(CriterionText({"en": "Fresh idea"}, weight=2), *USUAL[1:]))

    assert refusal.value.status == 409
    sheet.refresh_from_db()
    assert next(one.name for one in questions_of(sheet)) == "Fresh idea"
    assert Rating.objects.get().marks == answers(sheet, 5, 1, False)


def test_shares_of_the_whole_are_said_in_per_cent(rated):
    assert [(one.share, one.is_fact) for one in questions_of(rated[0])] == [(75, False), (25, False), (0, True)]


def test_the_distribution_is_shown_from_three_on(cast, rated):
    sheet, note = rated
    make_rating(cast.ben, sheet, note, 5, 5, True)
    make_rating(cast.eli, sheet, note, 4, 3, False)
    item = Item.objects.get()
    assert not spread_of(sheet, item).is_shown

    make_rating(cast.finn, sheet, note, None, None, True)

    spread = spread_of(sheet, item)
    assert spread.is_shown
    assert (spread.raters, spread.count, spread.mean) == (3, 2, 4.375)
    assert dict(spread.bars) == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}
    assert spread.criteria == (("Idea", 4.5, 2), ("Feasible", 4.0, 2))
    assert [(kind, n, round(share)) for _name, kind, n, share in spread.facts] == [("yes-no", 3, 67)]


def test_what_leaves_keeps_its_ratings_and_may_come_back(cast, rated):
    sheet, note = rated
    make_rating(cast.ben, sheet, note, 5, 5, True)

    leave(note.id)
    assert not Item.objects.get().is_up
    enter(sheet.thing_id, [note.id])

    assert (Item.objects.get().is_up, Item.objects.get().raters) == (True, 1)


def test_whoever_goes_takes_their_ratings_along_and_the_rest_is_counted_anew(cast, rated):
    sheet, note = rated
    make_rating(cast.ben, sheet, note, 5, 5, True)
    make_rating(cast.eli, sheet, note, 1, 1, None)
    [held] = [holding for holding in holdings() if holding.key == "ratings"]
    assert [row["score"] for row in held.export(cast.ben)["ratings"]] == [5000]

    held.forget(cast.ben)
    held.forget(cast.ben)

    item = Item.objects.get()
    assert (item.raters, item.count, item.total) == (1, 1, 1000)
    assert all(not list(one.broken()) for one in INVARIANTS)


@pytest.mark.django_db(transaction=True)
def test_rated_twice_at_once_it_is_rated_once(cast):
    place, note = make_note(cast.team, cast.ada), make_note(cast.team, cast.ada)
    sheet = make_sheet(place, note)

    def rate_it(points):
        def act():
            with clock.frozen(NOON):
                return make_rating(cast.ben, sheet, note, points, points, None)

        return act

    said = at_once(rate_it(1), rate_it(5))

    assert Rating.objects.count() == 1
    assert sum(isinstance(one, Refused | IntegrityError) for one in said) == 1
    item = Item.objects.get()
    assert (item.raters, item.total) == (1, Rating.objects.get().score)
    assert connection.vendor
