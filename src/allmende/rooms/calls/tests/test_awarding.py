"""Prizes are decided, looked at, and given with one press: each to the cent, once, and taken back only with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.authorship.queries import WHOLE, Share
from allmende.commons.authorship.splitting import apportion
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.activities.awards import PartOfPrize, shared_out, written_out
from allmende.rooms.calls.commands import (
    Pick,
    PrizeText,
    decide_awards,
    give_awards,
    take_back_award,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.awards import shares_in_money
from allmende.rooms.calls.commands.inviting import answer_invitation, invite, publish_to_invited
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.models import Award, AwardState, Call, Contribution, Prize, PrizeKind
from allmende.rooms.calls.queries.awards import awards_page
from allmende.rooms.calls.rules.awards import Split
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft, make_prizes

pytestmark = pytest.mark.django_db
REASON = "The drawings turned out to be somebody else's."


@given(
    amount=st.integers(0, 10**12),
    weights=st.lists(st.integers(1, 999), min_size=1, max_size=8),
)
def test_shares_add_up_to_the_amount_and_nobody_is_off_by_a_cent(amount: int, weights: list[int]) -> None:
    agreed = apportion(WHOLE, weights)
    shares = shares_in_money(amount, Split(tuple(Share(clock.new_id(), part, confirmed=True) for part in agreed)))

    assert sum(share or 0 for share in shares) == amount
    for share, part in zip(shares, agreed, strict=True):
        assert abs((share or 0) * WHOLE - amount * part) < WHOLE


@given(st.lists(st.tuples(st.uuids(), st.integers(0, WHOLE), st.integers(0, 10**13)), max_size=6))
def test_what_an_activity_says_of_a_split_is_read_as_it_was_written(parts: list[tuple[Any, int, int]]) -> None:
    split = tuple(PartOfPrize(*part) for part in parts)

    assert shared_out(written_out(split)) == split


@pytest.fixture
def call(cast: Cast) -> Call:
    """A call of Ada's whose time for handing in is over: Ben and Finn, who were invited, and Eli have handed in; three kinds of prize."""
    with clock.frozen(NOON - timedelta(weeks=1.5)):
        made = publish_to_invited(cast.ada, make_draft(cast.ada, cast.team, vote=False, budget=None))
        make_prizes(
            cast.ada, made, PrizeText(PrizeKind.JURY, "Jury prize", (100_000, 50_001)),
            PrizeText(PrizeKind.CLIENT, "Our choice", gift="A day in the workshop"),
            PrizeText(PrizeKind.FIXED, "Pay", (20_000,) * 5),
        )  # fmt: skip
        invite(cast.ada, made, [cast.ben, cast.finn])
        for one in (cast.ben, cast.finn):
            answer_invitation(one, made, accepts=True)
        for author, title in ((cast.ben, "A pond"), (cast.finn, "An awning"), (cast.eli, "Trees")):
            make_contribution(author, made, title=title, cost=None)
    made.refresh_from_db()
    return made


@pytest.fixture(autouse=True)
def now(at_noon: None) -> None:
    """Everything happens at noon."""


def prize(call: Call, kind: PrizeKind) -> Prize:
    return Prize.objects.get(call=call, kind=kind)


def one(call: Call, title: str) -> Contribution:
    return Contribution.objects.get(call=call, title=title)


def decide(cast: Cast, call: Call, *picks: Pick, kind: PrizeKind = PrizeKind.JURY) -> Prize:
    chosen = prize(call, kind)
    decide_awards(cast.ada, call, {chosen.id: picks})
    return chosen


def awarded(call: Call) -> list[tuple[int, int | None, str]]:
    return [(award.rank, award.amount, award.state) for award in Award.objects.filter(call=call)]


def assert_sound() -> None:
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


