"""Whoever wins holds a deed the same moment: who owns what now, to the cent, once, and withdrawn where the prize is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from allmende.commons.agreements.models import Deed, Licence
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.authorship.commands import agree_to_shares, answer_invitation, invite_author, set_shares
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import (
    Pick,
    PrizeText,
    decide_awards,
    give_awards,
    save_contribution,
    set_rights,
    take_back_award,
)
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import Award, Call, Contribution, PartKind, Prize, PrizeKind
from allmende.rooms.calls.testing import make_call, make_contribution, make_prizes

pytestmark = [pytest.mark.django_db]
REASON = "The drawings turned out to be somebody else's."
LATER = NOON + timedelta(days=10)


@pytest.fixture
def call(cast: Cast) -> Call:
    """Ada's call with a jury prize, a client's choice that is a thing, and pay for the shortlist; Ben has handed in a pond."""
    with clock.frozen(NOON):
        made = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
        set_rights(cast.ada, made, terms=TermsText(Licence.TRANSFER, "Orchard House", 0, 50))
        make_prizes(
            cast.ada, made,
            PrizeText(PrizeKind.JURY, "Jury prize", (100_000, 50_001)),
            PrizeText(PrizeKind.CLIENT, "Client's choice", gift="A day in the workshop"),
            PrizeText(PrizeKind.REFINING, "For refining", (20_000,) * 3),
        )  # fmt: skip
        make_contribution(cast.ben, anew(made), cost=None)
    return anew(made)


@pytest.fixture(autouse=True)
def at_the_end(call: Call):
    with clock.frozen(LATER):
        yield


def anew(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def pond(call: Call) -> Contribution:
    return Contribution.objects.select_related("call", "author", "audience").get(call=call)


def award(cast: Cast, call: Call, kind: PrizeKind = PrizeKind.JURY) -> Award:
    chosen = Prize.objects.get(call=call, kind=kind)
    decide_awards(cast.ada, call, {chosen.id: [Pick(pond(call).id)]})
    give_awards(cast.ada, call)
    return Award.objects.filter(prize=chosen).latest("id")


def make_it_together(cast: Cast, call: Call, *, agreed: bool) -> None:
    """Ben, Eli and Finn make the pond, by 50, 33.33 and 16.67 per cent."""
    one = pond(call)
    for other in (cast.eli, cast.finn):
        invite_author(cast.ben, one, other)
        answer_invitation(other, one, joins=True)
    set_shares(cast.ben, one, {cast.ben.id: 5_000, cast.eli.id: 3_333, cast.finn.id: 1_667})
    if agreed:
        agree(cast, call)


def agree(cast: Cast, call: Call) -> None:
    for other in (cast.eli, cast.finn):
        agree_to_shares(other, pond(call))


def test_the_deed_says_who_gives_what_to_whom_and_for_what(cast: Cast, call: Call) -> None:
    won = award(cast, call)
    deed = Deed.objects.get(award=won.id)

    assert (deed.title, deed.occasion, deed.taker_name, deed.licence) == (
        "A pond",
        call.title,
        "Orchard House",
        "transfer",
    )
    assert (deed.consideration, deed.royalty, deed.version, deed.at) == (100_000, 50, 1, LATER)
    assert list(deed.parties.values_list("name", "share", "amount")) == [("Ben Roth", 10_000, 100_000)]


def test_three_who_made_it_share_to_the_cent_as_the_prize_does(cast: Cast, call: Call) -> None:
    make_it_together(cast, call, agreed=True)

    won = award(cast, call)

    parties = dict(Deed.objects.get(award=won.id).parties.values_list("actor", "amount"))
    assert parties == dict(won.shares.values_list("actor", "amount"))
    assert sum(parties.values()) == 100_000


def test_where_a_prize_waits_for_the_split_its_deed_does_too_and_is_made_once(cast: Cast, call: Call) -> None:
    make_it_together(cast, call, agreed=False)
    won = award(cast, call)
    assert not Deed.objects.exists()

    agree(cast, call)
    for _ in range(2):
        turn_due_calls()

    assert Deed.objects.get().award == won.id


def test_cut_off_in_the_middle_there_is_neither_prize_nor_deed_and_then_both_once(cast: Cast, call: Call) -> None:
    chosen = Prize.objects.get(call=call, kind=PrizeKind.JURY)
    decide_awards(cast.ada, call, {chosen.id: [Pick(pond(call).id)]})
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        give_awards(cast.ada, call)
        raise KeyboardInterrupt
    assert not Deed.objects.exists()

    give_awards(cast.ada, call)
    give_awards(cast.ada, call)

    assert Deed.objects.count() == Entry.objects.filter(name="PrizeAwarded").count() == 1


def test_what_was_awarded_is_known_by_the_hash_of_its_words(cast: Cast, call: Call) -> None:
    first = Deed.objects.get(award=award(cast, call).id).digest
    one = pond(call)
    with clock.frozen(NOON + timedelta(days=1)):
        save_contribution(
            cast.ben, one, one.revision, text="A pond, and a bench beside it, so that one can sit and look."
        )

    later = Deed.objects.get(award=award(cast, call, PrizeKind.CLIENT).id)

    assert later.digest != first
    assert later.version == 2


def test_a_thing_that_is_won_stands_in_the_deed_and_pay_for_refining_buys_no_rights(cast: Cast, call: Call) -> None:
    Contribution.objects.update(ending="shortlisted")
    given, paid = award(cast, call, PrizeKind.CLIENT), award(cast, call, PrizeKind.REFINING)

    assert Deed.objects.get(award=given.id).gift == "A day in the workshop"
    assert not Deed.objects.filter(award=paid.id).exists()


def test_without_a_name_in_the_terms_the_client_takes_the_rights(cast: Cast) -> None:
    with clock.frozen(NOON):
        made = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
        give_part(cast.ada, made, cast.eli, PartKind.CLIENT)
        make_prizes(cast.ada, made)
        make_contribution(cast.ben, anew(made), cost=None)

    deed = Deed.objects.get(award=award(cast, made).id)

    assert (deed.taker_name, deed.taker, deed.licence) == (cast.eli.name, cast.eli, "stays")


def test_taken_back_the_deed_stays_and_says_why(cast: Cast, call: Call) -> None:
    won = award(cast, call)

    take_back_award(cast.ada, won, REASON)
    take_back_award(cast.ada, won, REASON)
    again = award(cast, call)

    kept = Deed.objects.get(award=won.id)
    assert (kept.withdrawal, kept.withdrawn) == (REASON, LATER)
    assert Deed.objects.get(award=again.id).number == kept.number + 1
    assert Entry.objects.filter(name="DeedWithdrawn").count() == 1


def test_those_who_made_it_are_told(cast: Cast, call: Call) -> None:
    make_it_together(cast, call, agreed=True)
    award(cast, call)
    pull_all()

    told = Notice.objects.filter(reason="agreements.deed").values_list("actor", flat=True)
    assert set(told) == {cast.ben.id, cast.eli.id, cast.finn.id}


def test_pages_lead_to_it_whoever_may_read_it_and_nobody_else(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    won = award(cast, call)
    paper, shown = f"/calls/{call.slug}/awards/{won.id}/deed.pdf", f"/calls/{call.slug}/contributions/1-a-pond/"

    for who, reads in ((cast.ben, True), (cast.ada, True), (cast.finn, False)):
        client = signed_in(who)
        for page in (shown, f"/calls/{call.slug}/awards/"):
            assert (paper in client.get(page).content.decode()) == reads, (who, page)
    take_back_award(cast.ada, won, REASON)
    assert REASON in unescape(signed_in(cast.ben).get(shown).content.decode())
    assert signed_in(cast.ben).get(paper).content.startswith(b"%PDF")
