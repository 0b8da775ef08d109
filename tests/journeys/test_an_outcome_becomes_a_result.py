"""What a call has come to becomes a result of its space with one press, and everything that fed it is named; closed results stay closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.lineage.queries import lineage_of
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import (
    PhaseDates,
    Pick,
    cast_ballot,
    count_call,
    decide_awards,
    give_awards,
    publish_call,
    set_phases,
)
from allmende.rooms.calls.models import Act, Call, Contribution, PhaseKind, Prize, PrizeKind, Who
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft, make_prizes
from allmende.rooms.plans.models import Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in() -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return sign_in


def test_a_host_makes_a_result_of_what_won_and_its_ideas_are_named(
    cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
        make_prizes(cast.ada, call)
        pond = make_contribution(cast.ben, call, cost=None)
        make_contribution(cast.finn, call, title="Trees", cost=None)
    with clock.frozen(NOON + timedelta(days=9)):
        decide_awards(cast.ada, call, {Prize.objects.get(call=call, kind=PrizeKind.JURY).id: [Pick(pond.id)]})
        give_awards(cast.ada, call)
        host, others = signed_in(cast.ada), signed_in(cast.finn)
        for page in (f"/calls/{call.slug}/awards/", f"/calls/{call.slug}/contributions/1-a-pond/"):
            assert "Make this a result" in host.get(page).content.decode()
            assert "Make this a result" not in others.get(page).content.decode()

        shown = unescape(host.get(f"/calls/{call.slug}/awards/").content.decode())
        way = shown.split('href="/results/new/')[1].split('"')[0]
        assert (
            host.post(
                f"/results/new/{way}", {"title": "The pond is dug", "state": "planned", "progress": "0"}
            ).status_code
            == 302
        )

    [result] = Result.objects.all()
    before = {line.thing for _depth, line in lineage_of(result.id, cast.ada).before}
    assert before == {call.id, pond.id}
    assert "The pond is dug" in signed_in(cast.ben).get("/results/?in=orchard").content.decode()


def test_where_a_phase_keeps_results_closed_only_hosts_read_them_by_any_way(
    cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team)
        phases = [
            PhaseDates(PhaseKind.SUBMIT, NOON, NOON + WEEK), PhaseDates(PhaseKind.VOTE, NOON + WEEK, NOON + 2 * WEEK),
            PhaseDates(PhaseKind.RESULT, NOON + 2 * WEEK, None, openings={Act.RESULTS: Who.HOSTS}),
        ]  # fmt: skip
        set_phases(cast.ada, draft, phases)
        call = publish_call(cast.ada, Call.objects.get(id=draft.id), Layer.TEAM)
        make_contribution(cast.ben, call)
    with clock.frozen(NOON + timedelta(days=8)):
        cast_ballot(cast.ben, Call.objects.get(id=call.id), ["0001"])
    with clock.frozen(NOON + timedelta(days=15)):
        count_call(cast.ada, Call.objects.get(id=call.id))
        assert Contribution.objects.get().is_chosen
        for who, reads in ((cast.ben, False), (cast.ada, True)):
            client = signed_in(who)
            for way in (
                f"/calls/{call.slug}/result/",
                f"/api/v1/calls/{call.slug}/result",
                f"/lists/results/?call={call.slug}",
            ):
                assert (client.get(way).status_code == 200) == reads, (who, way)
            for page in (f"/calls/{call.slug}/contributions/", f"/calls/{call.slug}/contributions/1-a-pond/"):
                assert ("Funded" in client.get(page).content.decode()) == reads, (who, page)
            told = client.get(f"/api/v1/calls/{call.slug}/contributions/1").json()
            assert told["is_chosen"] is (True if reads else None)
            assert (f"/calls/{call.slug}/result/" in client.get(f"/calls/{call.slug}/").content.decode()) == reads
