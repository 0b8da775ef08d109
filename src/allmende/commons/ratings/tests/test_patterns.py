"""What looks agreed is found with the ranking, and noted; it takes nothing away. What one has a hand in by now stands back."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import transaction

from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.ratings.commands import note_pattern, reckon, say_which
from allmende.commons.ratings.models import Involved, Item, Pattern, Place, Ranking, Rating
from allmende.commons.ratings.queries.patterns import patterns_of, patterns_to_look_at
from allmende.commons.ratings.queries.rankings import ranking_page
from allmende.commons.ratings.queries.spread import spread_of
from allmende.commons.ratings.queries.standing import counted, raters_of
from allmende.commons.ratings.testing import make_rating, make_sheet
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def crowd(cast):
    """Fourteen people who rated each other's things over two days, and four of them one of Ada's within a minute."""
    rng = random.Random(7)
    people = [make_person(f"Person {n}", email=f"person{n}@example.org") for n in range(14)]
    notes = [make_note(cast.team, one) for one in people]
    push = make_note(cast.team, cast.ada, title="Pushed")
    sheet = make_sheet(make_note(cast.team, cast.ada), *notes, push)
    for rater in people:
        for note in notes:
            if note.author_id != rater.id:
                with clock.frozen(NOON + timedelta(minutes=rng.randrange(2880))):
                    make_rating(rater, sheet, note, points := rng.randrange(1, 5), points, None)
    for n, rater in enumerate(people[:10]):
        with clock.frozen(NOON + timedelta(hours=4 * n)):
            make_rating(rater, sheet, push, 1, 1, None)
    for n, rater in enumerate(people[10:]):
        with clock.frozen(NOON + timedelta(hours=9, seconds=10 * n)):
            make_rating(rater, sheet, push, 5, 5, None)
    return sheet, push, people


def test_a_burst_is_found_told_in_numbers_and_counts_like_all_ratings(crowd):
    sheet, push, people = crowd

    reckon(sheet.id)

    [seen] = [one for one in patterns_of(sheet) if one.kind == "burst"]
    assert {card.id for card in seen.people} == {one.id for one in people[10:]}
    assert (seen.things, seen.ratings) == ((push.id,), 4)
    assert seen.above > 1
    assert seen.odds > 100
    assert Place.objects.get(item__thing=push.id).count == 14, "nothing is taken away"


def test_what_came_of_looking_stays_while_the_same_is_found(cast, crowd):
    sheet, _push, _people = crowd
    reckon(sheet.id)
    [pattern] = Pattern.objects.filter(kind="burst")
    open_before = patterns_to_look_at(sheet)

    note_pattern(cast.ada, pattern, "They sat in one workshop.")
    reckon(sheet.id)

    again = Pattern.objects.get(kind="burst")
    assert (again.note, again.by, patterns_to_look_at(sheet)) == (
        "They sat in one workshop.",
        cast.ada,
        open_before - 1,
    )
    note_pattern(cast.ada, again, " ")
    assert patterns_to_look_at(sheet) == open_before
    with pytest.raises(Refused):
        note_pattern(cast.ada, again, "x" * 501)


def test_whoever_leaves_is_in_no_pattern_any_more(crowd):
    sheet, _push, people = crowd
    reckon(sheet.id)
    assert Involved.objects.filter(actor=people[10]).exists()

    with transaction.atomic():
        next(one for one in holdings() if one.key == "ratings").forget(people[10])

    assert not Involved.objects.filter(actor=people[10]).exists()
    assert not Rating.objects.filter(rater=people[10]).exists()


def test_a_rating_of_what_one_has_a_hand_in_by_now_stands_back(cast):
    notes = [make_note(cast.team, cast.ada) for _each in range(3)]
    sheet = make_sheet(make_note(cast.team, cast.ada), *notes)
    for rater in (cast.ben, cast.eli, cast.finn):
        for note, points in zip(notes, (5, 3, 1), strict=True):
            make_rating(rater, sheet, note, points, points, None)

    Author.objects.create(thing=notes[0], actor=cast.ada, share=5000, state=AuthorState.CONFIRMED)
    Author.objects.create(thing=notes[0], actor=cast.ben, share=5000, state=AuthorState.CONFIRMED)
    reckon(sheet.id)

    ranking = Ranking.objects.get(sheet=sheet)
    assert (ranking.ratings, ranking.summary["stand_back"]) == (8, 1)
    assert ranking_page(sheet).since == 0, "what stands back has not come since"
    assert Place.objects.get(item__thing=notes[0].id).count == 2
    assert spread_of(sheet, Item.objects.get(thing=notes[0].id, sheet=sheet)).count == 2


def test_of_comparisons_too(cast):
    one, other = (make_note(cast.team, cast.ada) for _each in range(2))
    sheet = make_sheet(make_note(cast.team, cast.ada), one, other, criteria=(), way="pairs")
    first, second = (Item.objects.select_related("sheet").get(sheet=sheet, thing=note.id) for note in (one, other))
    for rater in (cast.ben, cast.eli):
        with transaction.atomic():
            say_which(rater, first, second, "first", cast.team)

    Author.objects.create(thing=one, actor=cast.ben, share=5000, state=AuthorState.CONFIRMED)
    reckon(sheet.id)

    ranking = Ranking.objects.get(sheet=sheet)
    assert (ranking.ratings, ranking.summary["stand_back"]) == (1, 1)


def test_how_far_it_is_is_counted_for_all_who_look(cast, django_assert_num_queries):
    notes = [make_note(cast.team, cast.ada) for _each in range(3)]
    sheet = make_sheet(make_note(cast.team, cast.ada), *notes)
    make_rating(cast.ben, sheet, notes[0], 4, 4, None)
    make_rating(cast.eli, sheet, notes[0], None, None, None)

    now = counted(sheet)

    assert (now.things, now.answers, now.scored, now.fewest, now.with_fewest) == (3, 2, 1, 0, 2)
    assert raters_of(sheet) == 2
