"""Who is told by streams that something has changed, layer by layer; and who gets what an installed app asks for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast, make_member, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.identity.accounts.testing import make_person
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.tables import WHO, read

TABLE = """
route METHOD          | case             |  guest  stranger  community  member  host  curator
stream GET            | nothing          |  204    200       200        200     200   200
stream GET            | private          |  204    404       404        200     404   404
stream GET            | team             |  204    404       404        200     200   200
stream GET            | community        |  204    404       200        200     200   200
stream GET            | public           |  204    200       200        200     200   200
comments_news GET     | private          |  404    404       404        200     404   404
comments_news GET     | team             |  404    404       404        200     200   200
comments_news GET     | community        |  404    404       200        200     200   200
comments_news GET     | public           |  200    200       200        200     200   200
notices_bell GET      | one's own        |  403    200       200        200     200   200
manifest GET          | the community    |  200    200       200        200     200   200
app_icon GET          | 192              |  200    200       200        200     200   200
app_icon GET          | another size     |  404    404       404        404     404   404
service_worker GET    | the node         |  200    200       200        200     200   200
offline GET           | in Italian       |  200    200       200        200     200   200
offline GET           | in Klingon       |  404    404       404        404     404   404
speculation GET       | the node         |  200    200       200        200     200   200
token GET             | one's own        |  200    200       200        200     200   200
"""

HINTS = """
hint                  | case             |  guest  stranger  community  member  host  curator
talk                  | team             |  no     no        no         yes     yes   yes
talk                  | community        |  no     no        yes        yes     yes   yes
talk                  | public           |  no     yes       yes        yes     yes   yes
news                  | team             |  no     no        no         yes     yes   yes
news                  | community        |  no     no        yes        yes     yes   yes
news                  | public           |  no     yes       yes        yes     yes   yes
"""
"""Who hears that something was said. By Uma, who belongs to the team: nobody hears of their own words."""

ROUTES = routes_in(TABLE)
LAYERS = {"private": None, "team": Layer.TEAM, "community": Layer.COMMUNITY, "public": Layer.PUBLIC}


@pytest.fixture
def notes(cast: Cast) -> dict[str, Any]:
    """Ben's things in the team, one on each layer."""
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    return {name: make_note(cast.team, cast.ben, layer, title=name) for name, layer in LAYERS.items()}


@pytest.mark.django_db
def test_who_may(cast: Cast, notes: dict[str, Any]) -> None:
    def at(name: str, *args: Any) -> str:
        return reverse(name, args=args)

    after = "01990000-0000-7000-8000-000000000000"
    htmx = {"HX-Request": "true"}
    requests = {
        ("stream GET", "nothing"): Request(at("stream")),
        ("notices_bell GET", "one's own"): Request(at("notices_bell")),
        ("manifest GET", "the community"): Request(at("manifest")),
        ("app_icon GET", "192"): Request(at("app_icon", "maskable", 192)),
        ("app_icon GET", "another size"): Request(at("app_icon", "any", 4096)),
        ("service_worker GET", "the node"): Request(at("service_worker")),
        ("offline GET", "in Italian"): Request(at("offline", "it")),
        ("offline GET", "in Klingon"): Request(at("offline", "tlh")),
        ("speculation GET", "the node"): Request(at("speculation")),
        ("token GET", "one's own"): Request(at("token")),
    }
    for name, note in notes.items():
        requests["stream GET", name] = Request(at("stream"), {"on": f"talk:{note.id},state:{note.id},notices"})
        requests["comments_news GET", name] = Request(at("comments_news", note.id), {"after": after}, headers=htmx)

    assert differences(TABLE, cast, requests) == []


@pytest.mark.django_db
def test_who_hears_of_it(cast: Cast, notes: dict[str, Any]) -> None:
    uma = make_member(cast.team, make_member(cast.community, make_person("Uma Feld")))
    wrong = []
    for row in read(HINTS):
        note = notes[row.case]
        key = "news" if row.verb == "news" else f"{row.verb}:{note.id}"
        pull_all()
        began = {}
        clients = {}
        for who in WHO:
            clients[who] = Client(SERVER_NAME="localhost")
            if who != "cleo":
                clients[who].force_login(getattr(cast, who).account)
            opened = clients[who].get("/stream/", {"on": key})
            began[who] = opened.json()["last"] if opened.status_code == 200 else 0
        comment(uma, note, f"Said of {row.verb} on {row.case}")
        pull_all()
        heard = []
        for who in WHO:
            answer = clients[who].get("/stream/", {"on": key, "last": began[who]})
            told = answer.status_code == 200 and answer.json()["changed"] == [key]
            heard.append("yes" if told else "no")
            assert b"Said" not in answer.content
        if tuple(heard) != row.cells:
            wrong.append(f"{row.case}: written {row.cells}, heard {heard}")
    assert wrong == []
