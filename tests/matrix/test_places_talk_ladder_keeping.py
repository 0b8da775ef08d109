"""Who may do what with spaces, talk, the ladder, the bin and the journal: written by hand from the rules, a row for each route.

Columns: Cleo the guest, Dora from outside, Finn of the community only, Ben the member, Ada the host, Eli the curator.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import archive_space, open_space, widen
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment, hide_comments
from tests.matrix.asking import Browsers
from tests.matrix.tables import asked

PARTS = ("spaces", "talk", "ladder", "keeping")

ROWS = """
spaces                 GET    200 200 200 200 200 200
new_space              GET    403 403 200 200 200 200
space:meadow           GET    200 200 200 200 200 200
space:orchard          GET    404 404 200 200 200 200
space_look:meadow      GET    200 200 200 200 200 200
space_look:orchard     GET    404 404 200 200 200 200
space_join:orchard     POST   404 404 403 409 409 409
space_join:bees        POST   404 404 302 409 302 302
space_leave:orchard    POST   404 404 409 302 302 302
space_members:meadow   GET    403 403 200 200 200 200
space_members:orchard  GET    404 404 200 200 200 200
space_members:orchard  POST+  404 404 403 403 302 302
space_role             POST+  404 404 403 403 302 302
space_member_removal   POST   404 404 403 403 302 302
space_archive:meadow   GET    403 403 403 403 403 409
space_archive:orchard  GET    404 404 403 403 200 200
space_archive:orchard  POST   404 404 403 403 302 302
space_reopen:orchard   POST   404 404 403 403 409 409
space_reopen:attic     POST   404 404 403 403 302 302
space_join:attic       POST   404 404 409 409 409 409
space_settings:attic   GET    404 404 403 403 409 409
space_settings:meadow  GET    403 403 403 403 403 200
space_settings:orchard GET    404 404 403 403 200 200
space_design:orchard   GET    404 404 403 403 200 200
space_preview:orchard  GET    404 404 403 403 200 200
space_gates:orchard    GET    404 404 403 403 403 200
thing:bees             GET    404 404 302 302 302 302
comments:note          GET    404 404 404 302 302 302
comments:note          POST+  404 404 404 302 302 302
comments_read:note     POST   404 404 404 302 302 302
thread_lock:note       POST   404 404 404 403 302 302
thread_unlock:note     POST   404 404 404 403 302 302
talk_care:note         GET    404 404 404 403 200 200
talk_care:note         POST+  404 404 404 403 302 302
comment_showing:hid    POST   404 404 404 403 302 302
comment_versions:said  GET    404 404 404 200 200 200
handling_removal       POST   404 404 404 403 302 302
comment_replies:said   GET    404 404 404 200 200 200
comment_reply:said     GET    404 404 404 200 200 200
comment_reply:said     POST+  404 404 404 302 302 302
comment_edit:said      GET    404 404 404 200 404 404
comment_edit:said      POST+  404 404 404 302 403 403
comment_removal:said   POST   404 404 404 302 302 302
ladder:note            GET    404 404 404 200 200 200
ladder:note            POST3  404 404 404 302 403 403
ladder:note            POST1  404 404 404 302 403 302
ladder_retraction:asks POST   404 404 404 302 403 403
gates                  GET    403 403 403 403 403 200
gate_decision          POST+  403 403 403 403 403 302
drafts                 GET    403 200 200 200 200 200
bin                    GET    403 200 200 200 200 200
bin:of-a-space         GET    403 404 403 403 403 200
bin_put:note           POST   404 404 404 302 403 302
restoration:binned     POST   404 404 404 302 403 302
audit                  GET    301 301 301 301 301 301
"""

ROUTES = {line.split()[0].partition(":")[0] for line in ROWS.strip().splitlines()}

SENT: dict[str, dict[str, str]] = {
    "space_members": {"person": "@finn-thal", "role": "member"},
    "space_role": {"role": "host"},
    "comments": {"text": "Frogs?", "intent": "question"},
    "comment_reply": {"text": "Many.", "intent": "comment"},
    "comment_edit": {"text": "Who digs, and when?", "intent": "comment"},
    "talk_care": {"do": "hide", "reason": "So", "comment": "said"},
    "gate_decision": {"passes": "yes"},
}


@pytest.fixture
def house(cast: Any) -> dict[str, Any]:
    """What the routes are about: Ben's note in the team with his comment, one that waits at a gate, one in the bin, a group."""
    note, asks, binned = (make_note(cast.team, cast.ben, title=title) for title in ("A pond", "A brook", "A ditch"))
    bees = open_space(cast.ben, cast.community, name="Bees", purpose=SpaceKind.GROUP)
    put_in_bin(cast.ben, binned)
    attic = open_space(cast.ada, cast.team, name="Attic", purpose=SpaceKind.GROUP)
    archive_space(cast.ada, attic)
    rude = comment(cast.ben, note, "Rude words")
    return {
        "hid": rude.id, "handling": hide_comments(cast.ada, note, [rude.id], "So").id,
        "note": note.id, "asks": asks.id, "binned": binned.id, "bees": bees.id, "said": comment(cast.ben, note, "Who digs?").id,
        "passage": widen(cast.ben, asks, cast.team, Layer.PUBLIC).id,
    }  # fmt: skip


def address(route: str, house: dict[str, Any]) -> str:
    name, _sep, about = route.partition(":")
    if name in {"space_role", "space_member_removal"}:
        return reverse(name, args=["orchard", "ben-roth"])
    if name == "handling_removal":
        return reverse(name, args=[house["handling"]])
    if name == "gate_decision":
        return reverse(name, args=[house["passage"]])
    if about == "of-a-space":
        return f"{reverse(name)}?space=orchard"
    is_thing = about in house and (name == "thing" or not name.startswith("space"))
    return reverse(name, args=[house[about] if is_thing else about] if about else [])


def test_who_may(cast: Any, house: dict[str, Any]) -> None:
    wrong, browsers = [], Browsers(cast)
    for line in ROWS.strip().splitlines():
        route, method, *statuses = line.split()
        name, url = route.partition(":")[0], address(route, house)
        named = {field: house.get(value, value) for field, value in SENT.get(name, {}).items()}
        sent = {"POST+": named, "POST3": {"to": "3"}, "POST1": {"to": "1"}}.get(method, {})
        for who, written in asked(statuses):
            with browsers.undone(who) as client:
                answer = client.get(url) if method == "GET" else client.post(url, sent)
            if str(answer.status_code) != written:
                wrong.append(f"{route} {method}, {who}: written {written}, answered {answer.status_code}")

    assert wrong == []


def test_every_route_of_these_parts_has_a_row() -> None:
    routes = {route.name for part in PARTS for route in import_module(f"allmende.surfaces.web.{part}.urls").urlpatterns}

    assert routes == ROUTES | {"comments_news"}, "the news of a talk have their rows in test_live_and_installable.py"
