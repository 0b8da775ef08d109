"""What is kept of coming in: entry rules and plans, nominations with their voices and steps, requests, invitations, links."""

from allmende.people.nominations.models.entry import (
    AdmissionPlan,
    EntryLink,
    EntryRule,
    LinkUse,
    Shown,
    Way,
    usual_rule,
    usual_way,
)
from allmende.people.nominations.models.invitation import Invitation
from allmende.people.nominations.models.nomination import (
    PENDING,
    TO_DECIDE,
    Nomination,
    Stance,
    State,
    Step,
    StepKind,
    Tie,
    Voice,
    Wish,
)
from allmende.people.nominations.models.request import Request, RequestState

__all__ = [
    "PENDING",
    "TO_DECIDE",
    "AdmissionPlan",
    "EntryLink",
    "EntryRule",
    "Invitation",
    "LinkUse",
    "Nomination",
    "Request",
    "RequestState",
    "Shown",
    "Stance",
    "State",
    "Step",
    "StepKind",
    "Tie",
    "Voice",
    "Way",
    "Wish",
    "usual_rule",
    "usual_way",
]
