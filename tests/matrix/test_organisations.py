"""Organisations and networks over the web: Ben represents Meadow, Ada is its member; Eli cares for the network Water."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.commands import take_in
from allmende.people.organisations.commands import ask_to_join, invite
from allmende.people.organisations.testing import join, make_network, make_organisation
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                  | case                          |  guest  stranger  community  member  host  curator
organisations:index GET       |                               |  200    200       200        200     200   200
organisations:mine GET        |                               |  403    200       200        200     200   200
organisations:profile GET     | Meadow                        |  404    404       403        200     403   200
organisations:profile POST    | Meadow                        |  404    404       403        302     403   302
organisations:profile POST    | Meadow, a script for a link   |  404    404       403        422     403   422
organisations:legal GET       | Meadow                        |  404    404       403        200     403   403
organisations:legal POST      | Meadow                        |  404    404       403        302     403   403
organisations:legal POST      | Meadow, a layer that is shut  |  404    404       403        422     403   403
organisations:requests GET    | Meadow                        |  404    404       403        200     403   200
organisations:requests GET    | Water                         |  404    404       403        403     403   200
organisations:requests POST   | Meadow, inviting Finn         |  404    404       403        302     403   302
organisations:requests POST   | Meadow, inviting nobody       |  404    404       403        422     403   422
organisations:asking POST     | Meadow, which Eli has asked   |  404    404       302        409     409   409
organisations:asking POST     | Water, for Brook              |  404    404       302        403     403   403
organisations:asking POST     | Water, for nobody             |  404    404       422        422     422   422
organisations:acceptance POST | Eli's request to Meadow       |  404    404       404        302     404   302
organisations:acceptance POST | Water's invitation to Meadow  |  404    404       404        302     404   403
organisations:refusal POST    | Eli's request to Meadow       |  404    404       404        302     404   302
organisations:removal POST    | Eli's request to Meadow       |  404    404       404        403     404   302
organisations:layers GET      | Meadow                        |  404    404       403        200     403   200
organisations:layers GET      | Water, which has none         |  404    404       404        404     404   404
organisations:opening POST    | Meadow, nothing practised     |  404    404       403        409     403   409
organisations:opening POST    | Meadow, with a reason         |  404    404       403        403     403   302
organisations:opening POST    | Meadow, to a layer of no kind |  404    404       403        404     403   404
organisations:parting POST    | Meadow from Old               |  404    404       403        302     403   302
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    meadow, brook = (
        make_organisation(cast.ben, cast.community, "Meadow"),
        make_organisation(cast.finn, cast.community, "Brook"),
    )
    take_in(cast.ben, meadow.space, cast.ada)
    water, old = make_network(cast.eli, cast.community), make_network(cast.eli, cast.community, "Old")
    join(old, meadow)
    asked, offered = ask_to_join(cast.eli, meadow.space), invite(cast.eli, water.space, meadow.actor)
    shut = {f"{kind}-layer": "2" for kind in ("legal_name", "form", "register", "vat_id", "address")}
    place = meadow.space.slug

    def to(route: str, *args: object, **sent: str) -> Request:
        return Request(reverse(f"organisations:{route}", args=args), sent)

    requests = {
        ("organisations:index GET", ""): to("index"),
        ("organisations:mine GET", ""): to("mine"),
        ("organisations:profile GET", "Meadow"): to("profile", place),
        ("organisations:profile POST", "Meadow"): to("profile", place, fields_of_work="Bees"),
        ("organisations:profile POST", "Meadow, a script for a link"): to(
            "profile", place, links="javascript:alert(1)"
        ),
        ("organisations:legal GET", "Meadow"): to("legal", place),
        ("organisations:legal POST", "Meadow"): to("legal", place, form="GmbH", **shut),
        ("organisations:legal POST", "Meadow, a layer that is shut"): to(
            "legal", place, **(shut | {"form-layer": "5"})
        ),
        ("organisations:requests GET", "Meadow"): to("requests", place),
        ("organisations:requests GET", "Water"): to("requests", water.space.slug),
        ("organisations:requests POST", "Meadow, inviting Finn"): to("requests", place, who="@finn-thal"),
        ("organisations:requests POST", "Meadow, inviting nobody"): to("requests", place, who="Nobody"),
        ("organisations:asking POST", "Meadow, which Eli has asked"): to("asking", place),
        ("organisations:asking POST", "Water, for Brook"): to("asking", water.space.slug, **{"for": brook.space.slug}),
        ("organisations:asking POST", "Water, for nobody"): to("asking", water.space.slug),
        ("organisations:acceptance POST", "Eli's request to Meadow"): to("acceptance", asked.id),
        ("organisations:acceptance POST", "Water's invitation to Meadow"): to("acceptance", offered.id),
        ("organisations:refusal POST", "Eli's request to Meadow"): to("refusal", asked.id),
        ("organisations:removal POST", "Eli's request to Meadow"): to("removal", asked.id),
        ("organisations:layers GET", "Meadow"): to("layers", place),
        ("organisations:layers GET", "Water, which has none"): to("layers", water.space.slug),
        ("organisations:opening POST", "Meadow, nothing practised"): to("opening", place, 4),
        ("organisations:opening POST", "Meadow, with a reason"): to("opening", place, 4, reason="We know them."),
        ("organisations:opening POST", "Meadow, to a layer of no kind"): to("opening", place, 99),
        ("organisations:parting POST", "Meadow from Old"): to("parting", place, old.space.slug),
    }

    assert differences(TABLE, cast, requests) == []
