"""Who may do what with plans and results."""

from allmende.rooms.plans.rules.archiving import has_results
from allmende.rooms.plans.rules.opening import demanded_of, has_answered
from allmende.rooms.plans.rules.planning import (
    may_answer,
    may_begin_plan,
    may_change_plan,
    may_demand,
    may_finish_plan,
    may_read_along,
    may_remove_answer,
)
from allmende.rooms.plans.rules.results import may_add_result, may_change_result, may_note, may_say_word
from allmende.rooms.plans.rules.seats import may_leave_seat, may_take_seat

__all__ = [
    "demanded_of",
    "has_answered",
    "has_results",
    "may_add_result",
    "may_answer",
    "may_begin_plan",
    "may_change_plan",
    "may_change_result",
    "may_demand",
    "may_finish_plan",
    "may_leave_seat",
    "may_note",
    "may_read_along",
    "may_remove_answer",
    "may_say_word",
    "may_take_seat",
]
