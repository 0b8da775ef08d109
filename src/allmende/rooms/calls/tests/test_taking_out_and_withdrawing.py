"""What was handed in leaves its call: withdrawn by any of those who made it, or taken out by a host with a reason; not once it is voted on or has won."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from allmende.commons.authorship.queries import WHOLE, shares_of
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import Pick, decide_awards, give_awards, team, withdraw_contribution
from allmende.rooms.calls.commands.looking import take_out
from allmende.rooms.calls.models import Award, Call, Contribution, Prize, PrizeKind
from allmende.rooms.calls.testing import make_call, make_contribution, make_prizes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
REASON = "It shows people who were not asked."


@pytest.fixture
def call(cast: Cast) -> Call:
    made = make_call(cast.ada, cast.team)
    make_prizes(cast.ada, made)
    return made


@pytest.fixture
def pond(cast: Cast, call: Call) -> Contribution:
    """Ben and Eli have made it together."""
    made = make_contribution(cast.ben, call)
    team.ask_in(cast.ben, made, cast.eli)
    team.answer(cast.eli, anew(made), joins=True)
    return anew(made)


def anew(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_related("audience", "author", "call__audience", "call__place__root").get(
        id=contribution.id
    )


def told(reason: str) -> set[object]:
    pull_all()
    return set(Notice.objects.filter(reason=reason).values_list("actor", flat=True))


def test_any_of_those_who_made_it_withdraws_it_and_the_others_are_told(cast: Cast, pond: Contribution) -> None:
    withdraw_contribution(cast.eli, pond)

    assert anew(pond).state == "withdrawn"
    assert Call.objects.get().contribution_count == 0
    assert told("calls.withdrawn") == {cast.ben.id}


def test_a_host_takes_it_out_with_a_reason_that_those_who_made_it_read(
    cast: Cast, call: Call, pond: Contribution, signed_in: Callable[[Actor], Client]
) -> None:
    where = f"/calls/{call.slug}/contributions/{pond.number}/removal/"
    host = signed_in(cast.ada)
    assert "contributions/1/removal/" in host.get(f"/calls/{call.slug}/contributions/1-a-pond/").content.decode()
    assert host.post(where, {"reason": "no"}).status_code == 422
    assert host.post(where, {"reason": REASON}).status_code == 302

    assert host.get(f"/calls/{call.slug}/contributions/1-a-pond/").status_code == 404
    page = unescape(signed_in(cast.ben).get(f"/calls/{call.slug}/contributions/1-a-pond/").content.decode())
    assert "A host took it out of the call" in page
    assert REASON in page
    assert told("calls.taken_out") == {cast.ben.id, cast.eli.id}


def test_a_host_withdraws_their_own_as_its_author(cast: Cast, pond: Contribution) -> None:
    with pytest.raises(Refused) as refused:
        take_out(cast.eli, pond, REASON)

    assert refused.value.status == 409


@pytest.mark.parametrize("weeks", [2.5, 3.5])
def test_once_the_vote_has_begun_it_stays_and_says_what_one_can_do(
    weeks: float, cast: Cast, pond: Contribution
) -> None:
    with clock.frozen(NOON + timedelta(weeks=weeks)):
        for leave in (lambda: withdraw_contribution(cast.ben, pond), lambda: take_out(cast.ada, pond, REASON)):
            with pytest.raises(Refused) as refused:
                leave()
            assert refused.value.status == 409
            assert "discussion" in str(refused.value.reason)


@pytest.mark.parametrize("agreed", [True, False])
def test_once_it_has_won_or_its_prize_waits_it_stays(agreed: bool, cast: Cast, call: Call, pond: Contribution) -> None:
    with clock.frozen(NOON + timedelta(weeks=1.2)):
        if not agreed:
            team.share_out(cast.ben, pond, {cast.ben.id: 6_000, cast.eli.id: 4_000})
        decide_awards(cast.ada, call, {Prize.objects.get(kind=PrizeKind.JURY).id: [Pick(pond.id)]})
        give_awards(cast.ada, call)
        for leave in (lambda: withdraw_contribution(cast.ben, pond), lambda: take_out(cast.ada, anew(pond), REASON)):
            with pytest.raises(Refused) as refused:
                leave()
            assert refused.value.status == 409
            assert "take the prize back" in str(refused.value.reason)


def test_what_was_only_decided_about_it_is_decided_anew(cast: Cast, call: Call, pond: Contribution) -> None:
    with clock.frozen(NOON + timedelta(weeks=1.2)):
        decide_awards(cast.ada, call, {Prize.objects.get(kind=PrizeKind.JURY).id: [Pick(pond.id)]})
        withdraw_contribution(cast.ben, pond)

    assert not Award.objects.exists()


def test_whoever_leaves_the_team_leaves_the_split_whole(cast: Cast, pond: Contribution) -> None:
    team.share_out(cast.ben, pond, {cast.ben.id: 3_333, cast.eli.id: 6_667})
    team.leave(cast.eli, anew(pond))

    shares = shares_of([pond.id])[pond.id]
    assert [(share.actor, share.hundredths) for share in shares] == [(cast.ben.id, WHOLE)]
