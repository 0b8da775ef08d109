"""Prizes and awards over the web and the API: Ada holds the call in the team for the whole community; Ben contributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import Pick, decide_awards, give_awards
from allmende.rooms.calls.models import Award, Call, Contribution, Prize, PrizeKind
from allmende.rooms.calls.testing import make_call, make_campaign, make_contribution, make_prizes
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
calls:prizes GET                 | open                       |  404    404       403        403     200   200
calls:prizes POST                | open, empty                |  404    404       403        403     422   422
calls:prizes POST                | open, less than promised   |  404    404       403        403     422   422
api:getPrizes GET                | open                       |  404    404       200        200     200   200
api:putPrizes PUT                | open, less than promised   |  401    404       403        403     409   409
calls:awards GET                 | before the award           |  404    404       404        404     404   404
calls:awards GET                 | awarded                    |  404    404       200        200     200   200
calls:decision GET               | open                       |  404    404       403        403     409   409
calls:decision GET               | over                       |  404    404       403        403     200   200
calls:decision POST              | over, loaded long ago      |  404    404       403        403     422   422
calls:giving POST                | over, nothing decided      |  404    404       403        403     409   409
calls:giving POST                | awarded, again             |  404    404       403        403     302   302
calls:deed GET                   | awarded                    |  404    404       404        200     200   200
calls:deed GET                   | awarded, no deed           |  404    404       404        404     404   404
calls:reversal GET               | awarded                    |  404    404       403        403     200   200
calls:reversal POST              | awarded, without a reason  |  404    404       403        403     422   422
calls:words GET                  | open                       |  404    404       403        403     409   409
calls:words GET                  | over                       |  404    404       403        403     200   200
calls:words POST                 | over                       |  404    404       403        403     302   302
api:getContributionOutcome GET   | over                       |  404    404       200        200     200   200
api:putContributionOutcome PUT   | over                       |  401    404       403        403     200   200
calls:campaign GET               | open                       |  404    404       403        403     200   200
calls:campaign POST              | campaign                   |  404    404       403        403     409   409
calls:support GET                | campaign                   |  404    404       200        200     200   200
calls:support GET                | open                       |  404    404       404        404     404   404
calls:support POST               | campaign                   |  404    404       302        302     302   302
calls:support_removal POST       | campaign                   |  404    404       302        302     302   302
calls:answer GET                 | campaign                   |  404    404       403        403     200   200
calls:answer POST                | campaign, empty            |  404    404       403        403     422   422
calls:share GET                  | campaign                   |  404    404       200        200     200   200
api:getCampaign GET              | campaign                   |  404    404       200        200     200   200
api:putCampaign PUT              | campaign                   |  401    404       403        403     409   409
api:supportCampaign POST         | campaign                   |  401    404       204        204     204   204
api:takeBackSupport DELETE       | campaign                   |  401    404       204        204     204   204
api:answerCampaign POST          | campaign, empty            |  401    404       403        403     422   422
api:getAwards GET                | awarded                    |  404    404       200        200     200   200
api:putAwardDecision PUT         | over                       |  401    404       403        403     200   200
api:giveAwards POST              | over, nothing decided      |  401    404       403        403     409   409
api:takeBackAward POST           | awarded                    |  401    404       403        403     204   204
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def make_calls(cast: Cast) -> dict[str, Call]:
    """One call of each kind that the table speaks of, without a vote."""
    calls: dict[str, Call] = {}
    for name, weeks in {"open": 0.5, "over": 1.5, "awarded": 1.5}.items():
        with clock.frozen(NOON - timedelta(weeks=weeks)):
            calls[name] = make_call(
                cast.ada, cast.team, layer=Layer.COMMUNITY, title=f"A call {name}", vote=False, budget=None
            )
            make_prizes(cast.ada, calls[name])
            make_contribution(cast.ben, calls[name], cost=None)
    calls["campaign"] = make_campaign(cast.ada, cast.team, layer=Layer.COMMUNITY)
    jury = Prize.objects.get(call=calls["awarded"], kind=PrizeKind.JURY)
    pond = Contribution.objects.get(call=calls["awarded"])
    decide_awards(cast.ada, calls["awarded"], {jury.id: [Pick(pond.id)]})
    give_awards(cast.ada, calls["awarded"])
    return calls


type Ask = Callable[..., Request]


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    calls = make_calls(cast)

    def of(route: str, call: str, sent: Any = None) -> Request:
        return Request(reverse(f"calls:{route}", args=[calls[call].slug]), sent)

    def ask(call: str, path: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        url = f"/api/v1/calls/{calls[call].slug}{path}"
        return Request(url, sent, "application/json" if sent is not None else "", headers)

    won = Award.objects.get()
    back = reverse("calls:reversal", args=[calls["awarded"].slug, won.id])
    return prize_requests(of, ask, back, f"/awards/{won.id}/reversal") | campaign_requests(of, ask)


def prize_requests(of: Ask, ask: Ask, back: str, reversal: str) -> dict[tuple[str, str], Request]:
    """Prizes, awards, outcomes."""
    none = {"p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "shown_on": "5", "version": "1"}
    return {
        ("calls:prizes GET", "open"): of("prizes", "open"),
        ("calls:prizes POST", "open, empty"): of("prizes", "open", {"p-TOTAL_FORMS": ""}),
        ("calls:prizes POST", "open, less than promised"): of("prizes", "open", none),
        ("calls:words GET", "open"): of("words", "open"),
        ("calls:words GET", "over"): of("words", "over"),
        ("calls:words POST", "over"): of("words", "over"),
        ("api:getContributionOutcome GET", "over"): ask("over", "/contributions/1/outcome"),
        ("api:putContributionOutcome PUT", "over"): ask("over", "/contributions/1/outcome", {"ending": "kept"}),
        ("calls:support GET", "open"): of("support", "open"),
        ("calls:awards GET", "before the award"): of("awards", "over"),
        ("calls:awards GET", "awarded"): of("awards", "awarded"),
        ("calls:decision GET", "open"): of("decision", "open"),
        ("calls:decision GET", "over"): of("decision", "over"),
        ("calls:decision POST", "over, loaded long ago"): of("decision", "over", {"version": "0"}),
        ("calls:giving POST", "over, nothing decided"): of("giving", "over"),
        ("calls:giving POST", "awarded, again"): of("giving", "awarded"),
        ("calls:deed GET", "awarded"): Request(back.replace("/reversal/", "/deed.pdf")),
        ("calls:deed GET", "awarded, no deed"): Request(reverse("calls:deed", args=["a-call-awarded", clock.new_id()])),
        ("calls:reversal GET", "awarded"): Request(back),
        ("calls:reversal POST", "awarded, without a reason"): Request(back, {"reason": ""}),
        ("api:getAwards GET", "awarded"): ask("awarded", "/awards"),
        ("api:putAwardDecision PUT", "over"): ask("over", "/awards/decision", {"prizes": []}),
        ("api:giveAwards POST", "over, nothing decided"): ask("over", "/awards", {}),
        ("api:takeBackAward POST", "awarded"): ask("awarded", reversal, {"reason": "It was a mistake of ours."}),
        ("api:getPrizes GET", "open"): ask("open", "/prizes"),
        ("api:putPrizes PUT", "open, less than promised"): ask("open", "/prizes", {"prizes": []}),
    }


def campaign_requests(of: Ask, ask: Ask) -> dict[tuple[str, str], Request]:
    """Campaigns."""
    return {
        ("calls:campaign GET", "open"): of("campaign", "open"),
        ("calls:campaign POST", "campaign"): of("campaign", "campaign", {"addressee": "the board"}),
        ("calls:support GET", "campaign"): of("support", "campaign"),
        ("calls:support POST", "campaign"): of("support", "campaign"),
        ("calls:support_removal POST", "campaign"): of("support_removal", "campaign"),
        ("calls:answer GET", "campaign"): of("answer", "campaign"),
        ("calls:answer POST", "campaign, empty"): of("answer", "campaign", {"text": ""}),
        ("calls:share GET", "campaign"): of("share", "campaign"),
        ("api:getCampaign GET", "campaign"): ask("campaign", "/campaign"),
        ("api:putCampaign PUT", "campaign"): ask("campaign", "/campaign", {"addressee": "the board", "threshold": 9}),
        ("api:supportCampaign POST", "campaign"): ask("campaign", "/support", {"is_public": True}),
        ("api:takeBackSupport DELETE", "campaign"): ask("campaign", "/support"),
        ("api:answerCampaign POST", "campaign, empty"): ask("campaign", "/answer", {"text": ""}),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
