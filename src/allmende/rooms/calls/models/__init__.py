"""What is kept of a call: its brief and rules, its phases, the contributions, the result and the thanks."""

from allmende.rooms.calls.models.asking import Question, Round, Update
from allmende.rooms.calls.models.call import BallotKind, Call, CallState, OldCallSlug, Section
from allmende.rooms.calls.models.campaign import Campaign, Forces, Support
from allmende.rooms.calls.models.contribution import Contribution, ContributionState, Ending
from allmende.rooms.calls.models.fields import FieldKind, TemplateField
from allmende.rooms.calls.models.ideas import IdeaImport, ImportedIdea
from allmende.rooms.calls.models.imports import ElectionImport, ImportState
from allmende.rooms.calls.models.invitation import Invitation, InvitationState
from allmende.rooms.calls.models.jury import JuryNote, JuryStatement, Redaction, Shortlist, Shortlisted
from allmende.rooms.calls.models.outcome import Outcome, OutcomeWord, Thanks
from allmende.rooms.calls.models.people import BEHIND, HOSTING, Part, PartKind
from allmende.rooms.calls.models.phase import LASTING, ONCE, Act, Phase, PhaseKind, Who
from allmende.rooms.calls.models.prizes import Award, AwardShare, AwardState, Prize, PrizeKind, PrizePlan
from allmende.rooms.calls.models.teaser import Teaser
from allmende.rooms.calls.models.template import CallTemplate
from allmende.rooms.calls.models.workshop import Seat, Workshop
from allmende.rooms.calls.models.writing import Suggestion, SuggestionState, Writing

__all__ = [
    "BEHIND",
    "HOSTING",
    "LASTING",
    "ONCE",
    "Act",
    "Award",
    "AwardShare",
    "AwardState",
    "BallotKind",
    "Call",
    "CallState",
    "CallTemplate",
    "Campaign",
    "Contribution",
    "ContributionState",
    "ElectionImport",
    "Ending",
    "FieldKind",
    "Forces",
    "IdeaImport",
    "ImportState",
    "ImportedIdea",
    "Invitation",
    "InvitationState",
    "JuryNote",
    "JuryStatement",
    "OldCallSlug",
    "Outcome",
    "OutcomeWord",
    "Part",
    "PartKind",
    "Phase",
    "PhaseKind",
    "Prize",
    "PrizeKind",
    "PrizePlan",
    "Question",
    "Redaction",
    "Round",
    "Seat",
    "Section",
    "Shortlist",
    "Shortlisted",
    "Suggestion",
    "SuggestionState",
    "Support",
    "Teaser",
    "TemplateField",
    "Thanks",
    "Update",
    "Who",
    "Workshop",
    "Writing",
]