def test_one_press_gives_all_and_writes_one_activity_for_each(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id, 1, "It cools the yard."), Pick(one(call, "Trees").id, 2))
    decide(cast, call, Pick(one(call, "Trees").id), kind=PrizeKind.CLIENT)
    decide(cast, call, Pick(cast.ben.id), Pick(cast.finn.id), kind=PrizeKind.FIXED)
    assert not Entry.objects.filter(name="PrizeAwarded").exists()

    assert give_awards(cast.ada, call) == []
    entries = list(Entry.objects.filter(name="PrizeAwarded").order_by("id"))

    said = [(entry.payload["prize"], entry.payload["rank"], entry.payload["amount"]) for entry in entries]
    assert sorted(said) == [
        ("client", 1, 0),
        ("fixed", 1, 20_000),
        ("fixed", 1, 20_000),
        ("jury", 1, 100_000),
        ("jury", 2, 50_001),
    ]
    first = next(entry for entry in entries if entry.payload["amount"] == 100_000)
    assert first.thing == one(call, "A pond").id
    assert shared_out(first.payload["split"]) == (PartOfPrize(cast.ben.id, WHOLE, 100_000),)
    assert one(call, "A pond").is_awarded
    assert_sound()


def test_pressed_again_nothing_happens_twice(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    for _ in range(3):
        give_awards(cast.ada, call)

    assert Entry.objects.filter(name="PrizeAwarded").count() == 1


def test_who_is_equal_shares_and_the_earlier_one_gets_the_odd_cent(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id, 1), Pick(one(call, "Trees").id, 1))

    assert awarded(call) == [(1, 75_001, "decided"), (1, 75_000, "decided")]


