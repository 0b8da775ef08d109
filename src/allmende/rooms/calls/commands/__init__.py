"""Everything that people do in calls: one function per intent, the actor first."""

from allmende.rooms.calls.commands.awards import Pick, decide_awards, give_awards, take_back_award
from allmende.rooms.calls.commands.calls import SectionText, change_call, draft_call, publish_call, set_sections
from allmende.rooms.calls.commands.campaigns import answer_campaign, set_campaign, support, take_back_support
from allmende.rooms.calls.commands.contributions import (
    draft_contribution,
    hand_in,
    save_contribution,
    submit_contribution,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.endings import EndingText, end_contributions
from allmende.rooms.calls.commands.outcomes import tell_outcome
from allmende.rooms.calls.commands.phases import PhaseDates, set_phases
from allmende.rooms.calls.commands.practice import begin_for_real, end_practice, open_practice
from allmende.rooms.calls.commands.prizes import PrizeText, set_prizes
from allmende.rooms.calls.commands.rating import (
    compare_contributions,
    rate_contribution,
    reckon_ranking,
    set_sheet,
)
from allmende.rooms.calls.commands.rights import agree_to_terms, set_rights, sign_for
from allmende.rooms.calls.commands.templates import draft_from
from allmende.rooms.calls.commands.turns import turn
from allmende.rooms.calls.commands.votes import cast_ballot, count_call
from allmende.rooms.calls.models import Act, Ending, Forces, PhaseKind, PrizeKind, Who

__all__ = [
    "Act",
    "Ending",
    "EndingText",
    "Forces",
    "PhaseDates",
    "PhaseKind",
    "Pick",
    "PrizeKind",
    "PrizeText",
    "SectionText",
    "Who",
    "agree_to_terms",
    "answer_campaign",
    "begin_for_real",
    "cast_ballot",
    "change_call",
    "compare_contributions",
    "count_call",
    "decide_awards",
    "draft_call",
    "draft_contribution",
    "draft_from",
    "end_contributions",
    "end_practice",
    "give_awards",
    "hand_in",
    "open_practice",
    "publish_call",
    "rate_contribution",
    "reckon_ranking",
    "save_contribution",
    "set_campaign",
    "set_phases",
    "set_prizes",
    "set_rights",
    "set_sections",
    "set_sheet",
    "sign_for",
    "submit_contribution",
    "support",
    "take_back_award",
    "take_back_support",
    "tell_outcome",
    "turn",
    "withdraw_contribution",
]
