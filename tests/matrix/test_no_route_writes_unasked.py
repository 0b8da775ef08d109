"""No GET writes anything, and no other request is taken without its page's token or from another site: every route, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from allmende.commons.spaces.testing import Cast, make_note
from allmende.foundation import clock
from allmende.foundation.limits.quotas import forget_all as forget_uses
from allmende.foundation.testing import NOON
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution
from tools import statements

KEPT_BY_LOOKING = {"accounts_session", "account_emailaddress"}
"""A session may be touched by looking; allauth notes an account's own address once it is looked at."""
BY_THEIR_OWN_PROOF = {
    "/oauth/authorize",
    "/oauth/token",
    "/oauth/userinfo",
    "/oauth/revoke",
    "/oauth/logout",
    "/webmention/",
}
"""What applications post to: a code, a secret or a token of theirs stands for ours; a yes on the page needs ours all the same.
A Webmention proves itself by its source, which is looked at; nobody of ours is asked."""
WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO) "(\w+)"')
VALUES = {
    "slug": "a-cooler-schoolyard", "handle": "ben-roth", "number": 1, "place": "1-a-pond", "size": "w640", "ending": "jpg", "key": "k",
    "uidb36": "1", "file_id": UUID(int=1),
}  # fmt: skip


def patterns(found: list[Any] | None = None, namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Every route: the name to reverse it by, and its pattern."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern.url_patterns, inner)
        elif pattern.name:
            yield namespace + pattern.name, pattern


def addresses(thing: UUID) -> Iterator[str]:
    """An address for every route, with what exists where a value is asked for."""
    seen = set()
    for name, pattern in patterns():
        converters = pattern.pattern.converters
        values = {
            key: thing if type(converter).__name__ == "UUIDConverter" else VALUES.get(key, 1)
            for key, converter in converters.items()
        }
        try:
            url = reverse(name, kwargs=values)
        except NoReverseMatch:  # a part of an address that includes others
            continue
        if url not in seen:
            seen.add(url)
            yield url


@pytest.fixture
def ada(cast: Cast) -> Iterator[tuple[Client, UUID]]:
    """Ada in her browser, on a call that is being voted on; and a thing to ask for by its id."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        make_contribution(cast.ben, call)
        note = make_note(cast.team, cast.ada)
    with clock.frozen(NOON + 2.5 * WEEK):
        client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        client.force_login(cast.ada.account)
        assert client.get(f"/calls/{call.slug}/").status_code == 200
        yield client, note.id


def contents() -> dict[str, int]:
    """What stands in every table, as a number that changes with it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in KEPT_BY_LOOKING:
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = hash(tuple(sorted(map(repr, cursor.fetchall()))))
    return found


@pytest.mark.once
@pytest.mark.django_db
def test_no_get_writes_anything_and_head_answers_as_get_does(cast: Cast, ada: tuple[Client, UUID]) -> None:
    client, thing = ada
    asked, wrote, otherwise = set(), [], []
    for key in (thing, Call.objects.get().id):
        for url in addresses(key):
            if "logout" in url or url in asked:
                continue
            with statements.asked() as sent:
                answer = client.get(url)
            asked.add(url)
            if key == thing and (head := client.head(url)).status_code != answer.status_code:
                otherwise.append((url, head.status_code, answer.status_code))
            written = {found[1] for one in sent if (found := WRITES.match(one))} - KEPT_BY_LOOKING
            wrote += [(url, sorted(written))] if written else []

    assert wrote == []
    assert otherwise == []
    assert len(asked) > 100


@pytest.mark.django_db
def test_a_write_would_be_seen(cast: Cast) -> None:
    with statements.asked() as sent:
        make_note(cast.team, cast.ada)

    assert {found[1] for one in sent if (found := WRITES.match(one))} >= {
        "things_thing",
        "audiences_audience",
    }


@pytest.mark.once
@pytest.mark.first
@pytest.mark.django_db
def test_no_post_is_taken_without_its_token(cast: Cast, ada: tuple[Client, UUID]) -> None:
    client, thing = ada
    of_ben = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    of_ben.force_login(cast.ben.account)
    own, foreign = token_of(client), token_of(of_ben)
    asked = (
        {},
        {"HX-Request": "true", "X-CSRFToken": foreign},
        {"X-CSRFToken": own, "Origin": "https://evil.example"},
        {"X-CSRFToken": own, "Origin": "null"},
    )
    before, taken = contents(), []
    for url in addresses(thing):
        forget_uses()  # of programs that ask too often in a minute: there are more addresses than that
        tries = [("post", headers) for headers in asked]
        if url.startswith("/api/"):
            tries += [(method, headers) for method in ("put", "patch", "delete") for headers in asked[1:3]]
        for method, headers in tries:
            kind = {} if method == "post" else {"content_type": "application/json"}
            answer = getattr(client, method)(url, {"title": "x", "text": "x"}, **kind, headers=headers)
            if answer.status_code not in {403, 404, 405} and url not in BY_THEIR_OWN_PROOF:
                taken.append((method, url, headers, answer.status_code))

    assert taken == []
    assert contents() == before


@pytest.mark.django_db
def test_with_its_token_it_is_taken(ada: tuple[Client, UUID]) -> None:
    """So that the two above refuse for the reason they name."""
    client, _thing = ada
    token = {"csrfmiddlewaretoken": token_of(client)}

    assert client.post("/calls/a-cooler-schoolyard/vote/", {"choices": ["0001"], **token}).status_code == 302
    assert client.post("/language/", {"to": "en", **token}, headers={"Origin": "http://localhost"}).status_code == 302


def token_of(client: Client) -> str:
    """The token of a page of theirs."""
    page = client.get("/settings/").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
