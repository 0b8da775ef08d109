"""What is kept of a call: its brief and rules, its phases, the contributions, the result and the thanks."""

from allmende.rooms.calls.models.call import BallotKind, Call, CallState, OldCallSlug, Section
from allmende.rooms.calls.models.contribution import Contribution, ContributionState
from allmende.rooms.calls.models.imports import ElectionImport, ImportState
from allmende.rooms.calls.models.outcome import Outcome, Thanks
from allmende.rooms.calls.models.phase import Act, Phase, PhaseKind, Who

__all__ = [
    "Act",
    "BallotKind",
    "Call",
    "CallState",
    "Contribution",
    "ContributionState",
    "ElectionImport",
    "ImportState",
    "OldCallSlug",
    "Outcome",
    "Phase",
    "PhaseKind",
    "Section",
    "Thanks",
    "Who",
]
