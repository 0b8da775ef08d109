"""Muting and blocking Ben and his note; taking it back is everyone's own, and tells nobody whether there was anything."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.testing import make_note
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                         | case       |  guest  stranger  community  member  host  curator
mutes:index GET               |            |  403    200       200        200     200   200
mutes:choice GET              | Ben        |  403    404       200        409     200   200
mutes:mute POST               | Ben        |  403    404       302        409     302   302
mutes:mute_removal POST       | Ben        |  403    302       302        302     302   302
mutes:block POST              | Ben        |  403    404       302        409     302   302
mutes:block_removal POST      | Ben        |  403    302       302        302     302   302
mutes:thing_mute POST         | Ben's note |  403    404       404        302     302   302
mutes:thing_mute_removal POST | Ben's note |  403    302       302        302     302   302
api:listQuiet GET             |            |  401    200       200        200     200   200
api:mutePerson PUT            | Ben        |  401    404       204        409     204   204
api:unmutePerson DELETE       | Ben        |  401    204       204        204     204   204
api:blockPerson PUT           | Ben        |  401    404       204        409     204   204
api:unblockPerson DELETE      | Ben        |  401    204       204        204     204   204
api:muteThing PUT             | Ben's note |  401    404       404        204     204   204
api:unmuteThing DELETE        | Ben's note |  401    204       204        204     204   204
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    note, ben = make_note(cast.team, cast.ben), cast.ben.handle
    requests = {
        ("mutes:index GET", ""): Request(reverse("mutes:index")),
        **{
            (f"mutes:{name} {method}", "Ben"): Request(reverse(f"mutes:{name}", args=[ben]))
            for name, method in (("choice", "GET"), *((each, "POST") for each in ("mute", "mute_removal", "block", "block_removal")))
        },
        **{
            (f"mutes:{name} POST", "Ben's note"): Request(reverse(f"mutes:{name}", args=[note.id]))
            for name in ("thing_mute", "thing_mute_removal")
        },
        ("api:listQuiet GET", ""): Request("/api/v1/quiet"),
        ("api:mutePerson PUT", "Ben"): Request(f"/api/v1/people/{ben}/mute"),
        ("api:unmutePerson DELETE", "Ben"): Request(f"/api/v1/people/{ben}/mute"),
        ("api:blockPerson PUT", "Ben"): Request(f"/api/v1/people/{ben}/block"),
        ("api:unblockPerson DELETE", "Ben"): Request(f"/api/v1/people/{ben}/block"),
        ("api:muteThing PUT", "Ben's note"): Request(f"/api/v1/things/{note.id}/mute"),
        ("api:unmuteThing DELETE", "Ben's note"): Request(f"/api/v1/things/{note.id}/mute"),
    }  # fmt: skip
    assert differences(TABLE, cast, requests) == []
