"""Who may say what reaches whom: everyone for themselves, and by the link of a mail whoever has it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.push.testing import Device
from allmende.observers.notices.commands.devices import add_device
from allmende.observers.notices.commands.vital import ask_vital, release_vital
from allmende.observers.notices.models import Notice
from allmende.observers.notices.stopping import stop_path
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                | case              |  guest  stranger  community  member  host  curator
notices:settings GET        |                   |  403    200       200        200     200   200
notices:preset POST         | quiet             |  403    302       302        302     302   302
notices:preset POST         | none there is     |  403    422       422        422     422   422
notices:choices POST        | nothing filled in |  403    422       422        422     422   422
notices:manner POST         | at seven          |  403    302       302        302     302   302
notices:places POST         | the team          |  403    404       302        302     302   302
notices:places POST         | Ben's note        |  403    404       404        302     302   302
notices:again POST          | nothing stopped   |  403    409       409        409     409   409
notices:vitals GET          | two duties        |  403    403       403        200     200   200
notices:vitals POST         | nothing said      |  403    403       403        422     422   422
notices:vital GET           | Ada's, waits      |  403    404       404        200     200   200
notices:vital_release POST  | Ada's, waits      |  403    404       404        302     403   302
notices:vital_removal POST  | Ada's, waits      |  403    404       404        302     302   302
notices:vital_confirmation POST | one that is out |  403    404       404        302     302   302
api:listVital GET           |                   |  401    403       403        200     200   200
api:getVital GET            | Ada's, waits      |  401    404       404        200     200   200
api:askVital POST           | to the team       |  401    404       403        201     201   201
api:releaseVital POST       | Ada's, waits      |  401    404       404        201     403   201
api:withdrawVital DELETE    | Ada's, waits      |  401    404       404        204     204   204
api:confirmVital POST       | one that is out   |  401    404       404        201     201   201
notices:why GET             | Ben's             |  403    404       404        200     404   404
notices:less POST           | Ben's, its kind   |  403    404       404        302     404   404
notices:less POST           | Ben's, nothing    |  403    404       404        422     404   404
notices:line_reading POST   | Ben's             |  403    302       302        302     302   302
notices:devices POST        | a browser's        |  403    302       302        302     302   302
notices:devices POST        | no browser's       |  403    422       422        422     422   422
notices:device_removal POST | Ben's              |  403    404       404        302     404   404
notices:stop GET            | Ben's mails       |  200    200       200        200     200   200
notices:stop POST           | Ben's mails       |  302    302       302        302     302   302
notices:stop GET            | a made-up link    |  404    404       404        404     404   404
notices:stop POST           | a made-up link    |  404    404       404        404     404   404
notices:stop_removal POST   | Ben's mails       |  302    302       302        302     302   302
notices:stop_removal POST   | a made-up link    |  404    404       404        404     404   404
api:getReach GET            |                   |  401    200       200        200     200   200
api:letMailsCome POST       | nothing stopped   |  401    409       409        409     409   409
api:patchReach PATCH        |                   |  401    200       200        200     200   200
api:listDevices GET         |                   |  401    200       200        200     200   200
api:addMyDevice POST        | a phone's         |  401    201       201        201     201   201
api:removeMyDevice DELETE   | Ben's             |  401    404       404        204     404   404
api:putOccasion PUT         | replies           |  401    200       200        200     200   200
api:putPlace PUT            | the team          |  401    404       200        200     200   200
api:putPlace PUT            | Ben's note        |  401    404       404        200     200   200
"""
ROUTES = routes_in(TABLE)


def at(name: str, *args: Any) -> str:
    """The address of a page."""
    return reverse(f"notices:{name}", args=args)


def api(path: str, sent: Any = None, headers: dict[str, str] | None = None) -> Request:
    """A request to the API."""
    return Request(f"/api/v1{path}", sent, "application/json" if sent is not None else "", headers)


def of_settings(cast: Cast, note: Thing) -> dict[tuple[str, str], Request]:
    """What one says about oneself, on the page and by a program."""
    return {
        ("notices:settings GET", ""): Request(at("settings")),
        ("notices:preset POST", "quiet"): Request(at("preset"), {"preset": "quiet"}),
        ("notices:preset POST", "none there is"): Request(at("preset"), {"preset": "loud"}),
        ("notices:choices POST", "nothing filled in"): Request(at("choices"), {}),
        ("notices:manner POST", "at seven"): Request(at("manner"), {"digest_hour": "19", "digest_day": "0"}),
        ("notices:places POST", "the team"): Request(at("places"), {"place": str(cast.team.id), "how": "daily"}),
        ("notices:places POST", "Ben's note"): Request(at("places"), {"place": str(note.id), "how": "daily"}),
        ("notices:again POST", "nothing stopped"): Request(at("again"), {}),
        ("api:letMailsCome POST", "nothing stopped"): api("/notices/reach/mails", {}, {"Idempotency-Key": "again"}),
        ("api:getReach GET", ""): api("/notices/reach"),
        ("api:patchReach PATCH", ""): api("/notices/reach", {"preset": "quiet"}),
        ("api:putOccasion PUT", "replies"): api("/notices/reach/occasions/talk", {"mail": "daily"}),
        ("api:putPlace PUT", "the team"): api(f"/things/{cast.team.id}/reach", {"how": "daily"}),
        ("api:putPlace PUT", "Ben's note"): api(f"/things/{note.id}/reach", {"how": "daily"}),
    }


