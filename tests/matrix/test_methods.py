"""Methods over the web: the card is the team's, Ada leads its sessions, Ben takes part."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.methods.commands import conclude, join, keep_findings, write_note
from allmende.rooms.methods.models import Session
from allmende.rooms.methods.testing import lead_to, make_method, make_session
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD              | case                   |  guest  stranger  community  member  host  curator
methods:index GET         |                        |  200    200       200        200     200   200
methods:sessions GET      |                        |  200    200       200        200     200   200
methods:new GET           | in the team            |  404    404       403        403     200   200
methods:new POST          | without words          |  404    404       403        403     422   422
methods:method GET        | the team's             |  404    404       404        200     200   200
methods:sheet GET         | the team's             |  404    404       404        200     200   200
methods:versions GET      | the team's             |  404    404       404        200     200   200
methods:edit GET          | the team's             |  404    404       404        403     200   200
methods:edit POST         | without words          |  404    404       404        403     422   422
methods:copy POST         | into the team          |  404    404       404        403     302   302
methods:plan GET          | the team's             |  404    404       404        200     200   200
methods:plan POST         | a name                 |  404    404       404        302     302   302
methods:plan POST         | no name                |  404    404       404        422     422   422
methods:session GET       | planned                |  404    404       404        200     200   200
methods:session GET       | writing                |  404    404       404        200     200   200
methods:session GET       | over                   |  404    404       404        200     200   200
methods:session_sheet GET | planned                |  404    404       404        200     200   200
methods:session_edit GET  | planned                |  404    404       404        403     200   200
methods:session_edit POST | no name                |  404    404       404        403     422   422
methods:seat POST         | planned                |  404    404       404        302     302   302
methods:seat_removal POST | planned                |  404    404       404        302     302   302
methods:lead POST         | writing                |  404    404       404        302     302   302
methods:step POST         | planned                |  404    404       404        403     302   302
methods:clock POST        | writing                |  404    404       404        403     302   302
methods:closure POST      | writing                |  404    404       404        403     302   302
methods:notes POST        | writing                |  404    404       404        302     302   403
methods:notes POST        | nothing                |  404    404       404        422     422   403
methods:notes POST        | a step that is over    |  404    404       404        409     409   403
methods:note_removal POST | Ben's                  |  404    404       404        302     302   302
methods:group POST        | grouping               |  404    404       404        302     302   302
methods:dot POST          | placing dots           |  404    404       404        302     302   403
methods:results GET       | over                   |  404    404       404        403     200   200
methods:results POST      | nothing                |  404    404       404        403     422   422
methods:photo POST        | nothing                |  404    404       404        403     422   422
methods:keeping GET       | over                   |  404    404       404        403     200   200
methods:keeping POST      | nothing                |  404    404       404        403     422   422
methods:finding GET       | the team's             |  404    404       404        200     200   200
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        assert differences(TABLE, cast, requests_to(cast)) == []


def requests_to(cast: Any) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    card = make_method(cast.ada, cast.team)

    def at(step: int | None, *notes: str) -> Session:
        session = make_session(cast.ada, cast.team, method=card)
        join(cast.ben, session)
        session = session if step is None else lead_to(cast.ada, session, min(step, 1))
        for note in notes:
            write_note(cast.ben, session, 1, note)
        return session if step is None else lead_to(cast.ada, session, step)

    planned, writing, grouping, dots = at(None), at(1, "A pond"), at(4, "A pond"), at(5, "A pond")
    over = conclude(cast.ada, at(1, "A pond"))
    finding = keep_findings(cast.ada, over, [over.notes.get().id], Layer.TEAM)[0]
    here = f"?in={cast.team.slug}"

    cards = {
        ("methods:index GET", ""): to("index"),
        ("methods:sessions GET", ""): to("sessions"),
        ("methods:new GET", "in the team"): to("new", **{"in": cast.team.slug}),
        ("methods:new POST", "without words"): Request(reverse("methods:new") + here, {"title": ""}),
        ("methods:method GET", "the team's"): to("method", card.id),
        ("methods:sheet GET", "the team's"): to("sheet", card.id),
        ("methods:versions GET", "the team's"): to("versions", card.id),
        ("methods:edit GET", "the team's"): to("edit", card.id),
        ("methods:edit POST", "without words"): to("edit", card.id, title=""),
        ("methods:copy POST", "into the team"): Request(reverse("methods:copy", args=[card.id]) + here, {}),
        ("methods:plan GET", "the team's"): to("plan", card.id),
        ("methods:plan POST", "a name"): to("plan", card.id, title="Frogs", mode="online"),
        ("methods:plan POST", "no name"): to("plan", card.id, mode="online"),
    }
    sessions = _of_sessions(planned, writing, grouping, dots, over)
    return cards | sessions | {("methods:finding GET", "the team's"): to("finding", finding.id)}


def to(route: str, *args: object, **sent: object) -> Request:
    """A request to a page of the room."""
    return Request(reverse(f"methods:{route}", args=args), sent)


def _of_sessions(
    planned: Session, writing: Session, grouping: Session, dots: Session, over: Session
) -> dict[tuple[str, str], Request]:
    return {
        ("methods:session GET", "planned"): to("session", planned.id),
        ("methods:session GET", "writing"): to("session", writing.id),
        ("methods:session GET", "over"): to("session", over.id),
        ("methods:session_sheet GET", "planned"): to("session_sheet", planned.id),
        ("methods:session_edit GET", "planned"): to("session_edit", planned.id),
        ("methods:session_edit POST", "no name"): to("session_edit", planned.id, mode="online"),
        ("methods:seat POST", "planned"): to("seat", planned.id),
        ("methods:seat_removal POST", "planned"): to("seat_removal", planned.id),
        ("methods:lead POST", "writing"): to("lead", writing.id),
        ("methods:step POST", "planned"): to("step", planned.id, after="-1"),
        ("methods:clock POST", "writing"): to("clock", writing.id, turn="pause"),
        ("methods:closure POST", "writing"): to("closure", writing.id),
        ("methods:notes POST", "writing"): to("notes", writing.id, step="1", text="Shade"),
        ("methods:notes POST", "nothing"): to("notes", writing.id, step="1", text=" "),
        ("methods:notes POST", "a step that is over"): to("notes", writing.id, step="0", text="Shade"),
        ("methods:note_removal POST", "Ben's"): to("note_removal", writing.id, writing.notes.get().id),
        ("methods:group POST", "grouping"): to("group", grouping.id, grouping.notes.get().id, new="Water"),
        ("methods:dot POST", "placing dots"): to("dot", dots.id, dots.notes.get().id),
        ("methods:results GET", "over"): to("results", over.id),
        ("methods:results POST", "nothing"): to("results", over.id, lines=""),
        ("methods:photo POST", "nothing"): to("photo", over.id),
        ("methods:keeping GET", "over"): to("keeping", over.id),
        ("methods:keeping POST", "nothing"): to("keeping", over.id, title=""),
    }
