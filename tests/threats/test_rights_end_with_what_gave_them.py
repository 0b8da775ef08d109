"""From the moment someone is taken out of a team, or suspended, each door is as closed to them as to those who never had the key (T1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from allmende.commons.audiences.kept import outdate
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import Cast
from allmende.commons.threads.commands import comment
from allmende.commons.tokens.testing import give_token
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import NOON
from allmende.identity.accounts.commands import suspend
from allmende.identity.actors.models import Actor
from allmende.observers.syndication.commands import make_address
from allmende.rooms.calls.testing import make_call, make_contribution
from tests.matrix.test_no_route_writes_unasked import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def browser(actor: Actor) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(actor.account)
    return client


def program(secret: str) -> Client:
    return Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})


def answers(client: Client, urls: list[str]) -> dict[str, int]:
    cache.clear()
    forget_all()
    outdate()
    return {url: client.get(url).status_code for url in urls}


def test_whoever_is_taken_out_meets_what_those_outside_meet_at_every_door(cast: Cast, some: Any) -> None:
    call = make_call(cast.ada, cast.team)
    made = make_contribution(cast.ada, call)
    comment(cast.ada, made.thing_ptr, "How deep is it?")
    make_picture(cast.ada, made.thing_ptr)
    pull_all()
    theirs = (url for url in addresses(call.id) if "schoolyard" in url or str(call.id) in url)
    urls = some(url for url in theirs if "stream" not in url)
    ben, token = browser(cast.ben), program(give_token(cast.ben))
    before = [url for url, status in answers(ben, urls).items() if status == 200]
    outside, within = answers(browser(cast.finn), before), answers(token, before)

    take_out(cast.ada, cast.team, cast.ben)

    assert answers(ben, before) == outside
    assert [url for url, status in answers(token, before).items() if status == 200 and within[url] == 200] == []
    assert set(outside.values()) == {404}
    assert (len(before) > 2, 200 in within.values()) == (True, True)


def test_whoever_is_suspended_is_nobody_at_every_door_at_once(cast: Cast) -> None:
    _address, secret = make_address(cast.ben, cast.community, "Reader")
    ben, token, guest = browser(cast.ben), program(give_token(cast.ben)), Client(SERVER_NAME="localhost")
    doors: dict[str, Callable[[], Any]] = {
        "a page": lambda: ben.get("/notices/"),
        "a stream": lambda: ben.get("/stream/?on=notices"),
        "a token": lambda: token.get("/api/v1/notices"),
        "a feed": lambda: guest.get(f"/feeds/{secret}/feed.json"),
    }
    before = {door: ask().status_code for door, ask in doors.items()}

    suspend(cast.ben.account)
    outdate()

    assert before == dict.fromkeys(doors, 200)
    assert {door: ask().status_code for door, ask in doors.items()} == {
        "a page": 403, "a stream": 204, "a token": 401, "a feed": 404,
    }  # fmt: skip
