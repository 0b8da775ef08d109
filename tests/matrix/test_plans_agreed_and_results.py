"""What plans agree, and results, over the web and for programs: Ada hosts the team, a seat of her plan is offered to Ben."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.plans.commands import add_item, add_result, offer_seat
from allmende.rooms.plans.models import Side
from allmende.rooms.plans.testing import make_plan
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                  | case                   |  guest  stranger  community  member  host  curator
plans:items GET               | goals                  |  404    404       404        200     200   200
plans:items GET               | no such kind           |  404    404       404        404     404   404
plans:items POST              | a goal                 |  404    404       404        403     302   302
plans:items POST              | a risk without a name  |  404    404       404        403     422   422
plans:item GET                | the goal               |  404    404       404        403     200   200
plans:item POST               | the goal               |  404    404       404        403     302   302
plans:item POST               | loaded long ago        |  404    404       404        403     409   409
plans:item_removal POST       | the goal               |  404    404       404        403     302   302
plans:seats GET               | Ada's plan             |  404    404       404        200     200   200
plans:seats POST              | an empty one to Ben    |  404    404       404        403     302   302
plans:seats POST              | the one that isn't     |  404    404       404        403     409   409
plans:seats POST              | to nobody              |  404    404       404        403     422   422
plans:seat_taking POST        | offered to Ben         |  404    404       404        302     403   403
plans:seat_removal POST       | offered to Ben         |  404    404       404        302     302   302
plans:review GET              | Ada's plan             |  404    404       404        200     200   200
plans:review POST             | what was learnt        |  404    404       404        403     302   302
plans:review POST             | nothing learnt         |  404    404       404        403     422   422
plans:happening POST          | whom                   |  404    404       404        403     302   302
plans:happening POST          | a question of nowhere  |  404    404       404        404     404   404
plans:results GET             | of the team            |  404    404       200        200     200   200
plans:result_new GET          | in the team            |  404    404       403        403     200   200
plans:result_new POST         | in the team            |  404    404       403        403     302   302
plans:result_new POST         | 130 per cent           |  404    404       403        403     422   422
plans:result GET              | Ada's                  |  404    404       404        200     200   200
plans:result_edit GET         | Ada's                  |  404    404       404        403     200   200
plans:result_edit POST        | Ada's                  |  404    404       404        403     302   302
plans:result_edit POST        | loaded long ago        |  404    404       404        403     409   409
plans:result_entries POST     | Ada's                  |  404    404       404        302     302   302
plans:result_entries POST     | nothing said           |  404    404       404        422     422   422
plans:result_sources POST     | Ben's note             |  404    404       404        403     302   302
plans:result_sources POST     | of nothing             |  404    404       404        403     422   422
plans:plan_sources POST       | Ben's note             |  404    404       404        403     302   302
plans:plan_sources POST       | of nothing             |  404    404       404        403     422   422
plans:happening POST          | said otherwise since   |  404    404       404        403     409   409
plans:word GET                | in the team            |  404    404       403        403     200   200
plans:word POST               | in the team            |  404    404       403        403     302   302
plans:word POST               | nothing said           |  404    404       403        403     422   422
api:getAgreed GET             | Ada's plan             |  404    404       404        200     200   200
api:addPlanLine POST          | a goal                 |  401    404       404        403     201   201
api:addPlanLine POST          | an owner of a goal     |  401    404       404        403     422   422
api:getPlanLine GET           | the goal               |  404    404       404        200     200   200
api:patchPlanLine PATCH       | the goal               |  401    404       404        403     200   200
api:patchPlanLine PATCH       | without If-Match       |  401    404       404        403     428   428
api:removePlanLine DELETE     | the goal               |  401    404       404        403     204   204
api:offerSeat POST            | an empty one to Ben    |  401    404       404        403     201   201
api:takeSeat PUT              | offered to Ben         |  401    404       404        204     403   403
api:leaveSeat DELETE          | offered to Ben         |  401    404       404        204     204   204
api:sayWhatHappened PUT       | whom                   |  401    404       404        403     204   204
api:finishPlan POST           | what was learnt        |  401    404       404        403     204   204
api:namePlanSource PUT        | Ben's note             |  401    404       404        403     204   204
api:dropPlanSource DELETE     | Ben's note             |  401    404       404        403     204   204
api:listResults GET           | of the team            |  404    404       200        200     200   200
api:readResult GET            | Ada's                  |  404    404       404        200     200   200
api:addResult POST            | in the team            |  401    404       403        403     201   201
api:patchResult PATCH         | Ada's                  |  401    404       404        403     200   200
api:noteResult POST           | Ada's                  |  401    404       404        204     204   204
api:nameResultSource PUT      | Ben's note             |  401    404       404        403     204   204
api:dropResultSource DELETE   | Ben's note             |  401    404       404        403     204   204
api:sayWord POST              | in the team            |  401    404       403        403     204   204
"""
ROUTES = routes_in(TABLE)
JSON = "application/json"
LEARNT = "Ask by letter first, and a month earlier."
WORD = "The meadow holds the water. Thank you, all of you."


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        plan = make_plan(cast.ada, cast.team)
        keys = {
            "team": cast.team.slug, "plan": plan.id, "goal": add_item(cast.ada, plan, "goals", title="Dry cellars").id,
            "seat": offer_seat(cast.ada, plan, Side.OURS, Duty.PROJECTS, cast.ben).id, "ben": cast.ben.handle,
            "result": add_result(cast.ada, cast.team, title="A wet meadow").id, "note": make_note(cast.team, cast.ben).id,
        }  # fmt: skip
        assert differences(TABLE, cast, agreed(keys) | results(keys) | programs(keys)) == []


