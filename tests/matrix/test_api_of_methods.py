"""What programs may do with methods: the card is the team's, Ada leads its sessions, Ben takes part."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.methods.commands import conclude, join, keep_findings, write_note
from allmende.rooms.methods.models import Session
from allmende.rooms.methods.testing import lead_to, make_method, make_session
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.test_api import ANY, KEY, at

TABLE = """
route METHOD              | case                   |  guest  stranger  community  member  host  curator
api:listMethods GET       |                        |  200    200       200        200     200   200
api:getMethod GET         | the team's             |  404    404       404        200     200   200
api:writeMethod POST      | in the team            |  401    404       403        403     201   201
api:writeMethod POST      | without steps          |  401    404       403        403     422   422
api:patchMethod PATCH     | the team's             |  401    404       404        403     200   200
api:copyMethod POST       | into the team          |  401    404       404        403     201   201
api:listSessions GET      |                        |  200    200       200        200     200   200
api:planSession POST      | in the team            |  401    404       404        201     201   201
api:getSession GET        | planned                |  404    404       404        200     200   200
api:putSession PUT        | planned                |  401    404       404        403     200   200
api:joinSession PUT       | planned                |  401    404       404        200     200   200
api:leaveSession DELETE   | planned                |  401    404       404        204     409   204
api:takeLead POST         | writing                |  401    404       404        409     409   204
api:beginStep POST        | writing                |  401    404       404        403     204   204
api:beginStep POST        | one that was           |  401    404       404        403     409   409
api:setClock POST         | writing                |  401    404       404        403     204   204
api:concludeSession POST  | writing                |  401    404       404        403     204   204
api:writeNote POST        | writing                |  401    404       404        201     201   403
api:removeNote DELETE     | Ben's                  |  401    404       404        204     204   204
api:groupNote PUT         | grouping               |  401    404       404        200     200   200
api:turnDot POST          | placing dots           |  401    404       404        204     204   403
api:enterSessionNotes POST | over                  |  401    404       404        403     204   204
api:keepFindings POST     | over                   |  401    404       404        403     201   201
api:getFinding GET        | the team's             |  404    404       404        200     200   200
"""
ROUTES = routes_in(TABLE)
BASE = "/methods/sessions"


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        assert "\n".join(differences(TABLE, cast, requests_to(cast))) == ""


def requests_to(cast: Any) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    card = make_method(cast.ada, cast.team)

    def session(step: int | None, *notes: str) -> Session:
        made = make_session(cast.ada, cast.team, method=card)
        join(cast.ben, made)
        made = made if step is None else lead_to(cast.ada, made, min(step, 1))
        for note in notes:
            write_note(cast.ben, made, 1, note)
        return made if step is None else lead_to(cast.ada, made, step)

    planned, writing, grouping, dots = session(None), session(1, "A pond"), session(4, "A pond"), session(5, "A pond")
    over = conclude(cast.ada, session(1, "A pond", "Shade"))
    pond, shade = over.notes.order_by("id")
    finding = keep_findings(cast.ada, over, [pond.id], Layer.TEAM)[0]
    team = cast.team.slug
    words = {"space": team, "title": "Frogs", "purpose": "Ideas.", "steps": [{"title": "Write"}]}

    cards = {
        ("api:listMethods GET", ""): at("/methods"),
        ("api:getMethod GET", "the team's"): at(f"/methods/{card.id}"),
        ("api:writeMethod POST", "in the team"): at("/methods", words, KEY),
        ("api:writeMethod POST", "without steps"): at("/methods", words | {"steps": []}, KEY),
        ("api:patchMethod PATCH", "the team's"): at(f"/methods/{card.id}", {"fits": "Always."}, ANY),
        ("api:copyMethod POST", "into the team"): at(f"/methods/{card.id}/copy", {"space": team}, KEY),
        ("api:listSessions GET", ""): at("/methods/sessions"),
        ("api:planSession POST", "in the team"): at(BASE, {"method": str(card.id), "space": team}, KEY),
        ("api:getFinding GET", "the team's"): at(f"/methods/findings/{finding.id}"),
        ("api:keepFindings POST", "over"): at(
            f"{BASE}/{over.id}/findings", {"notes": [str(shade.id)], "layer": "team"}, KEY
        ),
        ("api:enterSessionNotes POST", "over"): at(f"{BASE}/{over.id}/results", {"lines": ["Reeds"]}, KEY),
    }
    return cards | _of_sessions(planned, writing, grouping, dots)


def note_of(one: Session) -> str:
    """Where the one note of a session is."""
    return f"{BASE}/{one.id}/notes/{one.notes.get().id}"


def _of_sessions(
    planned: Session, writing: Session, grouping: Session, dots: Session
) -> dict[tuple[str, str], Request]:
    return {
        ("api:getSession GET", "planned"): at(f"{BASE}/{planned.id}"),
        ("api:putSession PUT", "planned"): at(f"{BASE}/{planned.id}", {"title": "Toads"}),
        ("api:joinSession PUT", "planned"): at(f"{BASE}/{planned.id}/seat", {"part": "time"}),
        ("api:leaveSession DELETE", "planned"): at(f"{BASE}/{planned.id}/seat"),
        ("api:takeLead POST", "writing"): at(f"{BASE}/{writing.id}/lead", None, KEY),
        ("api:beginStep POST", "writing"): at(f"{BASE}/{writing.id}/step", {"after": 1}, KEY),
        ("api:beginStep POST", "one that was"): at(f"{BASE}/{writing.id}/step", {"after": 0}, KEY),
        ("api:setClock POST", "writing"): at(f"{BASE}/{writing.id}/clock", {"turn": "pause"}, KEY),
        ("api:concludeSession POST", "writing"): at(f"{BASE}/{writing.id}/closure", None, KEY),
        ("api:writeNote POST", "writing"): at(f"{BASE}/{writing.id}/notes", {"step": 1, "text": "Shade"}, KEY),
        ("api:removeNote DELETE", "Ben's"): at(note_of(writing)),
        ("api:groupNote PUT", "grouping"): at(f"{note_of(grouping)}/group", {"group": "Water"}),
        ("api:turnDot POST", "placing dots"): at(f"{note_of(dots)}/dot", None, KEY),
    }
