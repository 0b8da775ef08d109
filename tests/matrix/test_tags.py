"""Tags: pages and operations by which one finds what bears them. One call stands in the team, another in public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.tags.commands import tag
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route              | case           |  guest  stranger  community  member  host  curator
tags:index GET     |                |  200    200       200        200     200   200
tags:tag GET       | of the team    |  404    404       404        200     200   200
tags:tag GET       | in public      |  200    200       200        200     200   200
tags:tag GET       | unheard of     |  404    404       404        404     404   404
api:listTags GET   |                |  200    200       200        200     200   200
api:listTagged GET | of the team    |  404    404       404        200     200   200
api:listTagged GET | in public      |  200    200       200        200     200   200
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            set_gate(cast.eli, cast.community, layer, Mode.FREE)
        tag(make_call(cast.ada, cast.team, title="Ours"), ["ours"])
        tag(make_call(cast.eli, cast.community, title="For all", layer=Layer.PUBLIC), ["garden"])
        requests = {
            ("tags:index GET", ""): Request(reverse("tags:index")),
            ("tags:tag GET", "of the team"): Request(reverse("tags:tag", args=["ours"])),
            ("tags:tag GET", "in public"): Request(reverse("tags:tag", args=["garden"])),
            ("tags:tag GET", "unheard of"): Request(reverse("tags:tag", args=["unheard_of"])),
            ("api:listTags GET", ""): Request("/api/v1/tags"),
            ("api:listTagged GET", "of the team"): Request("/api/v1/tags/ours/things"),
            ("api:listTagged GET", "in public"): Request("/api/v1/tags/garden/things"),
        }
        assert differences(TABLE, cast, requests) == []