def test_a_decision_can_be_changed_until_it_is_given(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    decide(cast, call, Pick(one(call, "Trees").id))
    give_awards(cast.ada, call)
    with pytest.raises(Refused) as refused:
        decide(cast, call, Pick(one(call, "A pond").id))

    assert refused.value.status == 409
    assert Award.objects.get().contribution.title == "Trees"


def test_what_was_given_is_taken_back_with_a_reason_and_given_anew(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    give_awards(cast.ada, call)
    award = Award.objects.get()
    with pytest.raises(Refused) as refused:
        take_back_award(cast.ada, award, "no")
    assert refused.value.status == 422

    for _ in range(2):
        take_back_award(cast.ada, award, REASON)
    assert Entry.objects.filter(name="PrizeTakenBack").count() == 1
    assert not one(call, "A pond").is_awarded
    decide(cast, call, Pick(one(call, "Trees").id))
    give_awards(cast.ada, call)

    assert {(each.contribution.title, each.state) for each in Award.objects.all()} == {
        ("A pond", "reversed"),
        ("Trees", "given"),
    }
    page = awards_page(cast.finn, Call.objects.get(id=call.id))
    assert page is not None
    assert [view.reversal for view in page.taken_back] == [REASON]
    assert_sound()


def test_what_has_won_stays(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    give_awards(cast.ada, call)
    with pytest.raises(Refused) as refused:
        withdraw_contribution(cast.ben, one(call, "A pond"))

    assert refused.value.status == 409
    assert "prize" in str(refused.value.reason)


def test_nobody_decides_about_their_own(cast: Cast, call: Call) -> None:
    with pytest.raises(Refused) as refused:
        decide_awards(cast.eli, call, {prize(call, PrizeKind.JURY).id: [Pick(one(call, "Trees").id)]})

    assert refused.value.status == 403


@pytest.mark.parametrize("case", ["twice", "too many", "elsewhere", "a stranger", "no prize"])
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast: Cast, call: Call, case: str) -> None:
    pond, trees, awning = (one(call, title).id for title in ("A pond", "Trees", "An awning"))
    jury, pay = prize(call, PrizeKind.JURY).id, prize(call, PrizeKind.FIXED).id
    picks = {
        "twice": {jury: [Pick(pond, 1), Pick(pond, 2)]},
        "too many": {jury: [Pick(pond, 1), Pick(trees, 2), Pick(awning, 3)]},
        "elsewhere": {jury: [Pick(clock.new_id())]},
        "a stranger": {pay: [Pick(cast.dora.id)]},
        "no prize": {clock.new_id(): [Pick(pond)]},
    }[case]
    with pytest.raises(Refused) as refused:
        decide_awards(cast.ada, call, picks)

    assert refused.value.status == 422
    assert not Award.objects.exists()


def test_an_account_that_is_erased_meanwhile_gets_nothing_and_the_award_waits(cast: Cast, call: Call) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    cast.ben.erased = clock.now()
    cast.ben.save()

    [waiting] = give_awards(cast.ada, call)
    assert waiting.state == AwardState.WAITING
    with pytest.raises(Refused):
        decide(cast, call, Pick(one(call, "Trees").id))
    take_back_award(cast.ada, waiting, "Whoever made it has left us.")
    with pytest.raises(Refused):  # nobody can be chosen who is gone
        decide(cast, call, Pick(one(call, "A pond").id))
    assert not Entry.objects.filter(name__startswith="Prize").exclude(name="PrizesChanged").exists()


def test_before_the_end_and_without_a_decision_there_is_nothing_to_give(cast: Cast, call: Call) -> None:
    early = make_call(cast.ada, cast.team, vote=False, budget=None)
    make_prizes(cast.ada, early)
    for which in (Call.objects.get(id=early.id), call):
        with pytest.raises(Refused) as refused:
            give_awards(cast.ada, which)
        assert refused.value.status == 409


def test_hosts_decide_look_and_give_on_pages(cast: Cast, call: Call, signed_in: Callable[..., Client]) -> None:
    ada, url = signed_in(cast.ada), f"/calls/{call.slug}/awards/"
    assert ada.get(url).status_code == 404
    assert "Award the prizes" in ada.get(f"/calls/{call.slug}/").content.decode()
    shown = ada.get(f"{url}decision/").content.decode()
    assert "1. A pond" in shown

    sent = {
        "version": "1", "statement": "All three were **close**.", "a0-0-to": str(one(call, "A pond").id), "a0-0-rank": "1",
        "a0-0-reason": "It cools the yard.", "a1-0-to": "", "a2-to": [str(cast.ben.id), str(cast.finn.id)],
    }  # fmt: skip
    assert ada.post(f"{url}decision/", sent).status_code == 302
    preview = ada.get(f"{url}decision/").content.decode()
    assert "€1,000" in preview
    assert "Award all prizes" in preview
    assert ada.post(f"{url}decision/", sent).status_code == 422  # loaded before somebody decided
    assert ada.post(f"{url}giving/").status_code == 302

    page = signed_in(cast.finn).get(url).content.decode()
    for words in ("A pond", "It cools the yard.", "<strong>close</strong>", "€1,000", "Jury prize"):
        assert words in page


@pytest.mark.django_db(transaction=True)
def test_who_decides_anew_at_once_meets_what_they_decided(
    cast: Cast, call: Call, signed_in: Callable[..., Client]
) -> None:
    ada, url = signed_in(cast.ada), f"/calls/{call.slug}/awards/decision/"
    for title in ("A pond", "Trees"):
        version = ada.get(url).context["revision"]
        sent = {"version": str(version), "a0-0-to": str(one(call, title).id), "a0-0-rank": "1"}
        assert ada.post(url, sent).status_code == 302


def test_the_page_of_awards_asks_as_much_for_three_as_for_one(
    cast: Cast, call: Call, django_assert_max_num_queries: Any
) -> None:
    decide(cast, call, Pick(one(call, "A pond").id))
    give_awards(cast.ada, call)
    held = Call.objects.select_related("audience", "place__root").get(id=call.id)
    for more in ((), (Pick(cast.ben.id), Pick(cast.finn.id))):
        if more:
            decide(cast, call, *more, kind=PrizeKind.FIXED)
            give_awards(cast.ada, call)
        with django_assert_max_num_queries(11):
            awards_page(cast.finn, held)
