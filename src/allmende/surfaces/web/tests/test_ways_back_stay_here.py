"""Where a page sends people on to the address it was handed, it is one of this house: however another host is spelt."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from allmende.surfaces.web import preferences

pytestmark = pytest.mark.django_db

AWAY = [
    "https://evil.example/", "//evil.example", "///evil.example", "////evil.example/%2f..", "\\\\evil.example", "/\\evil.example",
    "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "\x00//evil.example", "\x01https://evil.example",
    "http:evil.example", "http:/evil.example", "http:\\\\evil.example", "https:///evil.example", "//localhost@evil.example", "http://localhost@evil.example/",
    "http://localhost:80@evil.example", "http://localhost.evil.example/", "http://evil.example#localhost", "http://evil.example?localhost", "//evil.example\\@localhost",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//[::1]/", "//①②⑦.⓪.⓪.①/", "//evil。example", "ftp://localhost/", "http://localhost\\.evil.example",
    "home", "*)(uid=*))(|(uid=*", "?to=evil",
]  # fmt: skip


def language(client: Client, address: str) -> Any:
    return client.get("/language/", {"to": "en", "next": address})


def proof(client: Client, address: str) -> Any:
    return client.get("/settings/security/proof/", {"next": address})


def following(client: Client, address: str) -> Any:
    return client.post(client.followed, {"next": address})


def stays(answer: Any) -> bool:
    """Whether a redirect leads to this host, as browsers read it (WHATWG URL: spaces around and tabs within are dropped first)."""
    where = re.sub(r"[\t\r\n]", "", answer.headers.get("Location", "/")).strip("".join(map(chr, range(33))))
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", where):
        return bool(re.match(r"http://localhost(/|$)", where))
    return where == "//" or not re.match(r"[/\\]{2}(?!localhost/)", where)  # two slashes alone lead nowhere


@pytest.fixture
def member(cast: Any) -> Client:
    client: Any = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    client.followed = f"/follows/{cast.community.id}/"
    return client


@pytest.mark.parametrize("entrance", [language, proof, following])
def test_no_spelling_of_another_host_leads_there(member: Client, entrance: Any) -> None:
    answers = {address: entrance(member, address) for address in AWAY}
    assert [address for address, answer in answers.items() if not stays(answer) or answer.status_code != 302] == []
    assert stays(entrance(member, "/spaces/"))


def test_no_address_that_others_collected_leads_away(shared: Path) -> None:
    cases = json.loads((shared / "data/urls/wpt-testdata.json").read_text(encoding="utf-8"))
    inputs = {case["input"] for case in cases if isinstance(case, dict)}
    ask = RequestFactory(SERVER_NAME="localhost")
    assert len(inputs) > 300
    answers = {
        address: preferences.language(ask.get("/language/", {"to": "en", "next": address})) for address in inputs
    }
    assert sorted(address for address, answer in answers.items() if not stays(answer)) == []
