"""Who lays out the way of a call, tries it, and words what calls begin with. Ada holds calls in the team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call, make_draft
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                       | case       |  guest  stranger  community  member  host  curator
calls:dry_run GET           | open       |  404    404       403        403     200   200
calls:dry_run GET           | draft      |  404    404       404        404     200   404
calls:templates GET         |            |  403    403       403        403     403   200
calls:template GET          | ours       |  403    403       403        403     403   200
calls:template GET          | unknown    |  403    403       403        403     403   404
calls:template POST         | ours, empty|  403    403       403        403     403   422
calls:template_copy POST    | ours       |  403    403       403        403     403   302
calls:template_offer POST   | ours       |  403    403       403        403     403   302
api:listCallTemplates GET   |            |  401    200       200        200     200   200
api:getCallTemplate GET     | ours       |  401    200       200        200     200   200
api:tryCall GET             | open       |  401    404       403        403     200   200
api:changeCallTemplate PATCH| ours       |  401    403       403        403     403   200
api:copyCallTemplate POST   | ours       |  401    403       403        403     403   201
"""

ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def test_who_may(cast: Cast, now: None) -> None:
    with clock.frozen(NOON - timedelta(days=3)):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    draft = make_draft(cast.ada, cast.team, title="A draft")

    def about(name: str, key: str = "campaign", sent: Any = None) -> Request:
        return Request(reverse(f"calls:{name}", args=[key]), sent)

    def api(path: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        return Request(f"/api/v1{path}", sent, "application/json" if sent is not None else "", headers)

    requests = {
        ("calls:dry_run GET", "open"): about("dry_run", call.slug),
        ("calls:dry_run GET", "draft"): about("dry_run", draft.slug),
        ("calls:templates GET", ""): Request(reverse("calls:templates")),
        ("calls:template GET", "ours"): about("template"),
        ("calls:template GET", "unknown"): about("template", "nothing"),
        ("calls:template POST", "ours, empty"): about("template", sent={"name": ""}),
        ("calls:template_copy POST", "ours"): about("template_copy"),
        ("calls:template_offer POST", "ours"): about("template_offer"),
        ("api:listCallTemplates GET", ""): api("/call-templates"),
        ("api:getCallTemplate GET", "ours"): api("/call-templates/campaign"),
        ("api:tryCall GET", "open"): api(f"/calls/{call.slug}/dry-run?part=member"),
        ("api:changeCallTemplate PATCH", "ours"): api("/call-templates/campaign", {"name": "Demand"}),
        ("api:copyCallTemplate POST", "ours"): api("/call-templates/campaign/copies", {}),
    }
    assert differences(TABLE, cast, requests) == []
