"""Where a host looks first, what is handed in waits, comes in, or goes back with words."""

from __future__ import annotations

import pytest

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import withdraw_contribution
from allmende.rooms.calls.commands.looking import release, send_back
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team, looks_first=True)


@pytest.fixture
def pond(cast, call):
    return make_contribution(cast.ben, call)


def sees(reader, contribution):
    return Thing.objects.visible_to(reader).filter(id=contribution.id).exists()


def test_it_waits_out_of_sight_and_doesnt_count(cast, call, pond):
    assert (pond.state, Call.objects.get(id=call.id).contribution_count) == ("held", 0)
    assert [sees(reader, pond) for reader in (cast.ben, cast.ada, cast.finn)] == [True, True, False]
    assert recorded(pond.id)[-1] == "ContributionHeld"


def test_a_host_finds_it_among_what_waits(cast, call, pond, signed_in):
    assert b"Look at it: A pond" in signed_in(cast.ada).get("/").content
    assert b"Look at it: A pond" not in signed_in(cast.ben).get("/").content


def test_a_host_lets_it_in_also_after_the_time(cast, call, pond):
    with clock.frozen(NOON + 1.5 * WEEK):
        release(cast.ada, pond)

    assert (Contribution.objects.get(id=pond.id).state, Call.objects.get(id=call.id).contribution_count) == (
        "submitted",
        1,
    )
    assert recorded(pond.id)[-2:] == ["ContributionReleased", "ContributionSubmitted"]


def test_it_goes_back_with_words_and_is_handed_in_again(cast, call, pond, signed_in):
    with pytest.raises(Refused) as refusal:
        send_back(cast.ada, pond, " ")
    assert refusal.value.status == 422

    send_back(cast.ada, pond, "Say who looks after it, please.")

    pond = Contribution.objects.get(id=pond.id)
    assert (pond.state, pond.sent_back, sees(cast.ada, pond)) == ("draft", "Say who looks after it, please.", False)
    page = signed_in(cast.ben).get(f"/calls/{call.slug}/contributions/{pond.number}/edit/").content
    assert b"Say who looks after it" in page
    signed_in(cast.ben).post(f"/calls/{call.slug}/contributions/{pond.number}/submission/")
    assert Contribution.objects.get(id=pond.id).state == "held"


def test_nobody_looks_twice(cast, call, pond):
    release(cast.ada, pond)

    with pytest.raises(Refused) as refusal:
        send_back(cast.eli, pond, "Say who looks after it, please.")

    assert refusal.value.status == 409


def test_a_hosts_own_needs_no_look(cast, call):
    assert make_contribution(cast.ada, call, title="A bench").state == "submitted"


def test_what_waits_can_be_withdrawn(cast, call, pond):
    withdraw_contribution(cast.ben, pond)

    assert (Contribution.objects.get(id=pond.id).state, Call.objects.get(id=call.id).contribution_count) == (
        "withdrawn",
        0,
    )


def test_the_page_says_where_it_stands_and_the_host_decides_there(cast, call, pond, signed_in):
    url = f"/calls/{call.slug}/contributions/{pond.number}-a-pond/"
    assert b"Nobody else sees it until then" in signed_in(cast.ben).get(url).content
    assert b"It waits for your look" in signed_in(cast.ada).get(url).content
    assert signed_in(cast.ada).post(f"/calls/{call.slug}/contributions/{pond.number}/admission/").status_code == 302
    assert b"Let it in" not in signed_in(cast.ada).get(url).content
    assert b"Look at it: A pond" not in signed_in(cast.ada).get("/").content
