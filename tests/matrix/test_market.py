"""The market: everyone finds it, each sees what they may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import Cast
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
market GET                       |                            |  200    200       200        200     200   200
market GET                       | stalls of nowhere          |  200    200       200        200     200   200
api:listMarket GET               |                            |  200    200       200        200     200   200
api:listGoods GET                | stalls                     |  200    200       200        200     200   200
api:listGoods GET                | of no such kind            |  404    404       404        404     404   404
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    requests = {
        ("market GET", ""): Request(reverse("market")),
        ("market GET", "stalls of nowhere"): Request(
            reverse("market"), {"kind": "stalls", "place": "nowhere", "after": "\0"}
        ),
        ("api:listMarket GET", ""): Request("/api/v1/market"),
        ("api:listGoods GET", "stalls"): Request("/api/v1/market/stalls"),
        ("api:listGoods GET", "of no such kind"): Request("/api/v1/market/clouds"),
    }
    assert differences(TABLE, cast, requests) == []
