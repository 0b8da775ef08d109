"""Who may do what at the team desk. Eli curates; Ben was asked for a step, and asked for help himself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.people.desk.commands import ask, ask_for_help
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
        sent = {
            "desk:ask POST": {"step": "other", "text": "Will you?"},
            "desk:help_answer POST": {"answer": "Like this."},
            "desk:help POST": {"text": "Where is everything?"},
            "desk:ask_answer POST": {"says": "no"},
        }
        about = {"Finn": "finn-thal", "Ben's call": call.id, "Ben's": asked.id}
        lines = [line.split("|")[:2] for line in TABLE.strip().splitlines()[1:]]
        requests = {}
        for verb, case in lines:
            name, args = verb.split()[0], [about[case.strip()]] if case.strip() in about else []
            address = reverse(name, args=["other"] if name == "desk:unmute" else args)
            requests[verb.strip(), case.strip()] = Request(address, sent.get(verb.strip()))
        assert differences(TABLE, cast, requests) == []