def to(route: str, *args: object, query: str = "", **sent: object) -> Request:
    """What people press."""
    return Request(reverse(f"plans:{route}", args=args) + query, sent)


def agreed(keys: dict[str, Any]) -> dict[tuple[str, str], Request]:
    """The lines, the seats, and looking back."""
    plan, goal, seat = keys["plan"], keys["goal"], keys["seat"]
    return {
        ("plans:items GET", "goals"): to("items", plan, "goals"),
        ("plans:items GET", "no such kind"): to("items", plan, "wishes"),
        ("plans:items POST", "a goal"): to("items", plan, "goals", title="Frogs", target="12"),
        ("plans:items POST", "a risk without a name"): to("items", plan, "risks", title=" "),
        ("plans:item GET", "the goal"): to("item", plan, "goals", goal),
        ("plans:item POST", "the goal"): to("item", plan, "goals", goal, title="Frogs", revision="0"),
        ("plans:item POST", "loaded long ago"): to("item", plan, "goals", goal, title="Frogs", revision="5"),
        ("plans:item_removal POST", "the goal"): to("item_removal", plan, "goals", goal),
        ("plans:seats GET", "Ada's plan"): to("seats", plan),
        ("plans:seats POST", "an empty one to Ben"): to("seats", plan, seat="client-sales", person=keys["ben"]),
        ("plans:seats POST", "the one that isn't"): to("seats", plan, seat="ours-projects", person=keys["ben"]),
        ("plans:seats POST", "to nobody"): to("seats", plan, seat="client-sales", person="nobody-at-all"),
        ("plans:seat_taking POST", "offered to Ben"): to("seat_taking", plan, seat),
        ("plans:seat_removal POST", "offered to Ben"): to("seat_removal", plan, seat),
        ("plans:review GET", "Ada's plan"): to("review", plan),
        ("plans:review POST", "what was learnt"): to("review", plan, learnt=LEARNT),
        ("plans:review POST", "nothing learnt"): to("review", plan, learnt=" "),
        ("plans:happening POST", "whom"): to("happening", plan, "whom", text="All eight came."),
        ("plans:happening POST", "a question of nowhere"): to("happening", plan, "why", text="All eight came."),
    }


