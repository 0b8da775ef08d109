"""Rating over the web and the API: Ada holds the call in the team for the whole community; Ben contributes, and Eli has rated it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.models import Pattern
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import answers
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import rate_contribution, set_sheet
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import make_contribution, make_rated_call
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                 | case                  |  guest  stranger  community  member  host  curator
calls:rating GET             | while it is rated     |  404    404       200        200     200   200
calls:rating_next GET        | while it is rated     |  404    404       302        302     302   302
calls:rating_next GET        | afterwards            |  404    404       410        410     410   410
calls:rating_pair GET        | of pairs              |  404    404       200        302     200   200
calls:rating_pair POST       | of pairs              |  404    404       302        403     302   302
calls:criteria GET           | while it is rated     |  404    404       403        403     200   200
calls:criteria POST          | empty                 |  404    404       403        403     422   422
calls:rate GET               | Ben's                 |  404    404       200        403     200   200
calls:rate GET               | Ben's, afterwards     |  404    404       200        200     200   200
calls:rate POST              | Ben's, empty          |  404    404       422        403     422   422
calls:rate POST              | Ben's                 |  404    404       302        403     302   302
calls:rate POST              | Ben's, afterwards     |  404    404       410        403     410   410
calls:rating_trail GET       | Ben's                 |  404    404       403        403     200   200
calls:rating_results GET     | while it is rated     |  404    404       403        403     200   200
calls:rating_results GET     | afterwards            |  404    404       200        200     200   200
calls:rating_patterns GET    | while it is rated     |  404    404       403        403     200   200
calls:pattern_note POST      | one that is there     |  404    404       403        403     302   302
calls:ranking POST           | while it is rated     |  404    404       403        403     302   302
api:getRatingSheet GET       | while it is rated     |  404    404       200        200     200   200
api:setRatingSheet PUT       | while it is rated     |  401    404       403        403     409   409
api:getNextToRate GET        | while it is rated     |  401    404       200        200     200   200
api:getMyRating GET          | Ben's                 |  401    404       200        200     200   200
api:rate PUT                 | Ben's                 |  401    404       200        403     200   200
api:rate PUT                 | Ben's, afterwards     |  401    404       410        403     410   410
api:compare POST             | of pairs              |  401    404       204        403     204   204
api:reckonRanking POST       | while it is rated     |  401    404       403        403     204   204
api:listRatingPatterns GET   | while it is rated     |  401    404       403        403     200   200
api:noteRatingPattern PUT    | one that is there     |  401    404       403        403     204   204
api:listRanking GET          | while it is rated     |  404    404       403        403     200   200
api:listRanking GET          | afterwards            |  404    404       200        200     200   200
api:listRatings GET          | Ben's                 |  401    404       403        403     200   200
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def made(cast: Cast, weeks: float, *, pairs: bool = False) -> Call:
    """A call that began so many weeks ago, with two contributions of Ben's, the first rated by Eli in its time."""
    with clock.frozen(NOON - timedelta(weeks=weeks)):
        call = make_rated_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title=f"A call {weeks} {pairs}")
        if pairs:
            set_sheet(cast.ada, call, (), way="pairs")
        pond, _bench = (make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench"))
    if not pairs:
        with clock.frozen(NOON - timedelta(weeks=weeks - 1.1)):
            rate_contribution(cast.eli, pond, answers(sheet_of(call.id), 4, 4, None))
    return call


def of(route: str, call: Call, sent: Any = None, *more: Any) -> Request:
    """A page of a call."""
    return Request(reverse(f"calls:{route}", args=[call.slug, *more]), sent)


def api(call: Call, part: str, sent: Any = None) -> Request:
    """An operation on a call."""
    headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
    return Request(f"/api/v1/calls/{call.slug}{part}", sent, "application/json" if sent is not None else "", headers)


def form(call: Call, revision: int = 0) -> dict[str, str]:
    """What the form of a rating sends."""
    marks = answers(sheet_of(call.id), 3, 3, None)
    typed = {f"c{key}": "abstain" if mark is None else str(mark) for key, mark in marks.items()}
    return {**typed, "revision": str(revision)}


def requests_to(rated: Call, over: Call, pairs: Call) -> dict[tuple[str, str], Request]:
    """Say where each line of the table leads."""
    told, late = ({"answers": answers(sheet_of(one.id), 2, 2, True)} for one in (rated, over))
    seen = Pattern.objects.create(sheet=sheet_of(rated.id), kind="mutual", key="k", ratings=4, above=180, chance=0.001)
    asked = {"criteria": [{"name": {"en": "New"}, "weight": 7}]}
    duel = {"first": 1, "second": 2, "said": "tie"}
    empty = {"way": "points", "top": "5", "c-TOTAL_FORMS": "0", "c-INITIAL_FORMS": "0"}
    return {
        ("calls:rating GET", "while it is rated"): of("rating", rated),
        ("calls:rating_next GET", "while it is rated"): of("rating_next", rated),
        ("calls:rating_next GET", "afterwards"): of("rating_next", over),
        ("calls:rating_pair GET", "of pairs"): of("rating_pair", pairs),
        ("calls:rating_pair POST", "of pairs"): of("rating_pair", pairs, duel),
        ("calls:criteria GET", "while it is rated"): of("criteria", rated),
        ("calls:criteria POST", "empty"): of("criteria", rated, empty),
        ("calls:rate GET", "Ben's"): of("rate", rated, None, 2),
        ("calls:rate GET", "Ben's, afterwards"): of("rate", over, None, 1),
        ("calls:rate POST", "Ben's, empty"): of("rate", rated, {"revision": "0"}, 2),
        ("calls:rate POST", "Ben's"): of("rate", rated, form(rated), 2),
        ("calls:rate POST", "Ben's, afterwards"): of("rate", over, form(over), 2),
        ("calls:rating_trail GET", "Ben's"): of("rating_trail", rated, None, 1),
        ("calls:rating_results GET", "while it is rated"): of("rating_results", rated),
        ("calls:rating_results GET", "afterwards"): of("rating_results", over),
        ("calls:rating_patterns GET", "while it is rated"): of("rating_patterns", rated),
        ("calls:pattern_note POST", "one that is there"): of("pattern_note", rated, {"note": "Fine."}, seen.pk),
        ("calls:ranking POST", "while it is rated"): of("ranking", rated),
        ("api:getRatingSheet GET", "while it is rated"): api(rated, "/rating"),
        ("api:setRatingSheet PUT", "while it is rated"): api(rated, "/rating", asked),
        ("api:getNextToRate GET", "while it is rated"): api(rated, "/rating/next"),
        ("api:getMyRating GET", "Ben's"): api(rated, "/contributions/1/rating"),
        ("api:rate PUT", "Ben's"): api(rated, "/contributions/2/rating", told),
        ("api:rate PUT", "Ben's, afterwards"): api(over, "/contributions/2/rating", late),
        ("api:compare POST", "of pairs"): api(pairs, "/rating/comparisons", duel),
        ("api:reckonRanking POST", "while it is rated"): api(rated, "/rating/ranking"),
        ("api:listRatingPatterns GET", "while it is rated"): api(rated, "/rating/patterns"),
        ("api:noteRatingPattern PUT", "one that is there"): api(
            rated, f"/rating/patterns/{seen.pk}", {"note": "Fine."}
        ),
        ("api:listRanking GET", "while it is rated"): api(rated, "/rating/ranking"),
        ("api:listRanking GET", "afterwards"): api(over, "/rating/ranking"),
        ("api:listRatings GET", "Ben's"): api(rated, "/contributions/1/ratings"),
    }


def test_who_may(cast: Cast, now: None) -> None:
    rated, over, pairs = made(cast, 1.5), made(cast, 2.5), made(cast, 1.2, pairs=True)

    assert differences(TABLE, cast, requests_to(rated, over, pairs)) == []
