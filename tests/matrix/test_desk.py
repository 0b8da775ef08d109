"""Who may do what at the team desk. Eli curates; Ben was asked for a step, and asked for help himself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Guest
from allmende.people.desk.commands import ask, ask_as_guest, ask_for_help, confirm_question, write_tip
from allmende.people.desk.models import Step
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                   | case           |  guest  stranger  community  member  host  curator
desk:desk GET           | the community  |  403    403       403        403     403   200
desk:ask GET            | Finn           |  403    403       403        403     403   200
desk:ask POST           | Finn           |  403    403       403        403     403   302
desk:help_taking POST   | Ben's call     |  403    403       403        403     403   302
desk:help_answer GET    | Ben's call     |  403    403       403        403     403   200
desk:help_answer POST   | Ben's call     |  403    403       403        403     403   302
desk:help_handover POST | Ben's call     |  403    403       403        403     403   302
desk:help_reply POST    | Ben's call     |  403    403       404        302     404   404
desk:here GET           | any page       |  200    200       200        200     200   200
desk:tips GET           | the community  |  403    403       403        403     403   200
desk:tip_new GET        | the community  |  403    403       403        403     403   200
desk:tip_new POST       | the community  |  403    403       403        403     403   302
desk:tip_removal POST   | a tip          |  403    403       403        403     403   302
desk:guest GET          | the community  |  200    409       409        409     409   409
desk:guest POST         | the community  |  302    409       409        409     409   409
desk:guest_asked GET    | the community  |  200    409       409        409     409   409
desk:question GET       | Noor's         |  200    200       200        200     200   200
desk:question POST      | Noor's         |  302    302       302        302     302   302
desk:question GET       | forged         |  404    404       404        404     404   404
desk:question_confirmation POST | Noor's |  302    302       302        302     302   302
desk:question_closure POST      | Noor's |  302    302       302        302     302   302
desk:question_removal POST      | Noor's |  302    302       302        302     302   302
desk:help GET           | one's own      |  403    403       200        200     200   200
desk:help POST          | one's own      |  403    403       302        302     302   302
desk:help_closure POST  | Ben's call     |  404    404       404        302     404   302
desk:asked GET          | one's own      |  403    403       200        200     200   200
desk:ask_answer POST    | Ben's          |  403    403       404        302     404   404
desk:unmute POST        | one's own      |  403    403       302        302     302   302
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        iris = make_member(cast.community, make_person("Iris Feld"), Role.CURATOR)
        asked = ask(iris, cast.community, cast.ben, Step.HAND_IN, "Will you?")
        call = ask_for_help(cast.ben, cast.community, "How do I begin?")
        noor = confirm_question(
            ask_as_guest(Guest(), cast.community, "May I visit?", name="Noor", email="noor@example.org", language="en")
        )
        tip = write_tip(iris, cast.community, "home", "What is this?", "Home.")
        sent = {
            "desk:help_handover POST": {"duty": "sales"},
            "desk:help_reply POST": {"answer": "And then?"},
            "desk:tip_new POST": {"question": "Where is it?", "answer": "There."},
            "desk:guest POST": {"text": "May I come?", "name": "Noor", "email": "noor@example.org"},
            "desk:question POST": {"answer": "And then?"},
            "desk:ask POST": {"step": "other", "text": "Will you?"},
            "desk:help_answer POST": {"answer": "Like this."},
            "desk:help POST": {"text": "Where is everything?"},
            "desk:ask_answer POST": {"says": "no"},
        }
        about: dict[str, list[Any]] = {
            "Finn": ["finn-thal"], "Ben's call": [call.id], "Ben's": [asked.id], "a tip": [tip.id],
            "Noor's": [noor.id, noor.key], "forged": [noor.id, "0" * 32],
        }  # fmt: skip
        lines = [line.split("|")[:2] for line in TABLE.strip().splitlines()[1:]]
        requests = {}
        for verb, case in lines:
            name, args = verb.split()[0], about.get(case.strip(), [])
            address = reverse(name, args=["other"] if name == "desk:unmute" else args)
            requests[verb.strip(), case.strip()] = Request(address, sent.get(verb.strip()))
        assert differences(TABLE, cast, requests) == []
