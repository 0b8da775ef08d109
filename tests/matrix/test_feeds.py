"""Who reads which feed. Without a secret whoever asks is everyone; the secret address is Ben's,
who shows guests nothing of himself, so that for them there is nobody of his handle."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.observers.syndication.commands import make_address
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                    | case          |  guest  stranger  community  member  host  curator
feeds:community GET      | the community |  200    200       200        200     200   200
feeds:thing GET          | the team      |  404    404       404        404     404   404
feeds:thing GET          | the community |  200    200       200        200     200   200
feeds:person GET         | Ben           |  404    404       404        404     404   404
feeds:own_community GET  | Ben's         |  200    200       200        200     200   200
feeds:own_thing GET      | Ben's, team   |  200    200       200        200     200   200
feeds:own_person GET     | Ben's, Ada    |  200    200       200        200     200   200
feeds:own_community GET  | no secret     |  404    404       404        404     404   404
feeds:index GET          | one's own     |  403    403       200        200     200   200
feeds:index POST         | one's own     |  403    403       200        200     200   200
feeds:secret POST        | Ben's         |  403    403       404        200     404   404
feeds:removal POST       | Ben's         |  403    403       404        302     404   404
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    address, token = make_address(cast.ben, cast.community, "Reader")

    def at(name: str, *args: Any) -> str:
        return reverse(f"feeds:{name}", args=args)

    requests = {
        ("feeds:community GET", "the community"): Request(at("community", "atom")),
        ("feeds:thing GET", "the team"): Request(at("thing", cast.team.id, "atom")),
        ("feeds:thing GET", "the community"): Request(at("thing", cast.community.id, "json")),
        ("feeds:person GET", "Ben"): Request(at("person", "ben-roth", "atom")),
        ("feeds:own_community GET", "Ben's"): Request(at("own_community", token, "atom")),
        ("feeds:own_thing GET", "Ben's, team"): Request(at("own_thing", token, cast.team.id, "atom")),
        ("feeds:own_person GET", "Ben's, Ada"): Request(at("own_person", token, "ada-berg", "json")),
        ("feeds:own_community GET", "no secret"): Request(at("own_community", "A" * 43, "atom")),
        ("feeds:index GET", "one's own"): Request(at("index")),
        ("feeds:index POST", "one's own"): Request(at("index"), {"name": "Reader"}),
        ("feeds:secret POST", "Ben's"): Request(at("secret", address.id)),
        ("feeds:removal POST", "Ben's"): Request(at("removal", address.id)),
    }
    assert differences(TABLE, cast, requests) == []
