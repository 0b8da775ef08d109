"""Cards for links: the one in Ben's note of the team, and one for a page that is not ready."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.previews.models import Found, Preview
from allmende.commons.spaces.testing import make_note
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                        | case        |  guest  stranger  community  member  host  curator
previews:preview GET         | Ben's note  |  404    404       404        200     403   403
previews:preview GET         | not ready   |  404    404       404        404     404   404
previews:hiding POST         | Ben's note  |  404    404       404        302     403   403
previews:hiding_removal POST | Ben's note  |  404    404       404        302     403   403
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    note = make_note(cast.team, cast.ben)
    ready, waits = (
        Preview.objects.create(key=state, address="https://example.org/", title="A meadow", state=state)
        for state in (Found.READY, Found.WAITING)
    )
    about = {"Ben's note": ready.id, "not ready": waits.id}
    requests = {}
    for line in TABLE.strip().splitlines()[1:]:
        verb, case = (part.strip() for part in line.split("|")[:2])
        requests[verb, case] = Request(reverse(verb.split()[0], args=[note.id, about[case]]))
    assert differences(TABLE, cast, requests) == []
