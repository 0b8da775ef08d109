"""Following Ben and a tag, and the list of what one follows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                       | case    |  guest  stranger  community  member  host  curator
follows:index GET           |         |  403    200       200        200     200   200
follows:person POST         | Ben     |  403    404       302        403     302   302
follows:person_removal POST | Ben     |  403    302       302        302     302   302
follows:tag POST            | #garden |  403    302       302        302     302   302
follows:tag_removal POST    | #garden |  403    302       302        302     302   302
api:listFollowing GET       |         |  401    200       200        200     200   200
api:followPerson PUT        | Ben     |  401    404       204        403     204   204
api:unfollowPerson DELETE   | Ben     |  401    204       204        204     204   204
api:followTag PUT           | #garden |  401    204       204        204     204   204
api:unfollowTag DELETE      | #garden |  401    204       204        204     204   204
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    ben = cast.ben.handle
    requests = {
        ("follows:index GET", ""): Request(reverse("follows:index")),
        ("follows:person POST", "Ben"): Request(reverse("follows:person", args=[ben])),
        ("follows:person_removal POST", "Ben"): Request(reverse("follows:person_removal", args=[ben])),
        ("follows:tag POST", "#garden"): Request(reverse("follows:tag", args=["garden"])),
        ("follows:tag_removal POST", "#garden"): Request(reverse("follows:tag_removal", args=["garden"])),
        ("api:listFollowing GET", ""): Request("/api/v1/following"),
        ("api:followPerson PUT", "Ben"): Request(f"/api/v1/people/{ben}/follow"),
        ("api:unfollowPerson DELETE", "Ben"): Request(f"/api/v1/people/{ben}/follow"),
        ("api:followTag PUT", "#garden"): Request("/api/v1/tags/garden/follow"),
        ("api:unfollowTag DELETE", "#garden"): Request("/api/v1/tags/garden/follow"),
    }
    assert differences(TABLE, cast, requests) == []
