"""What can happen between two people."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ContactAsked(Activity):
    """Someone would like to be in contact with another."""

    person: UUID
    verb = "Invite"
    plain = _("{actor} asked someone for contact")


@dataclass(frozen=True, kw_only=True)
class ContactMade(Activity):
    """Two people are contacts; the one who acts said yes."""

    person: UUID
    verb = "Accept"
    plain = _("{actor} became someone's contact")


@dataclass(frozen=True, kw_only=True)
class ContactDeclined(Activity):
    """Someone said no, which only they know."""

    person: UUID
    verb = "Reject"
    plain = _("{actor} declined a contact")


@dataclass(frozen=True, kw_only=True)
class AskWithdrawn(Activity):
    """Whoever asked took it back."""

    person: UUID
    verb = "Undo"
    plain = _("{actor} took back a question for contact")


@dataclass(frozen=True, kw_only=True)
class ContactEnded(Activity):
    """One of two contacts ended it."""

    person: UUID
    verb = "Remove"
    plain = _("{actor} ended a contact")


@dataclass(frozen=True, kw_only=True)
class MilestoneReached(Activity):
    """Someone ticked a step of their path to paid work, or took the tick away."""

    step: str
    reached: bool
    verb = "Update"
    plain = _("{actor} ticked a step of the path to paid work, or took the tick away")
