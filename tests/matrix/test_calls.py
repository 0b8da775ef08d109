"""Calls over the web and the API: Ada holds them in the team for the whole community; Ben contributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import cast_ballot, count_call, draft_contribution, open_practice
from allmende.rooms.calls.commands.imports import take_file
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.tasks import read_ballot_file
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
calls:index GET                  |                            |  200    200       200        200     200   200
calls:new GET                    | in the community           |  403    403       403        403     403   200
calls:new GET                    | in the team                |  404    404       403        403     200   200
calls:new POST                   | in the team, empty         |  404    404       403        403     422   422
calls:call GET                   | open                       |  404    404       200        200     200   200
calls:call GET                   | draft                      |  404    404       404        404     200   404
calls:talk GET                   | open                       |  404    404       200        200     200   200
calls:edit GET                   | open                       |  404    404       403        403     200   200
calls:edit GET                   | draft                      |  404    404       404        404     200   404
calls:edit GET                   | counted                    |  404    404       403        403     409   409
calls:edit POST                  | open, empty                |  404    404       403        403     422   422
calls:phases GET                 | open                       |  404    404       403        403     200   200
calls:phases POST                | counted                    |  404    404       403        403     409   409
calls:picture POST               | open, without a picture    |  404    404       403        403     302   302
calls:recordings POST            | open                       |  404    404       403        403     302   302
calls:publication GET            | draft                      |  404    404       404        404     200   404
calls:publication POST           | draft                      |  404    404       404        404     302   404
calls:publication POST           | open                       |  404    404       403        403     409   409
calls:practice POST              | draft                      |  404    404       404        404     302   404
calls:practice POST              | open                       |  404    404       403        403     409   409
calls:practice GET               | practice                   |  404    404       404        403     200   200
calls:practice GET               | open                       |  404    404       403        403     409   409
calls:practice_copy POST         | practice                   |  404    404       404        403     302   302
calls:practice_ending POST       | practice                   |  404    404       404        403     302   302
calls:practice_ending POST       | open                       |  404    404       403        403     409   409
api:openPractice POST            | draft                      |  401    404       404        404     201   404
api:readPractice GET             | practice                   |  401    404       404        403     200   200
api:endPractice DELETE           | practice                   |  401    404       404        403     204   204
api:beginForReal POST            | practice                   |  401    404       404        403     201   201
calls:contributions GET          | open                       |  404    404       200        200     200   200
calls:begin GET                  | open                       |  404    404       200        200     200   200
calls:begin GET                  | voting                     |  404    404       410        410     410   410
calls:begin POST                 | open                       |  404    404       302        302     302   302
calls:contribution GET           | Ben's                      |  404    404       200        200     200   200
calls:contribution GET           | Ben's draft                |  404    404       404        200     404   404
calls:write GET                  | Ben's                      |  404    404       403        200     403   403
calls:write GET                  | Ben's draft                |  404    404       404        200     404   404
calls:write POST                 | Ben's                      |  404    404       403        302     403   403
calls:draft POST                 | Ben's                      |  404    404       403        200     403   403
calls:draft POST                 | Ben's draft                |  404    404       404        200     404   404
calls:contribution_picture POST  | Ben's, without a picture   |  404    404       403        422     403   403
calls:contribution_recordings POST | Ben's                    |  404    404       403        302     403   403
calls:submission POST            | Ben's draft                |  404    404       404        302     404   404
calls:withdrawal POST            | Ben's                      |  404    404       403        302     403   403
calls:versions GET               | Ben's                      |  404    404       200        200     200   200
calls:vote GET                   | voting                     |  404    404       200        200     200   200
calls:vote POST                  | voting                     |  404    404       302        302     302   302
calls:vote POST                  | open                       |  404    404       410        410     410   410
calls:count POST                 | voting                     |  404    404       403        403     409   409
calls:count POST                 | over                       |  404    404       403        403     302   302
calls:result GET                 | open                       |  404    404       404        404     404   404
calls:result GET                 | counted                    |  404    404       200        200     200   200
calls:audit_file GET             | fewer than five ballots    |  404    404       404        404     404   404
calls:outcome GET                | counted                    |  404    404       403        403     200   200
calls:outcome POST               | counted, empty             |  404    404       403        403     422   422
calls:imports GET                |                            |  403    403       403        403     403   200
calls:imports POST               | without a file             |  403    403       403        403     403   422
calls:import GET                 | Eli's                      |  403    403       403        403     403   200
calls:confirmation POST          | Eli's, not read yet        |  403    403       403        403     403   409
api:listCalls GET                |                            |  200    200       200        200     200   200
api:createCall POST              | in the team                |  401    404       403        403     201   201
api:getCall GET                  | open                       |  404    404       200        200     200   200
api:getCall GET                  | draft                      |  404    404       404        404     200   404
api:patchCall PATCH              | open                       |  401    404       403        403     200   200
api:patchCall PATCH              | counted                    |  401    404       403        403     409   409
api:setCallPhases PUT            | counted                    |  401    404       403        403     409   409
api:publishCall POST             | draft                      |  401    404       404        404     201   404
api:publishCall POST             | open                       |  401    404       403        403     409   409
api:addCallPicture POST          | open, no picture           |  401    404       403        403     422   422
api:listMyDrafts GET             | open                       |  401    404       200        200     200   200
api:createDraft POST             | open                       |  401    404       201        201     201   201
api:getContribution GET          | Ben's                      |  404    404       200        200     200   200
api:getContribution GET          | Ben's draft                |  404    404       404        200     404   404
api:patchContribution PATCH      | Ben's                      |  401    404       403        200     403   403
api:submitContribution POST      | Ben's draft                |  401    404       404        201     404   404
api:withdrawContribution POST    | Ben's                      |  401    404       403        204     403   403
api:addContributionPicture POST  | Ben's, no picture          |  401    404       403        422     403   403
api:listVersions GET             | Ben's                      |  404    404       200        200     200   200
api:getMyBallot GET              | voting                     |  401    404       200        200     200   200
api:putMyBallot PUT              | voting                     |  401    404       200        200     200   200
api:putMyBallot PUT              | open                       |  401    404       410        410     410   410
api:countVotes POST              | voting                     |  401    404       403        403     409   409
api:countVotes POST              | over                       |  401    404       403        403     204   204
api:getResult GET                | open                       |  404    404       404        404     404   404
api:getResult GET                | counted                    |  404    404       200        200     200   200
api:publishOutcome POST          | counted                    |  401    404       403        403     204   204
api:listContributions GET        | open                       |  404    404       200        200     200   200
api:handInContribution POST      | open                       |  401    404       201        201     201   201
api:handInContribution POST      | voting                     |  401    404       410        410     410   410
"""
ROUTES = routes_in(TABLE)
TEXT = "A pond cools the air, and the frogs will like it too."


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def make_calls(cast: Cast) -> dict[str, Call]:
    """One call of each kind that the table speaks of, at noon: for a half, two and a half, and three and a half weeks."""
    calls: dict[str, Call] = {}
    for name, weeks in {"open": 0.5, "voting": 2.5, "over": 3.5, "counted": 3.5}.items():
        with clock.frozen(NOON - timedelta(weeks=weeks)):
            calls[name] = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title=f"A call {name}")
            make_contribution(cast.ben, calls[name])
    with clock.frozen(NOON - timedelta(weeks=1)):
        counted = Call.objects.get(id=calls["counted"].id)
        cast_ballot(cast.ben, counted, [Contribution.objects.get(call=counted).ballot_key])
    count_call(cast.ada, Call.objects.get(id=calls["counted"].id))
    calls["practice"] = open_practice(cast.ada, make_draft(cast.ada, cast.team, title="A rehearsal"))
    return calls | {"draft": make_draft(cast.ada, cast.team, title="A draft")}


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    calls = make_calls(cast)
    ours = calls["open"]
    pond = Contribution.objects.get(call=ours)
    brook = draft_contribution(cast.ben, ours, title="A brook", text=TEXT, cost=500)
    election = take_file(cast.eli, cast.community, "a.pb", [b"META\n"], then=read_ballot_file.enqueue)
    key = Contribution.objects.get(call=calls["voting"]).ballot_key
    words = {"title": "A wall", "text": TEXT, "cost": "7", "language": "en"}

    def of(route: str, call: str, sent: Any = None, *more: Any) -> Request:
        return Request(reverse(f"calls:{route}", args=[calls[call].slug, *more]), sent)

    def on(route: str, contribution: Contribution, sent: Any = None) -> Request:
        return of(route, "open", sent, contribution.number)

    def page(contribution: Contribution) -> Request:
        return Request(contribution_url(ours.slug, contribution.number, contribution.title))

    def about(key: UUID, route: str) -> Request:
        return Request(reverse(f"calls:{route}", args=[key]))

    def api(call: str, sent: Any = None) -> Request:
        url = f"/api/v1/calls/{calls[call].slug}/contributions"
        return Request(url, sent, "application/json", {"Idempotency-Key": "matrix"}) if sent else Request(url)

    def ask(path: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        return Request(f"/api/v1/calls{path}", sent, "application/json" if sent is not None else "", headers)

    def on_call(call: str, part: str = "", sent: Any = None) -> Request:
        return ask(f"/{calls[call].slug}{part}", sent)

    def on_one(contribution: Contribution, part: str = "", sent: Any = None) -> Request:
        return on_call("open", f"/contributions/{contribution.number}{part}", sent)

    def no_picture() -> dict[str, Any]:
        return {"file": SimpleUploadedFile("pond.png", b"no picture")}

    told = {"text": "The pond is dug in May, by all of us."}
    facts = {"title": "A wall", "text": TEXT, "cost": {"minor": 700, "currency": "EUR"}}
    saved = {**words, "version": pond.revision}
    return {
        ("calls:index GET", ""): Request(reverse("calls:index")),
        ("calls:new GET", "in the community"): Request(reverse("calls:new")),
        ("calls:new GET", "in the team"): Request(reverse("calls:new"), {"space": cast.team.slug}),
        ("calls:new POST", "in the team, empty"): Request(reverse("calls:new"), {"space": cast.team.slug}),
        ("calls:call GET", "open"): of("call", "open"),
        ("calls:call GET", "draft"): of("call", "draft"),
        ("calls:talk GET", "open"): of("talk", "open"),
        ("calls:edit GET", "open"): of("edit", "open"),
        ("calls:edit GET", "draft"): of("edit", "draft"),
        ("calls:edit GET", "counted"): of("edit", "counted"),
        ("calls:edit POST", "open, empty"): of("edit", "open", {"title": ""}),
        ("calls:phases GET", "open"): of("phases", "open"),
        ("calls:phases POST", "counted"): of("phases", "counted"),
        ("calls:picture POST", "open, without a picture"): of("picture", "open"),
        ("calls:recordings POST", "open"): of("recordings", "open"),
        ("calls:publication GET", "draft"): of("publication", "draft"),
        ("calls:publication POST", "draft"): of("publication", "draft", {"layer": "3"}),
        ("calls:publication POST", "open"): of("publication", "open", {"layer": "3"}),
        ("calls:practice POST", "draft"): of("practice", "draft"),
        ("calls:practice POST", "open"): of("practice", "open"),
        ("calls:practice GET", "practice"): of("practice", "practice"),
        ("calls:practice GET", "open"): of("practice", "open"),
        ("calls:practice_copy POST", "practice"): of("practice_copy", "practice"),
        ("calls:practice_ending POST", "practice"): of("practice_ending", "practice"),
        ("calls:practice_ending POST", "open"): of("practice_ending", "open"),
        ("api:openPractice POST", "draft"): on_call("draft", "/practice", {}),
        ("api:readPractice GET", "practice"): on_call("practice", "/practice"),
        ("api:endPractice DELETE", "practice"): on_call("practice", "/practice"),
        ("api:beginForReal POST", "practice"): on_call("practice", "/practice/copy", {}),
        ("calls:contributions GET", "open"): of("contributions", "open"),
        ("calls:begin GET", "open"): of("begin", "open"),
        ("calls:begin GET", "voting"): of("begin", "voting"),
        ("calls:begin POST", "open"): of("begin", "open", {**words, "once": "matrix"}),
        ("calls:contribution GET", "Ben's"): page(pond),
        ("calls:contribution GET", "Ben's draft"): page(brook),
        ("calls:write GET", "Ben's"): on("write", pond),
        ("calls:write GET", "Ben's draft"): on("write", brook),
        ("calls:write POST", "Ben's"): on("write", pond, saved),
        ("calls:draft POST", "Ben's"): on("draft", pond, saved),
        ("calls:draft POST", "Ben's draft"): on("draft", brook, {**words, "version": brook.revision}),
        ("calls:contribution_picture POST", "Ben's, without a picture"): on("contribution_picture", pond),
        ("calls:contribution_recordings POST", "Ben's"): on("contribution_recordings", pond),
        ("calls:submission POST", "Ben's draft"): on("submission", brook),
        ("calls:withdrawal POST", "Ben's"): on("withdrawal", pond),
        ("calls:versions GET", "Ben's"): on("versions", pond),
        ("calls:vote GET", "voting"): of("vote", "voting"),
        ("calls:vote POST", "voting"): of("vote", "voting", {"choices": [key]}),
        ("calls:vote POST", "open"): of("vote", "open", {"choices": [key]}),
        ("calls:count POST", "voting"): of("count", "voting"),
        ("calls:count POST", "over"): of("count", "over"),
        ("calls:result GET", "open"): of("result", "open"),
        ("calls:result GET", "counted"): of("result", "counted"),
        ("calls:audit_file GET", "fewer than five ballots"): of("audit_file", "counted"),
        ("calls:outcome GET", "counted"): of("outcome", "counted"),
        ("calls:outcome POST", "counted, empty"): of("outcome", "counted", {"text": ""}),
        ("calls:imports GET", ""): Request(reverse("calls:imports")),
        ("calls:imports POST", "without a file"): Request(reverse("calls:imports"), {"x": "1"}),
        ("calls:import GET", "Eli's"): about(election.id, "import"),
        ("calls:confirmation POST", "Eli's, not read yet"): about(election.id, "confirmation"),
        ("api:listCalls GET", ""): ask(""),
        ("api:createCall POST", "in the team"): ask("", {"space": cast.team.slug, "title": "A greener yard"}),
        ("api:getCall GET", "open"): on_call("open"),
        ("api:getCall GET", "draft"): on_call("draft"),
        ("api:patchCall PATCH", "open"): on_call("open", "", {"summary": "Shade!"}),
        ("api:patchCall PATCH", "counted"): on_call("counted", "", {"summary": "Shade!"}),
        ("api:setCallPhases PUT", "counted"): on_call("counted", "/phases", {"phases": []}),
        ("api:publishCall POST", "draft"): on_call("draft", "/publication", {"layer": "community"}),
        ("api:publishCall POST", "open"): on_call("open", "/publication", {"layer": "community"}),
        ("api:addCallPicture POST", "open, no picture"): replace(on_call("open", "/pictures"), sent=no_picture),
        ("api:listMyDrafts GET", "open"): on_call("open", "/drafts"),
        ("api:createDraft POST", "open"): on_call("open", "/drafts", {"title": "A wall"}),
        ("api:getContribution GET", "Ben's"): on_one(pond),
        ("api:getContribution GET", "Ben's draft"): on_one(brook),
        ("api:patchContribution PATCH", "Ben's"): on_one(pond, "", {"title": "A larger pond"}),
        ("api:submitContribution POST", "Ben's draft"): on_one(brook, "/submission"),
        ("api:withdrawContribution POST", "Ben's"): on_one(pond, "/withdrawal"),
        ("api:addContributionPicture POST", "Ben's, no picture"): replace(on_one(pond, "/pictures"), sent=no_picture),
        ("api:listVersions GET", "Ben's"): on_one(pond, "/versions"),
        ("api:getMyBallot GET", "voting"): on_call("voting", "/ballot"),
        ("api:putMyBallot PUT", "voting"): on_call("voting", "/ballot", {"choices": [key]}),
        ("api:putMyBallot PUT", "open"): on_call("open", "/ballot", {"choices": [key]}),
        ("api:countVotes POST", "voting"): on_call("voting", "/count"),
        ("api:countVotes POST", "over"): on_call("over", "/count"),
        ("api:getResult GET", "open"): on_call("open", "/result"),
        ("api:getResult GET", "counted"): on_call("counted", "/result"),
        ("api:publishOutcome POST", "counted"): on_call("counted", "/outcome", told),
        ("api:listContributions GET", "open"): api("open"),
        ("api:handInContribution POST", "open"): api("open", facts),
        ("api:handInContribution POST", "voting"): api("voting", facts),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
