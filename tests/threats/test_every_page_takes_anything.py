"""Whatever others wrote, and whatever stands in a parameter: each page is a page, obeys nothing, leads nobody away (T3, T18, T20).

Which parameters there are is written down nowhere: each page is asked once, with a query that notes what it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import QueryDict
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode, Role
from allmende.commons.spaces.testing import Cast, make_member
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.identity.accounts.commands import open_account
from allmende.people.connections.testing import make_contact
from allmende.people.nominations.testing import make_nomination
from allmende.people.organisations.testing import make_organisation
from allmende.people.profiles.testing import make_skill
from allmende.rooms.calls.testing import make_call, make_contribution
from allmende.surfaces.web.tests.test_ways_back_stay_here import AWAY, stays
from tests.matrix.test_no_route_writes_unasked import addresses

pytestmark = pytest.mark.django_db

MARK = "<svg onload=alert(20)>"
HOSTILE = (
    f"'\"`>{MARK}</script>{{{{1234577*7}}}}{{% now 'Y' %}}${{1234577*7}}#{{1234577*7}}%s%n",
    "1' OR '1'='1' UNION SELECT password FROM accounts_account; DROP TABLE things_thing;--",
    '1) OR SLEEP(5)#" AND 1=(SELECT pg_sleep(5))--/*',
    "x\r\nSet-Cookie: evil=1\r\n\r\n<html>",
    "\x00\x01\ufffe\u202e\u2028\U000e0001",
    "9" * 400,
    "-1",
    "NaN",
    "../../../../etc/passwd%00",
    "=cmd|' /C calc'!A0",
    "*)(uid=*))(|(uid=*",
    "01990000-0000-7000-8000-00000000000g",
    "2026-02-31T25:61:61+99:99",
    "A" * 6_000,
)
"""What scanners send (quotes that end, comments, waits, unions, headers, templates, formulas, filters), and what parsers stumble over."""
WRITTEN = f"\"'>{MARK}<script>alert(3)</script><a href=javascript:alert(3) onclick=alert(3)>{{{{1234577*7}}}}"
BY_PEOPLE = set(
    "name title text summary about words reason note label alt hint lock_reason sentence line asker_note asked_note where why "
    "known_from knows heading what description site device sender directions".split()
)
"""Columns that hold what people wrote."""
GOES_ON = re.compile(r"next|back|return|url|uri|redirect|^to$", re.IGNORECASE)


class Noted(QueryDict):
    """A query that notes by which names it is asked."""

    names: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


class Active(HTMLParser):
    """Collects what a browser would run of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts written in the page, handlers and addresses that run."""
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") not in {"importmap", "application/json"}:
            self.found.append("script")
        for name, value in attrs:
            runs = name in {"href", "src", "action", "formaction"} and (value or "").strip().lower().startswith(
                "javascript:"
            )
            if runs or name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture
def olga(cast: Cast, some: Any) -> Iterator[tuple[Client, list[str]]]:
    """Olga, who runs the node and is a curator: most pages are open to her. And the addresses of all that is there."""
    olga = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True, language="en")
    make_member(cast.community, olga, Role.CURATOR)
    with clock.frozen(NOON):
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            set_gate(cast.eli, cast.community, layer, Mode.FREE)
        call = make_call(cast.eli, cast.community, layer=Layer.PUBLIC)
        made = make_contribution(cast.ada, call)
        comment(cast.ben, made.thing_ptr, "How deep is it?")
        make_picture(cast.ada, made.thing_ptr)
        make_skill(cast.ben, cast.community)
        make_contact(cast.ben, olga, cast.community)
        make_organisation(cast.ben, cast.community)
        nomination = make_nomination(cast.ben, cast.community)
        pull_all()
        spoil()
        client = Client(SERVER_NAME="localhost", raise_request_exception=False, headers={"Accept-Language": "en"})
        client.force_login(olga.account)
        there = dict.fromkeys([*addresses(call.id), *(url for url in addresses(nomination.id) if "nomination" in url)])
        left_out = ("/api/", "/stream", "/accounts/logout", "/oauth/logout")  # tests/fuzzing sends as much to the API
        yield client, some(url for url in there if not url.startswith(left_out))


def spoil() -> None:
    """Let people have written the worst into everything that they can write, past all that would have cleaned it."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.local_concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and field.name in BY_PEOPLE
                if is_text and model._meta.app_label not in {"journal", "tasks"}:
                    words = WRITTEN[: field.max_length or 1_000]
                    cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s', [words])


def parameters(
    client: Client, urls: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, set[str]], list[Any]]:
    """Ask each address; return the parameters that each asks for, and what a browser would run of its page."""
    asked, active = {}, []
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Noted)
    for url in urls:
        Noted.names.clear()
        answer = client.get(url)
        asked[url] = set(Noted.names)
        active += [(url, problem) for problem in problems(answer)]
        if not answer.streaming and "html" in answer.headers["Content-Type"]:
            active += [(url, found) for found in Active(answer.content.decode()).found]
    everywhere = set.intersection(*asked.values())
    return {url: names - everywhere for url, names in asked.items()}, active


def test_no_page_obeys_what_others_wrote_or_what_stands_in_its_address(
    olga: tuple[Client, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, urls = olga
    asked, active = parameters(client, urls, monkeypatch)
    assert active == []

    wrong, number = [], 0
    for url, names in asked.items():
        for name in sorted(names):
            number += 1  # each time another, so that each is sent to parameters of all kinds
            for sent in (HOSTILE[number % len(HOSTILE)], (AWAY if GOES_ON.search(name) else HOSTILE)[number % 7]):
                wrong += [(url, name, sent, problem) for problem in problems(client.get(url, {name: sent}))]
    assert wrong == []
    assert (len(urls) > 50, number > 20) == (True, True)


def problems(answer: Any) -> Iterator[str]:
    """What is wrong with an answer."""
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    if answer.status_code >= 500:
        yield str(answer.status_code)
    if MARK in text and "html" in answer.headers["Content-Type"]:
        yield "an element of theirs"
    if "8642039" in text:
        yield "a template was run"
    if "evil" in answer.cookies or not stays(answer):
        yield "another header"
