"""Who may do what on the pages of duties. Ada holds a duty in the team, and is away for a day."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.duties.commands import assign, go_away
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                        | case          |  guest  stranger  community  member  host  curator
duties:index GET             | the community |  403    403       200        200     200   200
duties:index GET             | the team      |  404    404       200        200     200   200
duties:index POST            | the team      |  404    404       403        403     403   302
duties:removal POST          | Ada's         |  404    404       403        403     302   302
duties:absence GET           | one's own     |  403    403       200        200     200   200
duties:absence POST          | one's own     |  403    403       302        302     302   302
duties:absence_removal POST  | Ada's         |  403    403       404        404     302   404
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        held = assign(cast.eli, cast.team, Duty.PROJECTS, cast.ada)
        away = go_away(cast.ada, cast.community, NOON.date(), NOON.date())
        given = {"duty": "sales", "holder": "@ben-roth"}
        days = {"starts": "2026-03-02", "ends": "2026-03-03"}
        requests = {
            ("duties:index GET", "the community"): Request(reverse("duties:index", args=["meadow"])),
            ("duties:index GET", "the team"): Request(reverse("duties:index", args=["orchard"])),
            ("duties:index POST", "the team"): Request(reverse("duties:index", args=["orchard"]), given),
            ("duties:removal POST", "Ada's"): Request(reverse("duties:removal", args=["orchard", held.id])),
            ("duties:absence GET", "one's own"): Request(reverse("duties:absence")),
            ("duties:absence POST", "one's own"): Request(reverse("duties:absence"), days),
            ("duties:absence_removal POST", "Ada's"): Request(reverse("duties:absence_removal", args=[away.id])),
        }
        assert differences(TABLE, cast, requests) == []
