"""Reacting to Ben's note of the team, and saving it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.testing import make_note
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                         | case       |  guest  stranger  community  member  host  curator
reactions:reactions GET       | Ben's note |  404    404       404        200     200   200
reactions:reactions POST      | Ben's note |  404    404       404        403     302   302
bookmarks:index GET           |            |  403    200       200        200     200   200
bookmarks:saving POST         | Ben's note |  403    404       404        302     302   302
bookmarks:saving_removal POST | Ben's note |  403    302       302        302     302   302
api:listReactions GET         | Ben's note |  404    404       404        200     200   200
api:react PUT                 | Ben's note |  401    404       404        403     204   204
api:takeReactionBack DELETE   | Ben's note |  401    404       404        204     204   204
api:listSaved GET             |            |  401    200       200        200     200   200
api:saveThing PUT             | Ben's note |  401    404       404        204     204   204
api:letGoOfThing DELETE       | Ben's note |  401    204       204        204     204   204
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    note = make_note(cast.team, cast.ben)
    page, thing = reverse("reactions:reactions", args=[note.id]), f"/api/v1/things/{note.id}"
    requests = {
        ("reactions:reactions GET", "Ben's note"): Request(page),
        ("reactions:reactions POST", "Ben's note"): Request(page, {"give": "thanks"}),
        ("bookmarks:index GET", ""): Request(reverse("bookmarks:index")),
        ("bookmarks:saving POST", "Ben's note"): Request(reverse("bookmarks:saving", args=[note.id])),
        ("bookmarks:saving_removal POST", "Ben's note"): Request(reverse("bookmarks:saving_removal", args=[note.id])),
        ("api:listReactions GET", "Ben's note"): Request(f"{thing}/reactions"),
        ("api:react PUT", "Ben's note"): Request(f"{thing}/reactions/thanks"),
        ("api:takeReactionBack DELETE", "Ben's note"): Request(f"{thing}/reactions/thanks"),
        ("api:listSaved GET", ""): Request("/api/v1/saved"),
        ("api:saveThing PUT", "Ben's note"): Request(f"{thing}/saving"),
        ("api:letGoOfThing DELETE", "Ben's note"): Request(f"{thing}/saving"),
    }
    assert differences(TABLE, cast, requests) == []
