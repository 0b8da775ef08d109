"""Who is to be seen or heard, over the web and the API: Ben's film with Finn in it, and another of his that is out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.agreements.models import Appearance
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.appearing import answer
from allmende.rooms.calls.models import Contribution
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.rules.calls_video import make_film

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
calls:consents GET               | with Finn                  |  404    404       200        200     200   200
calls:consents POST              | nobody named               |  404    404       403        422     403   403
calls:consent_answer POST        | Finn, who agrees           |  404    404       409        403     403   403
calls:consent_answer POST        | Finn, who doesn't          |  404    404       302        403     403   403
calls:consent_withdrawal POST    | Finn told it               |  404    404       302        302     302   302
calls:consent_cut POST           | Finn                       |  404    404       403        302     403   403
calls:again POST                 | handed in                  |  404    404       403        409     403   403
calls:again POST                 | out of sight               |  404    404       403        302     403   403
api:listAppearances GET          | with Finn                  |  404    404       200        200     200   200
api:nameAppearance POST          | on paper                   |  401    404       403        201     403   403
api:sayNobodyAppears PUT         | somebody does              |  401    404       403        409     403   403
api:answerConsent PUT            | Finn, who doesn't          |  401    404       204        403     403   403
api:noteConsentWithdrawal POST   | Finn told it               |  401    404       204        204     204   204
api:cutAppearance DELETE         | Finn                       |  401    404       403        204     403   403
api:handInAgain POST             | handed in                  |  401    404       403        409     403   403
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def to(film: Contribution, route: str, sent: Any = None, *more: Any) -> Request:
    """A page of a contribution."""
    return Request(reverse(f"calls:{route}", args=[film.call.slug, film.number, *more]), sent)


def on(film: Contribution, path: str, sent: Any = None) -> Request:
    """An operation on a contribution."""
    url = f"/api/v1/calls/{film.call.slug}/contributions/{film.number}{path}"
    return Request(url) if sent is None else Request(url, sent, "application/json", {"Idempotency-Key": "matrix"})


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    film, hidden = make_film(cast, "The yard"), make_film(cast, "The pond")
    finn, other = (Appearance.objects.get(thing=one.id) for one in (film, hidden))
    answer(cast.finn, hidden, other, agrees=False)
    return {
        ("calls:consents GET", "with Finn"): to(film, "consents"),
        ("calls:consents POST", "nobody named"): to(film, "consents", {"how": "paper"}),
        ("calls:consent_answer POST", "Finn, who agrees"): to(film, "consent_answer", {"answer": "yes"}, finn.id),
        ("calls:consent_answer POST", "Finn, who doesn't"): to(film, "consent_answer", {"answer": "no"}, finn.id),
        ("calls:consent_withdrawal POST", "Finn told it"): to(film, "consent_withdrawal", None, finn.id),
        ("calls:consent_cut POST", "Finn"): to(film, "consent_cut", None, finn.id),
        ("calls:again POST", "handed in"): to(film, "again"),
        ("calls:again POST", "out of sight"): to(hidden, "again"),
        ("api:listAppearances GET", "with Finn"): on(film, "/consents"),
        ("api:nameAppearance POST", "on paper"): on(film, "/consents", {"how": "paper", "name": "Mia Falk"}),
        ("api:sayNobodyAppears PUT", "somebody does"): on(film, "/consents/nobody", {"nobody": True}),
        ("api:answerConsent PUT", "Finn, who doesn't"): on(film, f"/consents/{finn.id}/answer", {"agrees": False}),
        ("api:noteConsentWithdrawal POST", "Finn told it"): on(film, f"/consents/{finn.id}/withdrawal", {}),
        ("api:cutAppearance DELETE", "Finn"): on(film, f"/consents/{finn.id}"),
        ("api:handInAgain POST", "handed in"): on(film, "/again", {}),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
