"""Who may ask why others can or can't, by route."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.foundation import clock
from allmende.foundation.testing import NOON
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                | case              |  guest  stranger  community  member  host  curator
reasons:index GET    | Ben, the team     |  404    404       404        404     404   200
reasons:answer POST  | Ben, the team     |  404    404       404        404     404   200
houses:index GET     | all of the node   |  404    404       404        404     404   404
houses:rooms GET     | all of the node   |  404    404       404        404     404   404
houses:rooms POST    | all of the node   |  404    404       404        404     404   404
houses:house GET     | the community     |  404    404       404        404     404   200
houses:house POST    | the community     |  404    404       404        404     404   302
houses:gates GET     | the team          |  404    404       403        403     403   200
houses:gates POST    | the team          |  404    404       403        403     403   409
houses:preview GET   | the community     |  404    404       404        404     404   200
imprint GET          | the community     |  200    200       200        200     200   200
terms GET            | the community     |  200    200       200        200     200   200
icon GET             | the community     |  302    302       302        302     302   302
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    question = {"person": f"@{cast.ben.handle}", "about": str(cast.team.id), "rule": "spaces-leave"}
    with clock.frozen(NOON):
        requests = {
            ("reasons:index GET", "Ben, the team"): Request(reverse("reasons:index"), question),
            ("reasons:answer POST", "Ben, the team"): Request(reverse("reasons:answer"), question),
        }
        house = [cast.community.slug]
        requests |= {
            ("houses:index GET", "all of the node"): Request(reverse("houses:index")),
            ("houses:rooms GET", "all of the node"): Request(reverse("houses:rooms")),
            ("houses:rooms POST", "all of the node"): Request(reverse("houses:rooms"), {"sure": "yes"}),
            ("houses:house GET", "the community"): Request(reverse("houses:house", args=house)),
            ("houses:house POST", "the community"): Request(
                reverse("houses:house", args=house), {"colour": "#8a1c5b", "language": "en"}
            ),
            ("houses:gates GET", "the team"): Request(reverse("houses:gates", args=[cast.team.slug])),
            ("houses:gates POST", "the team"): Request(reverse("houses:gates", args=[cast.team.slug]), {"layer": "5"}),
            ("houses:preview GET", "the community"): Request(
                reverse("houses:preview", args=house), {"colour": "#8a1c5b"}
            ),
            **{(f"{name} GET", "the community"): Request(reverse(name)) for name in ("imprint", "terms", "icon")},
        }
        assert differences(TABLE, cast, requests) == []
