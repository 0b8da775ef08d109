"""Tokens over the web: everyone with an account has their own; a program's is known to those who care for its space."""

from __future__ import annotations

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.commons.tokens.commands import make_token
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD           | case               |  guest  stranger  community  member  host  curator
tokens:index GET       |                    |  403    200       200        200     200   200
tokens:new GET         |                    |  302    200       200        200     200   200
tokens:new POST        | empty              |  302    422       422        422     422   422
tokens:removal POST    | Ben's              |  403    404       404        302     404   404
tokens:removal POST    | the team's program |  403    404       404        404     302   302
"""
ROUTES = routes_in(TABLE)


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    mine, _secret = make_token(cast.ben, name="Mine", scopes=["calls:read"], layer=Layer.TEAM, days=7)
    program, _secret = make_token(
        cast.ada, name="Ours", scopes=["calls:read"], layer=Layer.TEAM, days=7, space=cast.team, is_program=True
    )
    return {
        ("tokens:index GET", ""): Request(reverse("tokens:index")),
        ("tokens:new GET", ""): Request(reverse("tokens:new")),
        ("tokens:new POST", "empty"): Request(reverse("tokens:new"), {"name": ""}),
        ("tokens:removal POST", "Ben's"): Request(reverse("tokens:removal", args=[mine.id])),
        ("tokens:removal POST", "the team's program"): Request(reverse("tokens:removal", args=[program.id])),
    }


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
