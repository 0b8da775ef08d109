"""What can happen when people arrive in bulk, when two accounts are one person, and when someone acts for another."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Activity):
    """A file of people is in: so many are new, so many were here already."""

    people_import: UUID
    new: int
    known: int
    verb = "Add"
    sentence = _("{actor} brought people into {thing}")


@dataclass(frozen=True, kw_only=True)
class InvitationsLinedUp(Activity):
    """Many were invited at once; the mails go out little by little."""

    mailing: UUID
    count: int
    verb = "Invite"
    sentence = _("{actor} invited people to {thing}")


@dataclass(frozen=True, kw_only=True)
class AccountsMerged(Activity):
    """Two accounts were one person, and are one account now."""

    merge: UUID
    kept: UUID
    gone: UUID
    moved: int
    verb = "Move"
    sentence = _("{actor} made one account of two in {thing}")


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Activity):
    """Two accounts that had been made one are two again."""

    merge: UUID
    kept: UUID
    gone: UUID
    verb = "Undo"
    sentence = _("{actor} made two accounts of one again in {thing}")


@dataclass(frozen=True, kw_only=True)
class ConsentToActingNoted(Activity):
    """A person agrees that those who care for the community act for them."""

    person: UUID
    verb = "Accept"
    sentence = _("{actor} noted that someone wants help with their account")
    who = "actor"


@dataclass(frozen=True, kw_only=True)
class ConsentToActingWithdrawn(Activity):
    """A person no longer wants anyone to act for them."""

    person: UUID
    verb = "Reject"
    sentence = _("{actor} noted that someone wants no more help with their account")


@dataclass(frozen=True, kw_only=True)
class ActingBegun(Activity):
    """Someone begins to act for a person who can't do it themselves."""

    person: UUID
    acting: UUID
    verb = "Offer"
    sentence = _("{actor} acts for someone in {thing}")


@dataclass(frozen=True, kw_only=True)
class ActingEnded(Activity):
    """Someone has stopped acting for a person."""

    person: UUID
    acting: UUID
    verb = "Leave"
    sentence = _("{actor} has stopped acting for someone in {thing}")
