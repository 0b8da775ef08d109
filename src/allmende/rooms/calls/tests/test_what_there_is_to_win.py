"""Prizes are said before anyone works for them, in plain words, and only grow once somebody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation.journal.models import Entry
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import PrizeText, set_prizes
from allmende.rooms.calls.models import Call, Prize, PrizeKind
from allmende.rooms.calls.models.spreading import by_rank, falling, ranked
from allmende.rooms.calls.queries.prizes import prizes_of
from allmende.rooms.calls.testing import make_call, make_contribution, make_prizes

AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=12).map(lambda each: sorted(each, reverse=True))


@given(total=st.integers(1, 10**12), places=st.integers(1, 60), currency=st.sampled_from(["EUR", "JPY", "KWD"]))
def test_a_falling_spread_loses_nothing_and_never_rises(total: int, places: int, currency: str) -> None:
    parts = falling(Money(total, currency), places)

    assert sum(parts) == total
    assert parts == sorted(parts, reverse=True)


def test_three_places_get_three_two_and_one_sixths_in_whole_units() -> None:
    assert falling(Money(600_000), 3) == [300_000, 200_000, 100_000]
    assert falling(Money(100_000), 3) == [50_000, 33_300, 16_700]


@given(amounts=AMOUNTS, scores=st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_ties_share_what_their_places_bring_to_the_last_cent(amounts: list[int], scores: list[int]) -> None:
    ranks = ranked(sorted(scores, reverse=True))
    given_out = by_rank(ranks, amounts)

    assert sum(given_out) == sum(amounts[: len(ranks)])
    for one, other in zip(zip(ranks, given_out, strict=True), zip(ranks[1:], given_out[1:], strict=True), strict=False):
        assert one[1] - other[1] in {0, 1} if one[0] == other[0] else one[1] >= other[1] - 1


def test_two_second_places_share_the_second_and_the_third_prize() -> None:
    assert by_rank([1, 2, 2, 4], [1000, 501, 300]) == [1000, 401, 400, 0]


@pytest.fixture
def call(cast: Cast, at_noon: None) -> Call:
    """An open call of Ada's for the whole community, without a vote."""
    made = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
    make_prizes(cast.ada, made)
    made.refresh_from_db()
    return made


def kept(call: Call) -> list[tuple[str, list[int]]]:
    return [(prize.name, prize.amounts) for prize in Prize.objects.filter(call=call)]


@pytest.mark.django_db
def test_before_anyone_hands_in_prizes_change_freely(cast: Cast, call: Call) -> None:
    set_prizes(cast.ada, call, [PrizeText(PrizeKind.CLIENT, "Our choice", (5000,))], revision=1)

    assert kept(call) == [("Our choice", [5000])]
    entry = Entry.objects.filter(name="PrizesChanged").latest("id")
    assert (entry.payload["prizes"], entry.payload["total"], entry.payload["currency"]) == (1, 5000, "EUR")


@pytest.mark.django_db
def test_once_somebody_has_handed_in_they_grow_and_never_shrink(cast: Cast, call: Call) -> None:
    make_contribution(cast.ben, call, cost=None)
    jury, helpful = Prize.objects.filter(call=call)
    same = PrizeText(PrizeKind.HELPFUL, helpful.name, gift=helpful.gift, id=helpful.id)
    more = PrizeText(PrizeKind.JURY, jury.name, (100_000, 60_000, 10_000), id=jury.id)

    set_prizes(cast.ada, call, [more, same, PrizeText(PrizeKind.FAIREST, "Fairest", (100,))])
    assert [amounts for _name, amounts in kept(call)] == [[100_000, 60_000, 10_000], [], [100]]

    for fewer in (
        [same],
        [PrizeText(PrizeKind.JURY, jury.name, (100_000, 59_999, 10_000), id=jury.id), same],
        [PrizeText(PrizeKind.JURY, jury.name, (100_000, 60_000), id=jury.id), same],
        [PrizeText(PrizeKind.CLIENT, jury.name, (100_000, 60_000, 10_000), id=jury.id), same],
        [more, PrizeText(PrizeKind.HELPFUL, helpful.name, (100,), id=helpful.id)],
    ):
        with pytest.raises(Refused) as refused:
            set_prizes(cast.ada, call, fewer)
        assert refused.value.status == 409


