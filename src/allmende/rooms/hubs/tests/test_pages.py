"""The pages of hubs: what each reader sees, and that they cost the same however much there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.rooms.hubs.commands import ask, book, change_hub, say_presence
from allmende.rooms.hubs.models import Part
from allmende.rooms.hubs.queries import hub_of
from allmende.rooms.hubs.testing import make_hub

pytestmark = pytest.mark.django_db


def page(client: Any, who: Any, url: str) -> str:
    if not who.is_guest:
        client.force_login(who.account)
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_lists_cost_the_same_at_one_and_at_three(cast, mill, client):
    costs: dict[str, list[int]] = {}
    urls = ["/hubs/", "/hubs/mill/", "/hubs/mill/desks/", "/hubs/mill/coming/", "/hubs/bookings/"]
    people = [cast.eli, cast.ada, cast.ben]
    change_hub(cast.eli, mill, most_bookings=20)
    for round_, many in enumerate((1, 3)):
        for n in range(many):
            make_hub(cast.eli, cast.community, f"Hub {round_} {n}", 1)
            say_presence(people[n], mill, is_here=True)
            ask(people[n], mill, "Who knows frogs?")
            book(cast.eli, mill, hub_of(mill).today + timedelta(days=1 + round_ * 7 + n), Part.DAY)
        for url in urls:
            page(client, cast.eli, url)
            with CaptureQueriesContext(connection) as captured:
                page(client, cast.eli, url)
            costs.setdefault(url, []).append(len([one for one in captured if "SAVEPOINT" not in one["sql"]]))

    assert {url: counts for url, counts in costs.items() if len(set(counts)) > 1} == {}


def test_who_is_here_and_who_is_stuck_stands_on_no_page_for_others(cast, mill, client):
    say_presence(cast.ada, mill, is_here=True, what="The pond model")
    say_presence(cast.ben, mill, is_here=False)
    ask(cast.ada, mill, "How do I weigh a frog?")

    assert "The pond model" in page(client, cast.ben, "/hubs/mill/")
    assert "How do I weigh a frog?" in page(client, cast.ben, "/hubs/mill/")
    outside = page(client, cast.finn, "/hubs/mill/")
    assert "The pond model" not in outside
    assert "weigh a frog" not in outside
    assert "Mühlweg 1" in outside
    assert "How do I weigh a frog?" in page(client, cast.ben, "/")


def test_the_spaces_page_of_a_hub_shows_where_it_is_and_when_it_is_open(cast, mill, client):
    shown = page(client, cast.finn, "/spaces/mill/")

    assert "Mühlweg 1" in shown
    assert "Open until 17:00" in shown


def test_days_and_keys_that_are_none_are_harmless(cast, mill, client):
    for query in ("?day=2026-02-30", "?day=../../x", "?day=9999-12-31", "?day=0001-01-01", "?day=%00"):
        assert "Book a desk" in page(client, cast.ben, f"/hubs/mill/desks/{query}")
    assert page(client, cast.ben, "/hubs/bookings/?after=2026-13-01_nothing")
    assert client.post("/hubs/mill/desks/", {"day": "9999-12-31", "part": "day"}).status_code == 422


def test_a_refused_booking_leads_on(cast, mill, client):
    day = hub_of(mill).today + timedelta(days=1)
    change_hub(cast.eli, mill, most_bookings=1)
    asked = {"day": day.isoformat(), "part": "day"}
    for one in (cast.ada, cast.eli):
        book(one, mill, day, Part.DAY)

    client.force_login(cast.ben.account)
    full = client.post("/hubs/mill/desks/", asked)
    client.force_login(cast.ada.account)
    enough = client.post("/hubs/mill/desks/", asked)

    assert (full.status_code, enough.status_code) == (409, 429)
    assert f'href="/hubs/mill/desks/?day={day.isoformat()}"' in full.content.decode()
    assert 'href="/hubs/bookings/"' in enough.content.decode()
