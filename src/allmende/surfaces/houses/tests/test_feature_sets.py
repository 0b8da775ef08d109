"""Feature sets: what an operator locks for a kind of space counts everywhere at once, after its effect was shown in numbers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import change_space, lock_rooms, open_space
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import SpaceKind
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import open_account
from allmende.observers.search.queries import search
from allmende.rooms.calls.rules import may_draft_call
from allmende.rooms.calls.testing import make_call

pytestmark = pytest.mark.django_db
ADDRESS = "/backoffice/communities/rooms/"


@pytest.fixture
def olga(db: None) -> Client:
    browser = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    browser.force_login(
        open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True, language="en").account
    )
    return browser


def test_the_effect_is_shown_in_numbers_before_anything_is_saved(olga: Client, cast: Any) -> None:
    page = olga.post(ADDRESS, {"team-calls": "off"}).content.decode()
    assert "closes in 1 space" in page
    assert "calls" in open_rooms(cast.team)

    olga.post(ADDRESS, {"team-calls": "off", "sure": "yes"})
    assert "calls" not in open_rooms(cast.team)
    assert "calls" in open_rooms(cast.community)
    assert "RoomsLocked" in recorded()
    assert not may_draft_call(cast.ada, cast.team)
    assert may_draft_call(cast.eli, cast.community)


def test_a_room_that_is_never_there_is_met_nowhere(olga: Client, cast: Any) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title="Shade for the yard")
    ben = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    ben.force_login(cast.ben.account)
    assert ben.get(f"/calls/{call.slug}/").status_code == 200
    olga.post(ADDRESS, {"community-calls": "off", "sure": "yes"})

    for address in ("/calls/", f"/calls/{call.slug}/", f"/api/v1/calls/{call.slug}/contributions"):
        answer = ben.get(address)
        assert answer.status_code == 404, address
        assert "open here" in answer.content.decode()
    assert 'href="/calls/"' not in ben.get("/").content.decode()
    assert "Shade for" not in ben.get("/search/", {"q": "shade"}).content.decode()
    with pytest.raises(Refused):
        change_space(cast.eli, cast.community, rooms=["calls"])


def test_a_room_that_is_always_there_can_t_be_put_away(olga: Client, cast: Any) -> None:
    change_space(cast.eli, cast.community, rooms=["hubs"])
    assert open_rooms(cast.community) == {"hubs"}
    olga.post(ADDRESS, {"community-calls": "on", "sure": "yes"})
    cast.community.refresh_from_db()
    assert open_rooms(cast.community) == {"calls", "hubs"}


@pytest.mark.parametrize("locked", ["hub-hubs", "community-hubs"])
def test_no_space_is_opened_for_a_room_that_is_never_there(olga: Client, cast: Any, locked: str) -> None:
    eli = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    eli.force_login(cast.eli.account)
    assert 'value="hub"' in eli.get("/spaces/new/").content.decode()
    olga.post(ADDRESS, {locked: "off", "sure": "yes"})

    assert 'value="hub"' not in eli.get("/spaces/new/").content.decode()
    with pytest.raises(Refused, match="open here"):
        open_space(cast.eli, cast.community, name="Mill", purpose=SpaceKind.HUB)


def test_nobody_else_locks_rooms(cast: Any) -> None:
    with pytest.raises(Refused):
        lock_rooms(cast.eli, {})
    assert search(cast.eli, "nothing").hits == ()
