"""Who may do what with plans: Ada hosts the team and began one, Ben answered a question."""

from __future__ import annotations

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import Cast
from allmende.rooms.plans.commands import add_result, offer_seat, take_seat
from allmende.rooms.plans.models import Plan, PlanState, Side
from allmende.rooms.plans.rules import (
    may_add_result,
    may_answer,
    may_begin_plan,
    may_change_plan,
    may_change_result,
    may_demand,
    may_finish_plan,
    may_leave_seat,
    may_note,
    may_read_along,
    may_remove_answer,
    may_say_word,
    may_take_seat,
)
from allmende.rooms.plans.testing import make_answer, make_plan
from tests.matrix.tables import Ask

RULES = "allmende.rooms.plans.rules"
TABLE = """
rule              | case                      |  guest  stranger  community  member  host  curator
may_begin_plan    | in the team               |  in     no        no         no      yes   yes
may_begin_plan    | in the community          |  in     no        no         no      no    yes
may_demand        | in the team               |  in     no        no         no      yes   yes
may_answer        | Ada's plan                |  404    404       404        yes     yes   yes
may_answer        | one that is done          |  404    404       404        409     409   409
may_change_plan   | Ada's plan                |  404    404       404        no      yes   yes
may_change_plan   | one that is done          |  404    404       404        no      409   409
may_read_along    | Ben's answer              |  404    404       404        no      yes   yes
may_remove_answer | Ben's answer              |  404    404       404        yes     no    no
may_finish_plan   | Ada's plan                |  404    404       404        no      yes   yes
may_change_plan   | one where Ben has a seat  |  404    404       404        yes     yes   yes
may_take_seat     | offered to Ben            |  404    404       404        yes     no    no
may_leave_seat    | offered to Ben            |  404    404       404        yes     yes   yes
may_add_result    | in the team               |  in     no        no         no      yes   yes
may_change_result | Ada's result              |  404    404       404        no      yes   yes
may_note          | Ada's result              |  404    404       404        yes     yes   yes
may_say_word      | in the team               |  in     no        no         no      yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    plan = make_plan(cast.ada, cast.team)
    done = make_plan(cast.ada, cast.team, "Last year's meadow")
    done.state = PlanState.DONE
    done.save()
    answer = make_answer(cast.ben, plan)
    seated = make_plan(cast.ada, cast.team, "The hedge")
    take_seat(cast.ben, offer_seat(cast.ada, seated, Side.OURS, Duty.PROJECTS, cast.ben))
    seat = offer_seat(cast.ada, plan, Side.OURS, Duty.SALES, cast.ben)
    result = add_result(cast.ada, cast.team, title="A wet meadow")
    plans: dict[str, Plan] = {"Ada's plan": plan, "one that is done": done}
    return {
        ("may_begin_plan", "in the team"): lambda who: may_begin_plan(who, cast.team),
        ("may_begin_plan", "in the community"): lambda who: may_begin_plan(who, cast.community),
        ("may_demand", "in the team"): lambda who: may_demand(who, cast.team),
        **{("may_answer", name): lambda who, one=one: may_answer(who, one) for name, one in plans.items()},
        **{("may_change_plan", name): lambda who, one=one: may_change_plan(who, one) for name, one in plans.items()},
        ("may_read_along", "Ben's answer"): lambda who: may_read_along(who, answer, plan),
        ("may_remove_answer", "Ben's answer"): lambda who: may_remove_answer(who, answer, plan),
        ("may_finish_plan", "Ada's plan"): lambda who: may_finish_plan(who, plan),
        ("may_change_plan", "one where Ben has a seat"): lambda who: may_change_plan(who, seated),
        ("may_take_seat", "offered to Ben"): lambda who: may_take_seat(who, seat, plan),
        ("may_leave_seat", "offered to Ben"): lambda who: may_leave_seat(who, seat, plan),
        ("may_add_result", "in the team"): lambda who: may_add_result(who, cast.team),
        ("may_change_result", "Ada's result"): lambda who: may_change_result(who, result),
        ("may_note", "Ada's result"): lambda who: may_note(who, result),
        ("may_say_word", "in the team"): lambda who: may_say_word(who, cast.team),
    }
