"""Plans over the web and for programs: Ada hosts the team and began one, Ben answered a question that nobody has read yet."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.plans.testing import WORDS, make_answer, make_plan
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                | case                      |  guest  stranger  community  member  host  curator
plans:index GET             |                           |  200    200       200        200     200   200
plans:index GET             | of the team               |  404    404       200        200     200   200
plans:new GET               | in the team               |  404    404       403        403     200   200
plans:new POST              | in the team               |  404    404       403        403     302   302
plans:new POST              | without a title           |  404    404       403        403     422   422
plans:plan GET              | Ada's                     |  404    404       404        200     200   200
plans:edit GET              | Ada's                     |  404    404       404        403     200   200
plans:edit POST             | Ada's                     |  404    404       404        403     302   302
plans:edit POST             | loaded long ago           |  404    404       404        403     409   409
plans:question GET          | whom                      |  404    404       404        200     200   200
plans:question GET          | a question of nowhere     |  404    404       404        404     404   404
plans:question POST         | risks                     |  404    404       404        302     302   302
plans:question POST         | whom, as if for the first time |  404 404     404        409     302   302
plans:question POST         | nothing said              |  404    404       404        422     422   422
plans:confirmation POST     | Ben's answer              |  404    404       404        403     302   302
plans:confirmation POST     | another version of it     |  404    404       404        403     409   409
plans:confirmation POST     | something is missing      |  404    404       404        403     302   302
plans:confirmation POST     | without saying what       |  404    404       404        403     422   422
plans:answer_removal POST   | Ben's answer              |  404    404       404        302     403   403
plans:demands GET           | of the team               |  404    404       403        403     200   200
plans:demands POST          | of the team               |  404    404       403        403     302   302
plans:demands POST          | an unknown one            |  404    404       403        403     422   422
api:listPlans GET           | of the team               |  404    404       200        200     200   200
api:getPlan GET             | Ada's                     |  404    404       404        200     200   200
api:beginPlan POST          | in the team               |  401    404       403        403     201   201
api:patchPlan PATCH         | Ada's                     |  401    404       404        403     200   200
api:patchPlan PATCH         | without If-Match          |  401    404       404        403     428   428
api:getDemands GET          | of the team               |  401    404       403        403     200   200
api:setDemands PUT          | of the team               |  401    404       403        403     204   204
api:answerQuestion PUT      | risks                     |  401    404       404        200     200   200
api:answerQuestion PUT      | a question of nowhere     |  401    422       422        422     422   422
api:removeAnswer DELETE     | Ben's answer              |  401    404       404        204     403   403
api:readAnswer PUT          | Ben's answer              |  401    404       404        403     200   200
api:readAnswer PUT          | something is missing      |  401    404       404        403     200   200
"""
ROUTES = routes_in(TABLE)
JSON = "application/json"


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        assert differences(TABLE, cast, requests_to(cast)) == []


def requests_to(cast: Any) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    plan = make_plan(cast.ada, cast.team)
    answer = make_answer(cast.ben, plan)
    return pages(cast.team.slug, plan.id, answer.id) | programs(cast.team.slug, plan.id, answer.id)


def pages(team: str, plan: Any, answer: Any) -> dict[tuple[str, str], Request]:
    """What people press."""

    def to(route: str, *args: object, query: str = "", **sent: object) -> Request:
        return Request(reverse(f"plans:{route}", args=args) + query, sent)

    here = f"?in={team}"
    return {
        ("plans:index GET", ""): to("index"),
        ("plans:index GET", "of the team"): to("index", query=here),
        ("plans:new GET", "in the team"): to("new", query=here),
        ("plans:new POST", "in the team"): to("new", query=here, title="A hedge"),
        ("plans:new POST", "without a title"): to("new", query=here, title=" "),
        ("plans:plan GET", "Ada's"): to("plan", plan),
        ("plans:edit GET", "Ada's"): to("edit", plan),
        ("plans:edit POST", "Ada's"): to("edit", plan, title="A hedge", revision="0"),
        ("plans:edit POST", "loaded long ago"): to("edit", plan, title="A hedge", revision="7"),
        ("plans:question GET", "whom"): to("question", plan, "whom"),
        ("plans:question GET", "a question of nowhere"): to("question", plan, "why"),
        ("plans:question POST", "risks"): to("question", plan, "risks", text=WORDS, revision="0"),
        ("plans:question POST", "whom, as if for the first time"): to(
            "question", plan, "whom", text=f"{WORDS} All of them.", revision="0"
        ),
        ("plans:question POST", "nothing said"): to("question", plan, "whom", text="", revision="1"),
        ("plans:confirmation POST", "Ben's answer"): to("confirmation", plan, answer, revision="1"),
        ("plans:confirmation POST", "another version of it"): to("confirmation", plan, answer, revision="3"),
        ("plans:confirmation POST", "something is missing"): to(
            "confirmation", plan, answer, revision="1", missing="1", lacks="Who asks them?"
        ),
        ("plans:confirmation POST", "without saying what"): to(
            "confirmation", plan, answer, revision="1", missing="1", lacks=""
        ),
        ("plans:answer_removal POST", "Ben's answer"): to("answer_removal", plan, answer),
        ("plans:demands GET", "of the team"): to("demands", team),
        ("plans:demands POST", "of the team"): to("demands", team, questions=["whom"]),
        ("plans:demands POST", "an unknown one"): to("demands", team, questions=["why"]),
    }


def programs(team: str, plan: Any, answer: Any) -> dict[tuple[str, str], Request]:
    """What programs send."""

    def at(path: str, sent: Any = None, **headers: str) -> Request:
        return Request(f"/api/v1{path}", sent, JSON if sent is not None else "", {"Idempotency-Key": "one", **headers})

    said = {"text": WORDS, "version": 0}
    return {
        ("api:listPlans GET", "of the team"): at(f"/plans?space={team}"),
        ("api:getPlan GET", "Ada's"): at(f"/plans/{plan}"),
        ("api:beginPlan POST", "in the team"): at("/plans", {"space": team, "title": "A hedge"}),
        ("api:patchPlan PATCH", "Ada's"): at(f"/plans/{plan}", {"title": "A hedge"}, **{"If-Match": "*"}),
        ("api:patchPlan PATCH", "without If-Match"): at(f"/plans/{plan}", {"title": "A hedge"}),
        ("api:getDemands GET", "of the team"): at(f"/spaces/{team}/questions"),
        ("api:setDemands PUT", "of the team"): at(f"/spaces/{team}/questions", {"questions": ["whom"]}),
        ("api:answerQuestion PUT", "risks"): at(f"/plans/{plan}/questions/risks/answer", said),
        ("api:answerQuestion PUT", "a question of nowhere"): at(f"/plans/{plan}/questions/why/answer", said),
        ("api:removeAnswer DELETE", "Ben's answer"): at(f"/plans/{plan}/answers/{answer}", {}),
        ("api:readAnswer PUT", "Ben's answer"): at(f"/plans/{plan}/answers/{answer}/reading", {"version": 1}),
        ("api:readAnswer PUT", "something is missing"): at(
            f"/plans/{plan}/answers/{answer}/reading", {"version": 1, "lacks": "Who asks them?"}
        ),
    }
