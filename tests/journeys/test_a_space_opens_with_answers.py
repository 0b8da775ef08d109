"""What a space asks before it opens: without confirmed answers no call is published, and nothing closes what is open."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate, widen
from allmende.commons.spaces.models import Mode, SpaceKind
from allmende.commons.spaces.opening import asked_before_opening
from allmende.commons.spaces.testing import make_space
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import open_practice, publish_call
from allmende.rooms.calls.testing import make_draft
from allmende.rooms.plans.commands import demand_questions
from allmende.rooms.plans.models import Question
from allmende.rooms.plans.queries import plan_url
from allmende.rooms.plans.testing import make_answer, make_plan

pytestmark = pytest.mark.django_db


def test_a_space_that_asks_nothing_opens(cast):
    assert asked_before_opening(cast.team)


def test_without_a_plan_the_refusal_leads_to_beginning_one(cast):
    demand_questions(cast.ada, cast.team, [Question.WHOM])

    verdict = asked_before_opening(cast.team)

    assert verdict.remedy.url == f"/plans/new/?in={cast.team.slug}"
    assert "“Whom and why”" in str(verdict.reason)


def test_no_call_is_published_before_each_question_is_confirmed(cast):
    demand_questions(cast.ada, cast.team, [Question.WHOM, Question.RISKS])
    plan = make_plan(cast.ada, cast.team)
    make_answer(cast.ben, plan, Question.WHOM, confirmed_by=cast.ada)
    make_answer(cast.ben, plan, Question.RISKS)
    draft = make_draft(cast.ada, cast.team)

    with pytest.raises(Refused, match="Risks") as refused:
        publish_call(cast.ada, draft, Layer.TEAM)

    assert refused.value.remedy.url == plan_url(plan.id)
    assert "Whom" not in str(refused.value.reason)


def test_with_confirmed_answers_the_call_goes_out_and_later_ones_need_no_more(cast):
    demand_questions(cast.ada, cast.team, [Question.WHOM])
    make_answer(cast.ben, make_plan(cast.ada, cast.team), confirmed_by=cast.ada)
    publish_call(cast.ada, make_draft(cast.ada, cast.team), Layer.TEAM)

    demand_questions(cast.ada, cast.team, list(Question))

    assert publish_call(cast.ada, make_draft(cast.ada, cast.team), Layer.TEAM)


def test_practising_needs_no_answers_and_opens_nothing(cast):
    demand_questions(cast.ada, cast.team, [Question.WHOM])

    open_practice(cast.ada, make_draft(cast.ada, cast.team))

    assert not asked_before_opening(cast.team)


def test_a_space_does_not_step_outward_before(cast):
    demand_questions(cast.ada, cast.team, [Question.WHOM])
    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.FREE)
    place = make_space(cast.ada, cast.community, "Bank", SpaceKind.PROJECT)
    demand_questions(cast.ada, place, [Question.WHOM])

    with pytest.raises(Refused, match="Whom"):
        widen(place.author, place, place, Layer.PUBLIC)


def test_a_project_is_asked_what_its_community_asks_and_a_team_is_not(cast):
    demand_questions(cast.eli, cast.community, [Question.TIME])
    project = make_space(cast.ada, cast.community, "Bank", SpaceKind.PROJECT)

    assert not asked_before_opening(project)
    assert asked_before_opening(cast.team)


def test_only_those_who_run_a_space_say_what_it_asks(cast):
    with pytest.raises(Refused):
        demand_questions(cast.ben, cast.team, [Question.WHOM])
    with pytest.raises(Refused):
        demand_questions(cast.ada, cast.team, ["everything"])
