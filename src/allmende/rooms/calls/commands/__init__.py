"""Everything that people do in calls: one function per intent, the actor first."""

from allmende.rooms.calls.commands.calls import (
    PhaseDates,
    SectionText,
    change_call,
    draft_call,
    publish_call,
    set_phases,
    set_sections,
)
from allmende.rooms.calls.commands.contributions import (
    draft_contribution,
    hand_in,
    save_contribution,
    submit_contribution,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.outcomes import tell_outcome
from allmende.rooms.calls.commands.practice import begin_for_real, end_practice, open_practice
from allmende.rooms.calls.commands.turns import turn
from allmende.rooms.calls.commands.votes import cast_ballot, count_call
from allmende.rooms.calls.models import PhaseKind

__all__ = [
    "PhaseDates",
    "PhaseKind",
    "SectionText",
    "begin_for_real",
    "cast_ballot",
    "change_call",
    "count_call",
    "draft_call",
    "draft_contribution",
    "end_practice",
    "hand_in",
    "open_practice",
    "publish_call",
    "save_contribution",
    "set_phases",
    "set_sections",
    "submit_contribution",
    "tell_outcome",
    "turn",
    "withdraw_contribution",
]
