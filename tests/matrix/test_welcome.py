"""Who may do what on the way in, with tours and with the founding: written by hand from the rules, a row for each route.

Columns: Cleo the guest; Dora, who is a newcomer with a commitment to keep; Finn of the community only, Ben the member, Ada the
host of a team, Eli the curator. Ada and Eli are asked to sign the charter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.consent.commands import accept
from allmende.commons.consent.models import AgreementVersion
from allmende.commons.consent.queries import outstanding
from allmende.foundation import clock
from allmende.people.welcome.commands import book, commit, offer_tour, report, subscribe
from allmende.people.welcome.models import Form, Signature
from allmende.people.welcome.testing import make_commitment, make_newcomer
from tests.matrix.asking import Browsers
from tests.matrix.tables import asked

ROWS = """
welcome:path                       GET    403 200 404 404 404 404
welcome:agreements                 POST   403 422 404 404 404 404
welcome:entry                      POST   403 302 404 404 404 404
welcome:commit                     POST+  403 302 404 404 404 404
welcome:report:open                POST   403 302 404 404 404 404
welcome:pause                      POST   403 302 404 404 404 404
welcome:resume                     POST   403 409 404 404 404 404
welcome:queue                      GET    403 403 403 403 403 200
welcome:confirmation:reported      POST   403 403 403 403 403 302
welcome:return:reported            POST   403 403 403 403 403 302
welcome:renewal:open               POST+  403 403 403 403 403 302
welcome:pausing:way                POST   403 403 403 403 403 302
welcome:parting:way                POST   403 403 403 403 403 409
welcome:commitments:meadow         GET    403 403 403 403 403 200
welcome:commitments:orchard        GET    404 403 403 403 403 200
welcome:new_commitment:meadow      GET    403 403 403 403 403 200
welcome:new_commitment:meadow      POST+  403 403 403 403 403 302
welcome:commitment:line            GET    403 403 403 403 403 200
welcome:retirement:line            POST   403 403 403 403 403 302
welcome:retirement_removal:line    POST   403 403 403 403 403 302
welcome:move:line                  POST   403 403 403 403 403 302
welcome:tours                      GET    200 200 200 200 200 200
welcome:tours                      POST+  403 403 403 403 403 302
welcome:tour:slot                  GET    200 200 200 200 200 200
welcome:tour:slot                  POST+  302 302 302 302 302 302
welcome:tour_asked:slot            GET    200 200 200 200 200 200
welcome:tour_cancellation:slot     POST   403 403 403 403 403 302
welcome:booking:booking            GET    200 200 200 200 200 200
welcome:booking_confirmation:booking POST 302 302 302 302 302 302
welcome:booking_removal:booking    POST   302 302 302 302 302 302
welcome:visit:booking              POST   409 409 409 409 409 409
welcome:subscribe                  GET    404 404 404 404 404 404
welcome:subscribe_asked            GET    200 200 200 200 200 200
welcome:subscription:one           GET    200 200 200 200 200 200
welcome:subscription_confirmation:one POST 302 302 302 302 302 302
welcome:subscription_removal:one   POST   302 302 302 302 302 302
welcome:booking:forged             GET    404 404 404 404 404 404
welcome:subscription:forged        GET    404 404 404 404 404 404
founding:begin:forged              GET    404 404 404 404 404 404
founding:step:forged               GET    404 404 404 404 404 404
founding:charter                   GET    403 200 200 200 200 200
founding:signature                 POST   403 403 403 403 302 302
founding:opening                   POST   403 403 403 403 403 409
tour                               GET    200 200 200 200 200 200
tour_on                            GET    302 302 302 302 302 302
tour_stop:ladder                   GET    200 200 200 200 200 200
"""

SENT: dict[str, dict[str, Any]] = {
    "welcome:renewal": {"days": "30"},
    "welcome:new_commitment": {
        "form": "mentor", "title_en": "Mentor someone", "opens": ["say"], "evidence": "confirmed", "days": "60", "reminders": "2",
    },
    "welcome:tours": {"begins": "2099-03-04T18:00", "minutes": "45", "places": "8"},
    "welcome:tour": {"name": "Ida", "email": "ida@example.org"},
}  # fmt: skip


def route_of(word: str) -> str:
    """The route's name without what it is asked about."""
    parts = word.split(":")
    return ":".join(parts[:2]) if parts[0] in {"welcome", "founding"} else parts[0]


ROUTES = {route_of(line.split()[0]) for line in ROWS.strip().splitlines()}


@pytest.fixture
def house(cast: Any) -> dict[str, list[Any]]:
    """What the routes are about, as the arguments of their addresses."""
    for version in outstanding(cast.dora, cast.community):
        accept(cast.dora, version)
    line = make_commitment(cast.community)
    promise = make_newcomer(cast.dora, cast.community, line)
    other = commit(cast.dora, promise.path, make_commitment(cast.community, "Host a walk", form=Form.HOST))
    spare = make_commitment(cast.community, "Mentor someone", form=Form.MENTOR)
    SENT["welcome:commit"] = {"commitment": str(spare.id)}
    report(cast.dora, other)
    slot = offer_tour(cast.eli, cast.community, begins=clock.now() + timedelta(days=3))
    booking = book(slot, name="Ida", email="ida@example.net", language="en")
    one = subscribe(cast.community, email="ida@example.net", language="en")
    charter = AgreementVersion.objects.get(agreement__kind="charter", agreement__space=cast.community)
    for founder in (cast.ada, cast.eli):
        Signature.objects.create(space=cast.community, charter=charter, actor=founder)
    return {
        "open": [promise.id], "reported": [other.id], "way": [promise.path_id], "line": ["meadow", line.id], "slot": [slot.id],
        "booking": [booking.id, booking.key], "one": [one.id, one.key], "meadow": ["meadow"], "orchard": ["orchard"],
        "ladder": ["ladder"],
    }  # fmt: skip


def address(word: str, house: dict[str, list[Any]]) -> str:
    route, about = route_of(word), word.split(":")[-1]
    forged = {
        "welcome:booking": [house["booking"][0], "0" * 32], "welcome:subscription": [house["one"][0], "0" * 32],
        "founding:begin": ["0" * 32], "founding:step": ["0" * 32, "name"],
    }  # fmt: skip
    return reverse(route, args=forged[route] if about == "forged" else house.get(about, []))


def test_who_may(cast: Any, house: dict[str, list[Any]]) -> None:
    wrong, browsers = [], Browsers(cast)
    for line in ROWS.strip().splitlines():
        word, method, *statuses = line.split()
        url, sent = address(word, house), SENT.get(route_of(word), {}) if method == "POST+" else {}
        for who, written in asked(statuses):
            with browsers.undone(who) as client:
                answer = client.get(url) if method == "GET" else client.post(url, sent)
            if str(answer.status_code) != written:
                wrong.append(f"{word} {method}, {who}: written {written}, answered {answer.status_code}")

    assert wrong == []
