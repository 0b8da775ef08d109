"""In the mixed order everyone meets every contribution once, each beginning at a place of their own."""

import pytest

from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.contributions import RING, contributions_page
from allmende.rooms.calls.testing import make_call, make_contribution

LOTS = (0, 7, RING // 3, RING // 2, RING - 2, RING - 1)


@pytest.fixture
def call(cast):
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        for lot in LOTS:
            made = make_contribution(cast.ben, call, title=f"Pond {lot}")
            Contribution.objects.filter(id=made.id).update(lot=lot)
    return call


def _walked(reader, call, limit):
    titles, after = [], ""
    while True:
        page = contributions_page(reader, call, after=after, limit=limit)
        titles += [card.title for card in page.cards]
        after = page.next
        if not after:
            return titles


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 7])
def test_whoever_walks_round_meets_each_once_from_their_own_place_on(cast, call, limit):
    for reader in (cast.ada, cast.ben, cast.eli):
        start = (reader.id.int ^ call.id.int) % RING
        own = sorted(LOTS, key=lambda lot: (lot - start) % RING)

        assert _walked(reader, call, limit) == [f"Pond {lot}" for lot in own]


@pytest.mark.parametrize("after", ["-1", "x", "4294967295", "9999999999", "²"])
def test_a_key_that_is_none_breaks_nothing(cast, call, after):
    assert len(contributions_page(cast.ada, call, after=after, limit=3).cards) <= 3
