"""What fewest have rated comes next: by lot among equals, never one's own, never twice, never what one doesn't see."""

from __future__ import annotations

import pytest
from django.db import transaction

from allmende.commons.ratings.commands import leave
from allmende.commons.ratings.commands.recusing import recuse
from allmende.commons.ratings.models import Item, Recusal
from allmende.commons.ratings.queries.following import next_thing, progress_of
from allmende.commons.ratings.testing import make_rating, make_sheet
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def field(cast):
    place, notes = make_note(cast.team, cast.ada), [make_note(cast.team, cast.ada) for _each in range(5)]
    return make_sheet(place, *notes), notes


def test_everything_comes_once_whatever_has_fewest_first(cast, field):
    sheet, notes = field
    make_rating(cast.eli, sheet, notes[0], 3, 3, None)

    seen = []
    while (thing := next_thing(cast.ben, sheet)) is not None:
        seen.append(thing)
        note = next(note for note in notes if note.id == thing)
        make_rating(cast.ben, sheet, note, 3, 3, None)

    assert sorted(seen) == sorted(note.id for note in notes)
    assert seen[-1] == notes[0].id
    assert progress_of(cast.ben, sheet) == (5, 5)


def test_among_equals_the_lot_decides(cast, field):
    sheet, _notes = field

    assert len({next_thing(cast.ben, sheet) for _each in range(60)}) > 2


def test_never_ones_own_nor_what_is_gone_hidden_or_passed_over(cast, field):
    sheet, notes = field
    mine = make_note(cast.team, cast.ben)
    draft = make_note(cast.team, cast.ada, None)
    make_sheet(sheet.thing, *notes, mine, draft)
    leave(notes[0].id)

    found = {next_thing(cast.ben, sheet, besides=[notes[1].id]) for _each in range(60)}

    assert found <= {note.id for note in notes[2:]}
    assert next_thing(cast.dora, sheet) is None


def test_whoever_stays_out_is_not_served_and_what_they_rated_counts_no_more(cast, field):
    sheet, notes = field
    make_rating(cast.ben, sheet, notes[0], 5, 5, None)
    item = Item.objects.get(thing=notes[0].id)
    item.sheet = sheet

    with pytest.raises(Refused), transaction.atomic():
        recuse(cast.ben, item, cast.team, " ")
    with transaction.atomic():
        recuse(cast.ben, item, cast.team, "She is my sister.")

    item.refresh_from_db()
    assert (item.raters, item.total, Recusal.objects.count()) == (0, 0, 1)
    assert notes[0].id not in {next_thing(cast.ben, sheet) for _each in range(40)}
