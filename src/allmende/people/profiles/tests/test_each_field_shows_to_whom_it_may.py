"""Field by layer by viewer, through HTTP, on the page, from the API and in the vCard: every cell.

The table says for each layer who sees what stands on it. Written by hand from the ladder; never paste what the code answers.
In each of five rounds every field stands on another layer, so that each field meets each layer, with all others around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.testing import make_person
from allmende.people.profiles.commands import add_piece
from allmende.people.profiles.models import Key
from allmende.people.profiles.testing import make_contacts, make_hub, tell_everything

VIEWERS = ("guest", "stranger", "member", "contact", "teammate", "self")
TABLE = """
layer     | guest stranger member contact teammate self
private   | no    no       no     no      no       yes
circle    | no    no       no     yes     yes      yes
community | no    no       yes    yes     yes      yes
network   | no    no       yes    yes     yes      yes
public    | yes   yes      yes    yes     yes      yes
"""
HUB_IS_SEEN_BY = {"member", "contact", "teammate", "self"}
"""The hub itself is a space of the community: whoever doesn't see it reads it nowhere, whatever its people say."""
AS_OTHERS = """
layer     | guest partner member contact
private   | no    no      no     no
circle    | no    no      no     yes
community | no    no      yes    yes
network   | no    yes     yes    yes
public    | yes   yes     yes    yes
"""
LAYERS = dict(zip(("private", "circle", "community", "network", "public"), Layer, strict=True))
FIELDS = [*Key.values, "piece"]

ON_THE_PAGE = {
    "pronouns": "xe/xem", "short": "Builds boats of old doors", "text": "canal lock", "skill": "Sailmaking", "language": "Welsh",
    "offer": "Mentoring in knots", "seek": "A dry shed", "availability": "37 hours a week", "rate": "73.21", "hub": "Wool Mill",
    "link": "https://boats.example",
}  # fmt: skip
AMONG_WHAT_THEY_MADE = {"piece": "The door boat"}
FIELDS_SEEN = [*ON_THE_PAGE, *AMONG_WHAT_THEY_MADE]
IN_THE_CARD = {
    "pronouns": "PRONOUNS:xe/xem", "short": "NOTE:Builds boats", "text": "canal lock", "skill": "EXPERTISE:Sailmaking",
    "language": "LANG;X-LEVEL=5:cy", "offer": "X-OFFER:Mentoring", "seek": "X-SEEK:A dry shed", "availability": "37 h/week",
    "rate": "73.21 EUR/h", "hub": "X-HUB:Wool Mill", "link": "URL:https://boats.example",
}  # fmt: skip
IN_THE_API = {
    "skill": "skills", "language": "languages", "offer": "offers", "seek": "seeks", "link": "links",
}  # fmt: skip


def read(table: str) -> dict[tuple[str, str], bool]:
    """The table's cells: (layer, viewer) and whether it is seen."""
    head, *lines = (line.replace("|", " ").split() for line in table.strip().splitlines())
    return {(line[0], who): cell == "yes" for line in lines for who, cell in zip(head[1:], line[1:], strict=True)}


@pytest.fixture(params=range(5))
def told(request: Any, cast: Cast) -> dict[str, Any]:
    """Ada says something under every key, each on the layer that this round gives it; and who looks."""
    names = list(LAYERS)
    stands = {field: names[(place + request.param) % 5] for place, field in enumerate(FIELDS)}
    gil = make_member(cast.community, make_person("Gil Ohm"))
    make_contacts(cast.ada, gil)
    hub = make_hub(cast.eli, cast.community)
    layers = {field: LAYERS[name] for field, name in stands.items()}
    file = tell_everything(cast.ada, cast.community, hub, layers)
    add_piece(cast.ada, cast.ada, cast.community, title="The door boat", layer=layers["piece"])
    who = {
        "guest": None,
        "stranger": cast.dora,
        "member": cast.finn,
        "contact": gil,
        "teammate": cast.ben,
        "self": cast.ada,
    }
    return {"stands": stands, "file": file, "who": who}


def look(told: dict[str, Any], viewer: str, url: str) -> Any:
    client = Client(SERVER_NAME="localhost")
    if told["who"][viewer] is not None:
        client.force_login(told["who"][viewer].account)
    answer = client.get(url, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer


def expected(told: dict[str, Any], table: str, viewer: str, fields: list[str]) -> dict[str, bool]:
    cells = read(table)
    sees = {field: cells[told["stands"][field], viewer] for field in fields}
    if "hub" in sees and viewer not in HUB_IS_SEEN_BY:
        sees["hub"] = False
    return sees


def in_text(marks: dict[str, str]) -> Callable[[Any], dict[str, bool]]:
    """Which fields an answer shows, by a mark of each; a folded line is one line."""

    def shown(answer: Any) -> dict[str, bool]:
        text = answer.content.decode().replace("\r\n ", "")
        return {field: mark in text for field, mark in marks.items()}

    return shown


def in_values(answer: Any) -> dict[str, bool]:
    """Which fields an answer of the API holds."""
    values = answer.json()
    return {key: bool(values[IN_THE_API.get(key, key)]) for key in Key.values}


def test_each_field_shows_on_page_in_api_and_vcard_to_whom_its_layer_says(told: dict[str, Any]) -> None:
    picture = {"picture": told["file"]}
    forms: dict[str, Callable[[Any], dict[str, bool]]] = {
        "/people/ada-berg/": in_text(ON_THE_PAGE | picture), "/api/v1/people/ada-berg": in_values,
        "/people/ada-berg/card.vcf": in_text(IN_THE_CARD | picture), "/people/ada-berg/work/": in_text(AMONG_WHAT_THEY_MADE),
    }  # fmt: skip
    shown, written = {}, {}
    for url, form in forms.items():
        for viewer in VIEWERS:
            shown[url, viewer] = form(look(told, viewer, url))
            written[url, viewer] = expected(told, TABLE, viewer, list(shown[url, viewer]))

    assert shown == written
    assert sum(map(len, shown.values())) == (12 + 12 + 12 + 1) * len(VIEWERS)


def test_looked_at_as_others_it_shows_what_they_see(told: dict[str, Any]) -> None:
    """All but the picture: her own face stands in the page's head too."""
    pages = {"": ON_THE_PAGE, "work/": AMONG_WHAT_THEY_MADE}
    others = ("guest", "partner", "member", "contact")
    shown = {
        viewer: {
            field: sees
            for page, marks in pages.items()
            for field, sees in in_text(marks)(look(told, "self", f"/people/ada-berg/{page}?as={viewer}")).items()
        }
        for viewer in others
    }

    assert shown == {viewer: expected(told, AS_OTHERS, viewer, FIELDS_SEEN) for viewer in others}
