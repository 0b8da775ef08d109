"""The jury over the web and the API: Ada holds the call in the team for the whole community, Ben contributes, Finn is the jury."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import answers
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.jury import set_shortlist
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import WEEK, make_contribution, make_jury_call
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                 | case            |  guest  stranger  community  member  host  curator
calls:jury GET               |                 |  404    404       200        403     200   200
calls:jury_next GET          |                 |  404    404       302        403     403   403
calls:jury_order GET         |                 |  404    404       403        403     200   200
calls:jury_order POST        |                 |  404    404       403        403     302   302
calls:jury_criteria GET      |                 |  404    404       403        403     200   200
calls:jury_criteria POST     | empty           |  404    404       403        403     422   422
calls:judge GET              | Ben's           |  404    404       200        403     200   200
calls:judge POST             | Ben's, empty    |  404    404       422        403     403   403
calls:conflict POST          | Ben's           |  404    404       302        403     403   403
calls:conflict_removal POST  | Ben's           |  404    404       302        403     403   403
calls:hiding GET             | Ben's           |  404    404       403        403     200   200
calls:hiding POST            | Ben's           |  404    404       403        403     302   302
calls:jury_notes POST        |                 |  404    404       302        403     302   302
calls:jury_statement GET     |                 |  404    404       200        403     200   200
calls:jury_statement POST    |                 |  404    404       302        403     302   302
calls:shortlist GET          | announced       |  404    404       200        200     200   200
calls:shortlist POST         | announced       |  404    404       302        403     302   302
calls:comparison GET         |                 |  404    404       200        200     200   200
api:getJudged GET            | Ben's           |  401    404       200        403     200   200
api:judge PUT                | Ben's           |  401    404       200        403     403   403
api:declareConflict PUT      | Ben's           |  401    404       204        403     403   403
api:takeBackConflict DELETE  | Ben's           |  401    404       204        403     403   403
api:hidePassages PUT         | Ben's           |  401    404       403        403     204   204
api:addJuryNote POST         |                 |  401    404       204        403     204   204
api:putJuryStatement PUT     |                 |  401    404       204        403     204   204
api:listJuryOrder GET        |                 |  401    404       403        403     200   200
api:reckonJuryOrder POST     |                 |  401    404       403        403     204   204
api:getShortlist GET         | announced       |  404    404       200        200     200   200
api:putShortlist PUT         | announced       |  401    404       200        403     200   200
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def requests_to(call: Call) -> dict[tuple[str, str], Request]:
    """Say where each line of the table leads."""
    return pages_of(call) | operations_of(call)


def pages_of(call: Call) -> dict[tuple[str, str], Request]:
    """The pages."""

    def of(route: str, sent: Any = None, *more: Any) -> Request:
        return Request(reverse(f"calls:{route}", args=[call.slug, *more]), sent)

    empty = {"top": "5", "c-TOTAL_FORMS": "0", "c-INITIAL_FORMS": "0"}
    return {
        ("calls:jury GET", ""): of("jury"),
        ("calls:jury_next GET", ""): of("jury_next"),
        ("calls:jury_order GET", ""): of("jury_order"),
        ("calls:jury_order POST", ""): of("jury_order", {}),
        ("calls:jury_criteria GET", ""): of("jury_criteria"),
        ("calls:jury_criteria POST", "empty"): of("jury_criteria", empty),
        ("calls:judge GET", "Ben's"): of("judge", None, 1),
        ("calls:judge POST", "Ben's, empty"): of("judge", {"revision": "0"}, 1),
        ("calls:conflict POST", "Ben's"): of("conflict", {"reason": "My brother's."}, 1),
        ("calls:conflict_removal POST", "Ben's"): of("conflict_removal", {}, 1),
        ("calls:hiding GET", "Ben's"): of("hiding", None, 1),
        ("calls:hiding POST", "Ben's"): of("hiding", {"passages": "air"}, 1),
        ("calls:jury_notes POST", ""): of("jury_notes", {"text": "Fine."}),
        ("calls:jury_statement GET", ""): of("jury_statement"),
        ("calls:jury_statement POST", ""): of("jury_statement", {"text": "We looked twice."}),
        ("calls:shortlist GET", "announced"): of("shortlist"),
        ("calls:shortlist POST", "announced"): of("shortlist", {"numbers": "2 1"}),
        ("calls:comparison GET", ""): of("comparison"),
    }


def operations_of(call: Call) -> dict[tuple[str, str], Request]:
    """What programs ask."""

    def api(part: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        return Request(
            f"/api/v1/calls/{call.slug}{part}", sent, "application/json" if sent is not None else "", headers
        )

    told = {"answers": answers(sheet_of(call.id, Panel.JURY), 2, 2, True)}
    return {
        ("api:getJudged GET", "Ben's"): api("/jury/2"),
        ("api:judge PUT", "Ben's"): api("/jury/2", told),
        ("api:declareConflict PUT", "Ben's"): api("/jury/1/conflict", {"reason": "My brother's."}),
        ("api:takeBackConflict DELETE", "Ben's"): api("/jury/1/conflict"),
        ("api:hidePassages PUT", "Ben's"): api("/jury/1/hiding", {"passages": ["air"]}),
        ("api:addJuryNote POST", ""): api("/jury/notes", {"text": "Fine."}),
        ("api:putJuryStatement PUT", ""): api("/jury/statement", {"text": "We looked twice."}),
        ("api:listJuryOrder GET", ""): api("/jury/order"),
        ("api:reckonJuryOrder POST", ""): api("/jury/order", {}),
        ("api:getShortlist GET", "announced"): api("/shortlist"),
        ("api:putShortlist PUT", "announced"): api("/shortlist", {"numbers": [1, 2]}),
    }


def test_who_may(cast: Cast, now: None) -> None:
    with clock.frozen(NOON - 1.5 * WEEK):
        call = make_jury_call(cast.ada, cast.team, cast.finn)
        for title in ("A pond", "A bench"):
            make_contribution(cast.ben, call, title=title)
    set_shortlist(cast.ada, call, [1, 2], announce=True)

    assert differences(TABLE, cast, requests_to(call)) == []
