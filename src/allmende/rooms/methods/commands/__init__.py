"""What people do with methods, sessions and findings: one function per intent, the actor first; nothing else writes."""

from allmende.rooms.methods.commands.cards import change_method, copy_method, set_out_cards, write_method
from allmende.rooms.methods.commands.findings import keep_findings
from allmende.rooms.methods.commands.leading import begin, conclude, next_step, set_clock
from allmende.rooms.methods.commands.leaving import empty_findings, forget_notes
from allmende.rooms.methods.commands.notes import enter_results, place_dot, remove_note, sort_note, write_note
from allmende.rooms.methods.commands.sessions import change_session, join, leave, plan_session, take_lead
from allmende.rooms.methods.models import Mode, Session

__all__ = [
    "Mode",
    "Session",
    "begin",
    "change_method",
    "change_session",
    "conclude",
    "copy_method",
    "empty_findings",
    "enter_results",
    "forget_notes",
    "join",
    "keep_findings",
    "leave",
    "next_step",
    "place_dot",
    "plan_session",
    "remove_note",
    "set_clock",
    "set_out_cards",
    "sort_note",
    "take_lead",
    "write_method",
    "write_note",
]
