"""Hubs over the web: Eli runs the Mill, Ben and Ada belong to it; it is Monday, one o'clock in Berlin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.commands import join_space
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.hubs.commands import ask, book, say_presence, set_special_day
from allmende.rooms.hubs.models import Part, Wait
from allmende.rooms.hubs.queries import hub_of
from allmende.rooms.hubs.testing import make_hub
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                  | case                         |  guest  stranger  community  member  host  curator
hubs:index GET                |                              |  200    200       200        200     200   200
hubs:mine GET                 |                              |  403    200       200        200     200   200
hubs:hub GET                  | the Mill                     |  404    404       200        200     200   200
hubs:desks GET                | the Mill                     |  404    404       403        200     200   200
hubs:desks POST               | tomorrow                     |  404    404       403        409     302   302
hubs:desks POST               | nothing said                 |  404    404       403        422     422   422
hubs:desks POST               | a desk of nowhere            |  404    404       403        404     404   404
hubs:line POST                | the day after tomorrow       |  404    404       403        409     409   409
hubs:line POST                | nothing said                 |  404    404       403        422     422   422
hubs:line_removal POST        | Ada's place                  |  404    404       404        404     302   404
hubs:presence POST            | the Mill                     |  404    404       403        302     302   302
hubs:presence POST            | nowhere                      |  404    404       422        422     422   422
hubs:absence POST             | the Mill                     |  404    404       302        302     302   302
hubs:asking POST              | the Mill                     |  404    404       403        302     302   409
hubs:help POST                | Ben's question               |  404    404       404        409     302   409
hubs:closing POST             | Ben's question               |  404    404       404        302     404   404
hubs:cancellation POST        | Ben's booking                |  404    404       404        302     404   302
hubs:bookings GET             | the Mill                     |  404    404       403        403     403   200
hubs:settings GET             | the Mill                     |  404    404       403        403     403   200
hubs:settings POST            | without rules                |  404    404       403        403     403   422
hubs:furnishing GET           | the Mill                     |  404    404       403        403     403   200
hubs:furnishing POST          | a desk of a known name       |  404    404       403        403     403   422
hubs:desk_removal POST        | the first desk               |  404    404       403        403     403   302
hubs:special_day POST         | a day that is over           |  404    404       403        403     403   422
hubs:special_day POST         | a day to come                |  404    404       403        403     403   302
hubs:special_day_removal POST | a day to come                |  404    404       403        403     403   302
hubs:special_day_removal POST | no day at all                |  404    404       404        404     404   404
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        assert differences(TABLE, cast, requests_to(cast)) == []


def requests_to(cast: Any) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    mill = make_hub(cast.eli, cast.community)
    for who in (cast.ben, cast.ada):
        join_space(who, mill)
        say_presence(who, mill, is_here=True)
    tomorrow = hub_of(mill).today + timedelta(days=1)
    later = tomorrow + timedelta(days=1)
    booking, question = book(cast.ben, mill, tomorrow, Part.DAY), ask(cast.ben, mill, "How do I weigh a frog?")
    set_special_day(cast.eli, mill, later, None)
    place = Wait.objects.create(hub_id=mill.id, person=cast.ada, day=tomorrow, part=Part.DAY)

    def to(route: str, *args: object, **sent: object) -> Request:
        return Request(reverse(f"hubs:{route}", args=args), sent)

    here = mill.slug
    return {
        ("hubs:index GET", ""): to("index"),
        ("hubs:mine GET", ""): to("mine"),
        ("hubs:hub GET", "the Mill"): to("hub", here),
        ("hubs:desks GET", "the Mill"): to("desks", here),
        ("hubs:desks POST", "tomorrow"): to("desks", here, day=tomorrow.isoformat(), part="day"),
        ("hubs:desks POST", "nothing said"): to("desks", here),
        ("hubs:desks POST", "a desk of nowhere"): to(
            "desks", here, day=tomorrow.isoformat(), part="day", desk="99999999"
        ),
        ("hubs:line POST", "the day after tomorrow"): to("line", here, day=later.isoformat(), part="day"),
        ("hubs:line POST", "nothing said"): to("line", here),
        ("hubs:line_removal POST", "Ada's place"): to("line_removal", place.id),
        ("hubs:presence POST", "the Mill"): to("presence", here, where="here"),
        ("hubs:presence POST", "nowhere"): to("presence", here, where="nowhere"),
        ("hubs:absence POST", "the Mill"): to("absence", here),
        ("hubs:asking POST", "the Mill"): to("asking", here, text="Where is the key?"),
        ("hubs:help POST", "Ben's question"): to("help", here, question.id),
        ("hubs:closing POST", "Ben's question"): to("closing", here, question.id),
        ("hubs:cancellation POST", "Ben's booking"): to("cancellation", booking.id),
        ("hubs:bookings GET", "the Mill"): to("bookings", here),
        ("hubs:settings GET", "the Mill"): to("settings", here),
        ("hubs:settings POST", "without rules"): to("settings", here, address="Mill Lane 1"),
        ("hubs:furnishing GET", "the Mill"): to("furnishing", here),
        ("hubs:furnishing POST", "a desk of a known name"): to(
            "furnishing", here, name="Desk 1", kind="desk", seats="1"
        ),
        ("hubs:desk_removal POST", "the first desk"): to("desk_removal", here, booking.desk_id),
        ("hubs:special_day POST", "a day that is over"): to("special_day", here, day="2020-01-01"),
        ("hubs:special_day POST", "a day to come"): to("special_day", here, day=later.isoformat(), note="Inventory"),
        ("hubs:special_day_removal POST", "a day to come"): to("special_day_removal", here, later.isoformat()),
        ("hubs:special_day_removal POST", "no day at all"): to("special_day_removal", here, "nonsense"),
    }
