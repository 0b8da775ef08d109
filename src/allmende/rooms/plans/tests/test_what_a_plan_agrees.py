"""Goals, risks, promises, the budget and the seats: what is agreed, and what is still missing, in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from allmende.commons.duties.models import Duty
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.plans.commands import (
    add_item,
    change_item,
    change_plan,
    demand_questions,
    finish_plan,
    leave_seat,
    offer_seat,
    remove_item,
    say_what_happened,
    take_seat,
)
from allmende.rooms.plans.commands.leaving import empty_answers, forget_ties
from allmende.rooms.plans.models import Answer, Question, Risk, Seat, Side
from allmende.rooms.plans.queries import agreed_of, lacks_of, questions_of, rows_of
from allmende.rooms.plans.testing import make_answer, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return make_plan(cast.ada, cast.team)


def lacks(cast, plan):
    return lacks_of(plan, questions_of(plan), agreed_of(cast.ada, plan))


def test_an_empty_plan_says_what_is_missing_and_why(cast, plan):
    found = lacks(cast, plan)

    assert "There is no goal yet." in [str(lack.what) for lack in found]
    assert all(lack.why for lack in found)
    assert len([lack for lack in found if "no answer yet" in str(lack.what)]) == 10


def test_what_the_space_demands_comes_first(cast, plan):
    demand_questions(cast.ada, cast.team, [Question.TIME])

    assert [lack.is_demanded for lack in lacks(cast, plan)][:2] == [True, False]


def test_a_goal_without_a_number_is_a_wish_and_with_one_stands_in_the_table(cast, plan):
    goal = add_item(cast.ada, plan, "goals", title="Dry cellars", unit="cellars")
    assert any("no target or no day" in str(lack.what) for lack in lacks(cast, plan))

    change_item(cast.ada, goal, 0, start=Decimal(3), target=Decimal("8.50"), due=date(2026, 10, 31))

    assert not any("no target" in str(lack.what) for lack in lacks(cast, plan))
    cells = dict(rows_of(plan, "goals", agreed_of(cast.ada, plan))[0].cells)
    assert (cells["At the start"], cells["Target"], cells["Reached"]) == ("3 cellars", "8.5 cellars", "–")


def test_a_risk_wants_somebody_and_a_countermeasure(cast, plan):
    risk = add_item(cast.ada, plan, "risks", title="Nobody comes")
    assert any("countermeasure in hand" in str(lack.what) for lack in lacks(cast, plan))

    change_item(cast.ada, risk, 0, owner=cast.ben, countermeasure="Ben rings eight doors.")

    assert not any("countermeasure in hand" in str(lack.what) for lack in lacks(cast, plan))


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        ("goals", {"title": " "}, {"title"}),
        ("goals", {"title": "Dry", "target": Decimal("NaN")}, {"target"}),
        ("goals", {"title": "Dry", "target": Decimal("1e30")}, {"target"}),
        ("goals", {"title": "Dry", "due": date(1, 1, 1)}, {"due"}),
        ("risks", {"title": "Rain", "likelihood": 9}, {"likelihood"}),
        ("risks", {"title": "x" * 201}, {"title"}),
        ("risks", {"title": "Rain", "state": "gone"}, {"state"}),
        ("budget", {"title": "Pump", "planned": -1}, {"planned"}),
        ("budget", {"title": "Pump", "planned": 10**16}, {"planned"}),
    ],
)
def test_what_can_t_be_is_named_by_its_field(cast, plan, kind, values, wrong):
    with pytest.raises(Refused) as refused:
        add_item(cast.ada, plan, kind, **values)

    assert (refused.value.status, set(refused.value.errors)) == (422, wrong)


def test_nobody_watches_a_risk_of_a_plan_that_they_don_t_see(cast, plan):
    with pytest.raises(Refused) as refused:
        add_item(cast.ada, plan, "risks", title="Rain", owner=cast.finn)

    assert set(refused.value.errors) == {"owner"}


def test_two_who_change_one_line_are_told(cast, plan):
    goal = add_item(cast.ada, plan, "goals", title="Dry cellars")
    change_item(cast.eli, goal, 0, unit="cellars")

    with pytest.raises(Refused) as refused:
        change_item(cast.ada, goal, 0, unit="houses")

    assert refused.value.status == 409


def test_a_line_is_taken_out_by_who_looks_after_the_plan(cast, plan):
    line = add_item(cast.ada, plan, "budget", title="Pump", planned=120_000)
    with pytest.raises(Refused):
        remove_item(cast.ben, line)

    remove_item(cast.ada, line)

    assert agreed_of(cast.ada, plan).budget == ()


def test_an_empty_seat_shows_until_whoever_is_asked_takes_it(cast, plan):
    seat = offer_seat(cast.ada, plan, Side.OURS, Duty.PROJECTS, cast.ben)
    views = {view.key: view for view in agreed_of(cast.ben, plan).seats}
    assert len(views) == 8
    assert (views["ours-projects"].is_taken, views["ours-projects"].is_mine) == (False, True)
    assert any("projects" in str(lack.what) for lack in lacks(cast, plan))

    take_seat(cast.ben, seat)

    assert recorded(plan.id)[-2:] == ["SeatOffered", "SeatTaken"]
    assert change_plan(cast.ben, plan, 0, title="Whoever has a seat looks after the plan")


def test_a_seat_is_nobody_else_s_to_take_and_declined_it_is_empty_again(cast, plan):
    seat = offer_seat(cast.ada, plan, Side.CLIENT, Duty.SALES, cast.ben)
    with pytest.raises(Refused):
        take_seat(cast.eli, seat)
    with pytest.raises(Refused, match="no longer empty"):
        offer_seat(cast.ada, plan, Side.CLIENT, Duty.SALES, cast.eli)

    leave_seat(cast.ben, seat)

    assert not Seat.objects.exists()


def test_a_seat_is_offered_to_whoever_sees_the_plan(cast, plan):
    with pytest.raises(Refused, match="doesn't see this plan"):
        offer_seat(cast.ada, plan, Side.OURS, Duty.SALES, cast.finn)


def test_a_plan_is_closed_once_each_goal_says_what_was_reached(cast, plan):
    goal = add_item(cast.ada, plan, "goals", title="Dry cellars", target=Decimal(8))
    with pytest.raises(Refused, match="what was reached"):
        finish_plan(cast.ada, plan, "Ask by letter first, and a month earlier.")

    change_item(cast.ada, goal, 0, reached=Decimal(7), reached_on=date(2026, 11, 2), source="A round")
    say_what_happened(cast.ada, plan, Question.WHOM, "All eight came.")
    done = finish_plan(cast.ada, plan, "Ask by letter first, and a month earlier.")

    assert done.state == "done"
    with pytest.raises(Refused, match="This plan is done"):
        add_item(cast.ada, plan, "goals", title="One more")


def test_who_leaves_empties_their_seats_and_takes_their_answers_along_if_they_wish(cast, plan):
    take_seat(cast.ben, offer_seat(cast.ada, plan, Side.OURS, Duty.PROJECTS, cast.ben))
    add_item(cast.ada, plan, "risks", title="Rain", owner=cast.ben)
    make_answer(cast.ben, plan)

    forget_ties(cast.ben)
    empty_answers(cast.ben)

    assert not Seat.objects.exists()
    assert Risk.objects.get().owner is None
    assert not Answer.objects.exists()