@pytest.mark.parametrize(
    ("prize", "field"),
    [
        (PrizeText(PrizeKind.JURY, "", (100,)), "0-name"),
        (PrizeText(PrizeKind.JURY, "x" * 81, (100,)), "0-name"),
        (PrizeText(PrizeKind.JURY, "Jury"), "0-money"),
        (PrizeText(PrizeKind.JURY, "Jury", (0,)), "0-money"),
        (PrizeText(PrizeKind.JURY, "Jury", (-5,)), "0-money"),
        (PrizeText(PrizeKind.JURY, "Jury", (100, 200)), "0-money"),
        (PrizeText(PrizeKind.JURY, "Jury", (10**14,)), "0-money"),
        (PrizeText(PrizeKind.JURY, "Jury", places=0, gift="A book"), "0-places"),
        (PrizeText(PrizeKind.JURY, "Jury", (1,) * 101), "0-places"),
        (PrizeText(PrizeKind.JURY, "Jury", gift="x" * 201), "0-gift"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_prize_is_refused_by_its_field(cast: Cast, call: Call, prize: PrizeText, field: str) -> None:
    with pytest.raises(Refused) as refused:
        set_prizes(cast.ada, call, [prize])

    assert refused.value.status == 422
    assert field in refused.value.errors


@pytest.mark.django_db
def test_whoever_saves_second_is_told(cast: Cast, call: Call) -> None:
    with pytest.raises(Refused) as refused:
        set_prizes(cast.ada, call, [PrizeText(PrizeKind.JURY, "Jury", (100,))], revision=0)

    assert refused.value.status == 409


@pytest.mark.django_db
def test_the_money_is_told_to_the_layer_that_the_hosts_chose(cast: Cast, call: Call) -> None:
    set_prizes(cast.ada, call, [PrizeText(PrizeKind.JURY, "Jury", (200, 100))], shown_on=Layer.TEAM)
    call.refresh_from_db()

    inside, outside = prizes_of(cast.ben, call), prizes_of(cast.finn, call)
    assert inside is not None
    assert outside is not None
    assert (inside.total, inside.prizes[0].amounts) == ("€3", ("€2", "€1"))
    assert (outside.total, outside.prizes[0].money, outside.prizes[0].amounts) == ("", "", ())


def filled(**changes: Any) -> dict[str, Any]:
    """The form as Ada fills it in: one falling prize for the community over three places."""
    fields = {"kind": "community", "name": "", "money": "600", "places": "3", "spread": "falling", "gift": ""}
    sent = {f"p-0-{name}": value for name, value in (fields | changes).items()}
    return {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "shown_on": "5", "version": "0", **sent}


@pytest.mark.django_db
def test_the_form_spreads_and_the_brief_says_it_in_words(
    cast: Cast, at_noon: None, signed_in: Callable[..., Client]
) -> None:
    bare = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
    sent = signed_in(cast.ada).post(f"/calls/{bare.slug}/prizes/", filled())
    assert sent.status_code == 302

    page = signed_in(cast.finn).get(f"/calls/{bare.slug}/").content.decode()
    for words in (
        "What there is to win",
        "Community prize",
        "€600 in 3 places",
        "€300",
        "€200",
        "€100",
        "The vote of the community",
    ):
        assert words in page
    again = signed_in(cast.ada).get(f"/calls/{bare.slug}/prizes/").content.decode()
    assert "300; 200; 100" in again


@pytest.mark.parametrize("money", ["much", "1,2,3", "1;;x", "\x00", "9" * 40])
@pytest.mark.django_db
def test_the_form_shows_again_what_was_typed(
    cast: Cast, at_noon: None, signed_in: Callable[..., Client], money: str
) -> None:
    bare = make_call(cast.ada, cast.team, vote=False, budget=None)
    page = signed_in(cast.ada).post(f"/calls/{bare.slug}/prizes/", filled(money=money, gift="A book from us"))

    assert page.status_code == 422
    assert "A book from us" in page.content.decode()
    assert not Prize.objects.exists()