def of_a_notice(cast: Cast, note: Thing) -> dict[tuple[str, str], Request]:
    """A notice of Ben's, and the link of a mail to him."""
    comment(cast.ada, note, "Nice")
    pull_all()
    notice = Notice.objects.get(actor=cast.ben).id
    link = stop_path(cast.ben.id, "talk")
    made_up = link.replace("talk", "own")
    return {
        ("notices:why GET", "Ben's"): Request(at("why", notice)),
        ("notices:less POST", "Ben's, its kind"): Request(at("less", notice), {"what": "occasion"}),
        ("notices:less POST", "Ben's, nothing"): Request(at("less", notice), {}),
        ("notices:line_reading POST", "Ben's"): Request(at("line_reading", notice)),
        ("notices:stop GET", "Ben's mails"): Request(link),
        ("notices:stop POST", "Ben's mails"): Request(link, {}),
        ("notices:stop GET", "a made-up link"): Request(made_up),
        ("notices:stop POST", "a made-up link"): Request(made_up, {}),
        ("notices:stop_removal POST", "Ben's mails"): Request(f"{link}removal/", {}),
        ("notices:stop_removal POST", "a made-up link"): Request(f"{made_up}removal/", {}),
    }


def of_devices(cast: Cast) -> dict[tuple[str, str], Request]:
    """A device of Ben's, and new ones."""
    device, browser, phone = Device(), Device(), Device()
    bens = add_device(cast.ben, "https://push.example/ben", device.public, device.secret, "Firefox").id
    keys = {"endpoint": "https://push.example/new", "public": browser.public, "secret": browser.secret}
    phones = {
        "endpoint": "https://push.example/phone",
        "public": phone.public,
        "secret": phone.secret,
        "name": "A phone",
    }
    return {
        ("notices:devices POST", "a browser's"): Request(at("devices"), keys),
        ("notices:devices POST", "no browser's"): Request(at("devices"), keys | {"endpoint": "ftp://x"}),
        ("notices:device_removal POST", "Ben's"): Request(at("device_removal", bens)),
        ("api:listDevices GET", ""): api("/notices/devices"),
        ("api:addMyDevice POST", "a phone's"): api("/notices/devices", phones, {"Idempotency-Key": "matrix"}),
        ("api:removeMyDevice DELETE", "Ben's"): api(f"/notices/devices/{bens}"),
    }  # fmt: skip


def of_vital_notices(cast: Cast) -> dict[tuple[str, str], Request]:
    """One that Ada asked for, and one that Eli sent with her; Ben serves a duty too."""
    for actor, duty in ((cast.ada, Duty.PROJECTS), (cast.eli, Duty.COMMUNITY), (cast.ben, Duty.COMMUNICATION)):
        assign(cast.eli, cast.community, duty, actor)
    said = {"title": "No water", "text": "Do not drink it.", "reason": "The pipe broke this morning."}
    waits = ask_vital(cast.ada, cast.team, **said).pk
    out = release_vital(cast.eli, ask_vital(cast.ada, cast.team, **said)).pk
    once = {"Idempotency-Key": "vital"}
    return {
        ("notices:vitals GET", "two duties"): Request(at("vitals")),
        ("notices:vitals POST", "nothing said"): Request(at("vitals"), {}),
        ("notices:vital GET", "Ada's, waits"): Request(at("vital", waits)),
        ("notices:vital_release POST", "Ada's, waits"): Request(at("vital_release", waits), {}),
        ("notices:vital_removal POST", "Ada's, waits"): Request(at("vital_removal", waits), {}),
        ("notices:vital_confirmation POST", "one that is out"): Request(at("vital_confirmation", out), {}),
        ("api:listVital GET", ""): api("/vital"),
        ("api:getVital GET", "Ada's, waits"): api(f"/vital/{waits}"),
        ("api:askVital POST", "to the team"): api("/vital", said | {"space": str(cast.team.id)}, once),
        ("api:releaseVital POST", "Ada's, waits"): api(f"/vital/{waits}/release", {}, once),
        ("api:withdrawVital DELETE", "Ada's, waits"): api(f"/vital/{waits}"),
        ("api:confirmVital POST", "one that is out"): api(f"/vital/{out}/confirmation", {}, once),
    }


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    note = make_note(cast.team, cast.ben)
    requests = of_settings(cast, note) | of_a_notice(cast, note) | of_devices(cast) | of_vital_notices(cast)

    assert differences(TABLE, cast, requests) == []