def results(keys: dict[str, Any]) -> dict[tuple[str, str], Request]:
    """Results, and the word to everyone."""
    team, result, here = keys["team"], keys["result"], f"?in={keys['team']}"
    said = {"title": "A hedge", "state": "running", "progress": "10"}
    return {
        ("plans:results GET", "of the team"): to("results", query=here),
        ("plans:result_new GET", "in the team"): to("result_new", query=here),
        ("plans:result_new POST", "in the team"): to("result_new", query=here, **said),
        ("plans:result_new POST", "130 per cent"): to("result_new", query=here, **said | {"progress": "130"}),
        ("plans:result GET", "Ada's"): to("result", result),
        ("plans:result_edit GET", "Ada's"): to("result_edit", result),
        ("plans:result_edit POST", "Ada's"): to("result_edit", result, **said, revision="0"),
        ("plans:result_edit POST", "loaded long ago"): to("result_edit", result, **said, revision="3"),
        ("plans:result_entries POST", "Ada's"): to("result_entries", result, day="2026-03-01", text="Dug."),
        ("plans:result_entries POST", "nothing said"): to("result_entries", result, day="2026-03-01", text=""),
        ("plans:result_sources POST", "Ben's note"): to("result_sources", result, source=str(keys["note"])),
        ("plans:result_sources POST", "of nothing"): to("result_sources", result, source="nonsense"),
        ("plans:plan_sources POST", "Ben's note"): to("plan_sources", keys["plan"], source=str(keys["note"])),
        ("plans:plan_sources POST", "of nothing"): to("plan_sources", keys["plan"], source="nonsense"),
        ("plans:happening POST", "said otherwise since"): to(
            "happening", keys["plan"], "whom", text="All came.", seen="Nobody came."
        ),
        ("plans:word GET", "in the team"): to("word", team),
        ("plans:word POST", "in the team"): to("word", team, text=WORD),
        ("plans:word POST", "nothing said"): to("word", team, text=" "),
    }


def programs(keys: dict[str, Any]) -> dict[tuple[str, str], Request]:
    """What programs send."""

    def at(path: str, sent: Any = None, **headers: str) -> Request:
        return Request(f"/api/v1{path}", sent, JSON if sent is not None else "", {"Idempotency-Key": "one", **headers})

    plan, result, seat = f"/plans/{keys['plan']}", f"/results/{keys['result']}", keys["seat"]
    goal = f"{plan}/lines/goals/{keys['goal']}"
    note = f"{result}/sources/{keys['note']}"
    entry = {"day": date(2026, 3, 1).isoformat(), "text": "Dug."}
    return {
        ("api:getAgreed GET", "Ada's plan"): at(f"{plan}/agreed"),
        ("api:addPlanLine POST", "a goal"): at(f"{plan}/lines/goals", {"title": "Frogs", "target": 12}),
        ("api:addPlanLine POST", "an owner of a goal"): at(
            f"{plan}/lines/goals", {"title": "Frogs", "owner": "ben-roth"}
        ),
        ("api:getPlanLine GET", "the goal"): at(goal),
        ("api:patchPlanLine PATCH", "the goal"): at(goal, {"unit": "frogs"}, **{"If-Match": "*"}),
        ("api:patchPlanLine PATCH", "without If-Match"): at(goal, {"unit": "frogs"}),
        ("api:removePlanLine DELETE", "the goal"): at(goal, {}),
        ("api:offerSeat POST", "an empty one to Ben"): at(
            f"{plan}/seats", {"side": "client", "duty": "sales", "person": keys["ben"]}
        ),
        ("api:takeSeat PUT", "offered to Ben"): at(f"{plan}/seats/{seat}", {}),
        ("api:leaveSeat DELETE", "offered to Ben"): at(f"{plan}/seats/{seat}", {}),
        ("api:sayWhatHappened PUT", "whom"): at(f"{plan}/questions/whom/happened", {"text": "All eight came."}),
        ("api:finishPlan POST", "what was learnt"): at(f"{plan}/closure", {"learnt": LEARNT}),
        ("api:listResults GET", "of the team"): at(f"/results?space={keys['team']}"),
        ("api:readResult GET", "Ada's"): at(result),
        ("api:addResult POST", "in the team"): at("/results", {"space": keys["team"], "title": "A hedge"}),
        ("api:patchResult PATCH", "Ada's"): at(result, {"progress": 50}, **{"If-Match": "*"}),
        ("api:noteResult POST", "Ada's"): at(f"{result}/entries", entry),
        ("api:nameResultSource PUT", "Ben's note"): at(note, {}),
        ("api:dropResultSource DELETE", "Ben's note"): at(note, {}),
        ("api:namePlanSource PUT", "Ben's note"): at(f"{plan}/sources/{keys['note']}", {}),
        ("api:dropPlanSource DELETE", "Ben's note"): at(f"{plan}/sources/{keys['note']}", {}),
        ("api:sayWord POST", "in the team"): at(f"/spaces/{keys['team']}/word", {"text": WORD}),
    }
