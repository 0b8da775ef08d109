"""The house's own pages: home, people, search, notices, settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD      | case                |  guest  stranger  community  member  host  curator
home GET          |                     |  200    200       200        200     200   200
about GET         |                     |  200    200       200        200     200   200
help GET          |                     |  200    200       200        200     200   200
security_txt GET  | no contact is named |  404    404       404        404     404   404
components GET    |                     |  200    200       200        200     200   200
search GET        |                     |  200    200       200        200     200   200
language GET      | as a guest does     |  302    302       302        302     302   302
language POST     | as members do       |  403    302       302        302     302   302
people GET        |                     |  403    403       200        200     200   200
person GET        | Ada                 |  404    404       200        200     200   200
person GET        | Dora, from outside  |  404    200       404        404     404   404
person_made GET   | Ada                 |  404    404       200        200     200   200
person_made GET   | Dora, from outside  |  404    200       404        404     404   404
notices GET       |                     |  403    200       200        200     200   200
notices_read POST |                     |  403    302       302        302     302   302
news_fresh GET    |                     |  403    302       302        302     302   302
news_read POST    |                     |  403    302       302        302     302   302
settings GET      |                     |  403    200       200        200     200   200
settings POST     | nothing filled in   |  403    422       422        422     422   422
personas GET      | no demo runs        |  404    404       404        404     404   404
personas POST     | no demo runs        |  404    404       404        404     404   404
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    requests = {
        (verb, ""): Request(reverse(verb.split()[0]))
        for verb in (
            "home GET", "about GET", "help GET", "components GET", "search GET", "people GET", "notices GET",
            "notices_read POST", "news_read POST", "news_fresh GET", "settings GET",
        )
    } | {
        ("security_txt GET", "no contact is named"): Request(reverse("security_txt")),
        ("language GET", "as a guest does"): Request(reverse("language"), {"to": "it"}),
        ("language POST", "as members do"): Request(reverse("language"), {"to": "it"}),
        ("person GET", "Ada"): Request(reverse("person", args=["ada-berg"])),
        ("person GET", "Dora, from outside"): Request(reverse("person", args=["dora-weit"])),
        ("person_made GET", "Ada"): Request(reverse("person_made", args=["ada-berg"])),
        ("person_made GET", "Dora, from outside"): Request(reverse("person_made", args=["dora-weit"])),
        ("settings POST", "nothing filled in"): Request(reverse("settings"), {"name": ""}),
        ("personas GET", "no demo runs"): Request(reverse("personas")),
        ("personas POST", "no demo runs"): Request(reverse("personas"), {"address": "eli-stein@example.org"}),
    }  # fmt: skip

    assert differences(TABLE, cast, requests) == []
