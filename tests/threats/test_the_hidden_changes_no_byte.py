"""What someone can't see changes no byte of what they are shown, on no page, list, search, feed or operation of the API (T27).

Each address is asked in a world without hidden things and again in the same world with them; ids and tokens are masked. How many
statements it takes stands for the time. And what is hidden is answered as what never was. What `/accounts/` shows is one's own, and
partly drawn anew each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.files.testing import make_picture
from allmende.commons.follows.commands import follow
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import comment
from allmende.commons.tokens.testing import give_token
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.kept import forget_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.observers.syndication.commands import make_address
from allmende.people.profiles.testing import make_contacts, make_skill
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import make_call, make_contribution
from tests.matrix.test_no_route_writes_unasked import VALUES, patterns
from tools import statements

pytestmark = pytest.mark.django_db
CHANGING = {"X-Request-ID", "ETag", "Content-Length", "RateLimit", "Expires"}
"""Headers that are others each time, or follow from the bytes."""
NEVER_WAS = UUID("01990000-0000-7000-8000-000000000000")
MASKS = (
    (rb'csrf[^>]{0,80}?value="[^"]+"|X-CSRFToken[^}]{0,120}}|"token": "[^"]+"', b"TOKEN"),
    (rb'name="once" value="[0-9a-f]+"', b"ONCE"),
    (rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"ID"),
)
SEARCHES = [
    f"{path}?{urlencode({name: word})}"
    for word in ("quendel", "quend", "pond")
    for path, name in (("/search/", "q"), ("/people/", "q"), ("/api/v1/search", "q"), ("/api/v1/people", "q"))
]


LISTS = ["/", "/calls/", "/search/?q=quendel", "/api/v1/calls", "/api/v1/search?q=quendel", "/people/ben-roth/"]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def open_house(cast: Cast) -> Cast:
    """A community with something to see for everyone."""
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    call = make_call(cast.eli, cast.community, layer=Layer.PUBLIC)
    comment(cast.ben, make_contribution(cast.ada, call).thing_ptr, "How deep is it?")
    make_picture(cast.eli, call.thing_ptr)
    make_skill(cast.ada, cast.community)
    settle()
    return cast


def hide(cast: Cast) -> dict[str, str]:
    """Let the team and its people have what is theirs alone; return slugs and ids of it."""
    call = make_call(cast.ada, cast.team, title="Quendel call", summary="Quendel by the brook")
    made = make_contribution(cast.ben, call, title="Quendel pond")
    said = comment(cast.ada, made.thing_ptr, "A pond for the quendel?")
    note = make_note(cast.team, cast.ben, title="Quendel note")
    make_picture(cast.ben, note, alt="Quendel")
    for title, layer in (("Quendel draft", None), ("Quendel old", Layer.TEAM)):
        kept = make_note(cast.team, cast.ben, layer, title)
    put_in_bin(cast.ben, kept)
    make_skill(cast.ben, cast.community, "Quendel", Layer.TEAM)
    make_contacts(cast.ada, cast.ben)
    follow(cast.ada, note)
    give_token(cast.ada, "calls:read")
    make_address(cast.ada, cast.community, "Reader")
    settle()
    return {call.slug: "call", **{str(one): "id" for one in (call.id, made.id, said.id, note.id, kept.id)}}


def settle() -> None:
    """Let the workers work, and forget what is in memory."""
    pull_all()
    run_due()
    forget()


def forget() -> None:
    cache.clear()
    forget_all()
    outdate()


def visitor(actor: Actor | None) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False, headers={"Accept-Language": "en"})
    if actor:
        client.force_login(actor.account)
    return client


def ask(client: Client, url: str) -> tuple[Any, ...]:
    """What is answered, masked, and how many statements it took."""
    with statements.asked() as sent:
        answer = client.get(url)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for pattern, mask in MASKS:
        content = re.sub(pattern, mask, content)
    kept = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status_code, content, kept, len(sent)


def addresses(*named: tuple[str, UUID]) -> Iterator[str]:
    """Every route, with each of these slugs and ids where it names something."""
    for name, pattern in patterns():
        kinds = {key: type(kind).__name__ for key, kind in pattern.pattern.converters.items()}
        of_things = {"UUIDConverter", "SlugConverter"} & set(kinds.values())
        for slug, key in named if of_things else named[:1]:
            values = {key_: key if kind == "UUIDConverter" else VALUES.get(key_, 1) for key_, kind in kinds.items()}
            with suppress(NoReverseMatch):  # a part of an address that includes others
                yield reverse(name, kwargs=values | ({"slug": slug} if "slug" in kinds else {}))


@pytest.mark.parametrize("who", ["finn", "cleo"])
def test_the_same_bytes_with_and_without_what_is_hidden(open_house: Cast, some: Any, who: str) -> None:
    call = Call.objects.get()
    client = visitor(open_house.finn if who == "finn" else None)
    of_spaces = (url for url in addresses((open_house.community.slug, call.id)) if "/spaces/" in url)
    there = dict.fromkeys([*addresses((call.slug, call.id)), *of_spaces])
    asked = [*some(url for url in there if not url.startswith(("/accounts/", "/stream"))), *SEARCHES]
    without = {url: ask(client, url)[:3] for url in asked}
    hide(open_house)

    assert [url for url in asked if ask(client, url)[:3] != without[url]] == []
    assert [answer[0] for answer in without.values()].count(200) > (30 if who == "finn" else 12)


def test_it_takes_as_many_statements(open_house: Cast) -> None:
    client = visitor(open_house.finn)
    without = [took(client, url) for url in LISTS]
    hide(open_house)

    assert [took(client, url) for url in LISTS] == without


def took(client: Client, url: str) -> tuple[str, int]:
    """How many statements an answer takes with nothing in memory."""
    forget()
    return url, ask(client, url)[3]


def test_it_would_be_seen(open_house: Cast) -> None:
    """So that the one above could fail: for a member of the team nearly every list is another."""
    client = visitor(open_house.ben)
    without = [ask(client, url) for url in LISTS]
    hide(open_house)

    assert [url for url, before in zip(LISTS, without, strict=True) if ask(client, url)[1] == before[1]] == []


def test_what_is_hidden_is_answered_as_what_never_was(open_house: Cast, some: Any) -> None:
    client, hidden = visitor(open_house.finn), hide(open_house)
    slug = next(name for name, kind in hidden.items() if kind == "call")
    keys = [UUID(name) for name, kind in hidden.items() if kind == "id"]
    asked = zip(addresses((slug, keys[0])), addresses(("never-was", NEVER_WAS)), strict=True)
    other = []
    for number, (url, nowhere) in enumerate(some(both for both in asked if both[0] != both[1])):
        there = url.replace(str(keys[0]), str(keys[number % len(keys)]))
        one, never = masked(ask(client, there), there), masked(ask(client, nowhere), nowhere)
        other += [(there, one[0], never[0])] if one[:3] != never[:3] else []

    assert other == []


def masked(answer: tuple[Any, ...], url: str) -> tuple[Any, ...]:
    """An answer without what was asked coming back in it."""
    status, content, headers, count = answer
    for echo in (quote(url, safe=""), url, *re.findall(r"[0-9a-f-]{36}|quendel-call|never-was", url)):
        content = content.replace(echo.encode(), b"")
        headers = {name: value.replace(echo, "") for name, value in headers.items()}
    return status, content, headers, count
