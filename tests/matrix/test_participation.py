"""What the degrees of participation mean is told to everyone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                     | case |  guest  stranger  community  member  host  curator
participation:degrees GET |      |  200    200       200        200     200   200
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    assert (
        differences(TABLE, cast, {("participation:degrees GET", ""): Request(reverse("participation:degrees"))}) == []
    )
