"""What people do with plans and results: one function per intent, the actor first; nothing else writes."""

from allmende.rooms.plans.commands.answering import answer_question, confirm_answer, find_lacking, remove_answer
from allmende.rooms.plans.commands.items import add_item, change_item, remove_item
from allmende.rooms.plans.commands.planning import (
    begin_plan,
    change_plan,
    demand_questions,
    say_plan_came_of,
    unsay_plan_came_of,
)
from allmende.rooms.plans.commands.results import (
    add_result,
    change_result,
    drop_source_of,
    name_source_of,
    note_entry,
    say_word,
)
from allmende.rooms.plans.commands.review import finish_plan, say_what_happened
from allmende.rooms.plans.commands.seats import leave_seat, offer_seat, take_seat

__all__ = [
    "add_item",
    "add_result",
    "answer_question",
    "begin_plan",
    "change_item",
    "change_plan",
    "change_result",
    "confirm_answer",
    "demand_questions",
    "drop_source_of",
    "find_lacking",
    "finish_plan",
    "leave_seat",
    "name_source_of",
    "note_entry",
    "offer_seat",
    "remove_answer",
    "remove_item",
    "say_plan_came_of",
    "say_what_happened",
    "say_word",
    "take_seat",
    "unsay_plan_came_of",
]
