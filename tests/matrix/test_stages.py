"""The phases of a community, over the web and for programs; Eli curates it, and it is in the first."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.stages.commands import set_out, tick
from allmende.commons.stages.models import Criterion
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.test_api import ANY, KEY, at

TABLE = """
route METHOD                | case                  |  guest  stranger  community  member  host  curator
stages:index GET            |                       |  200    200       200        200     200   200
stages:setting_out POST     | they are set out      |  403    403       403        403     403   302
stages:edit GET             | the first             |  403    403       403        403     403   200
stages:edit POST            | without a name        |  403    403       403        403     403   422
stages:move GET             |                       |  403    403       403        403     403   200
stages:move POST            | without a reason      |  403    403       403        403     403   422
stages:move POST            | from another          |  403    403       403        403     403   409
stages:tick POST            | the first             |  403    403       403        403     403   302
stages:tick_removal POST    | the second            |  403    403       403        403     403   302
api:listStages GET          |                       |  200    200       200        200     200   200
api:getStage GET            | the first             |  200    200       200        200     200   200
api:setOutStages POST       | they are set out      |  401    403       403        403     403   409
api:patchStage PATCH        | the first             |  401    403       403        403     403   200
api:tickCriterion PUT       | the first             |  401    403       403        403     403   204
api:tickCriterion PUT       | without evidence      |  401    403       403        403     403   422
api:untickCriterion DELETE  | the second            |  401    403       403        403     403   204
api:moveOn POST             | with a reason         |  401    403       403        403     403   204
api:moveOn POST             | without               |  401    403       403        403     403   422
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        assert "\n".join(differences(TABLE, cast, requests_to(cast))) == ""


def requests_to(cast: Any) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    set_out(cast.eli, cast.community)
    first, second = Criterion.objects.filter(stage__number=1).order_by("number")[:2]
    tick(cast.eli, second, "We were there.")

    def to(route: str, *args: object, **sent: object) -> Request:
        return Request(reverse(f"stages:{route}", args=args), sent)

    return {
        ("stages:index GET", ""): to("index"),
        ("stages:setting_out POST", "they are set out"): to("setting_out"),
        ("stages:edit GET", "the first"): to("edit", 1),
        ("stages:edit POST", "without a name"): to("edit", 1, version="0", name=""),
        ("stages:move GET", ""): to("move"),
        ("stages:move POST", "without a reason"): to("move", after="1"),
        ("stages:move POST", "from another"): to("move", after="4", reason="We are ready."),
        ("stages:tick POST", "the first"): to("tick", first.pk, evidence="On the wall."),
        ("stages:tick_removal POST", "the second"): to("tick_removal", second.pk),
        ("api:listStages GET", ""): at("/stages"),
        ("api:getStage GET", "the first"): at("/stages/1"),
        ("api:setOutStages POST", "they are set out"): at("/stages/setting-out", None, KEY),
        ("api:patchStage PATCH", "the first"): at("/stages/1", {"name": "We begin"}, ANY),
        ("api:tickCriterion PUT", "the first"): at(f"/stages/criteria/{first.pk}/tick", {"evidence": "On the wall."}),
        ("api:tickCriterion PUT", "without evidence"): at(f"/stages/criteria/{first.pk}/tick", {"evidence": " "}),
        ("api:untickCriterion DELETE", "the second"): at(f"/stages/criteria/{second.pk}/tick"),
        ("api:moveOn POST", "with a reason"): at("/stages/move", {"after": 1, "reason": "We are ready."}, KEY),
        ("api:moveOn POST", "without"): at("/stages/move", {"after": 1}, KEY),
    }
