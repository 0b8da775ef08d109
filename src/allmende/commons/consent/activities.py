"""What people have said yes to, and what followed: ids and codes, no words."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class AgreementPublished(Activity):
    """A space has a new agreement, or a new version of one."""

    agreement: UUID
    version_id: UUID
    asks_again: bool
    verb = "Update"
    sentence = _("{actor} published an agreement of {thing}")
    in_feed = True
    called = _("New agreement")
    for_members = True


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Activity):
    """A space no longer asks for an agreement."""

    agreement: UUID
    verb = "Remove"
    sentence = _("{actor} ended an agreement of {thing}")


@dataclass(frozen=True, kw_only=True)
class AgreementAccepted(Activity):
    """Someone agreed to a version."""

    version_id: UUID
    verb = "Accept"
    plain = _("{actor} agreed to a version of an agreement")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Activity):
    """Someone said yes to a purpose."""

    purpose: str
    verb = "Accept"
    plain = _("{actor} said yes to a purpose")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Activity):
    """Someone took back their yes to a purpose."""

    purpose: str
    verb = "Undo"
    plain = _("{actor} took back a yes to a purpose")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class AgeBandSaid(Activity):
    """How old someone is was said by themselves, or by a curator. How old stands where it is protected, not here."""

    person: UUID
    verb = "Update"
    plain = _("{actor} said how old someone is, roughly")


@dataclass(frozen=True, kw_only=True)
class GuardianAsked(Activity):
    """A child's guardian was asked by mail."""

    guardianship: UUID
    verb = "Offer"
    plain = _("{actor} had a guardian asked")


@dataclass(frozen=True, kw_only=True)
class GuardianAnswered(Activity):
    """A guardian said what a child may do, or took it back; the house writes it down for them."""

    guardianship: UUID
    child: UUID
    state: str
    verb = "Accept"
    plain = _("A guardian said what a child may do")


@dataclass(frozen=True, kw_only=True)
class ProtectionSet(Activity):
    """A community protects the young otherwise now."""

    verb = "Update"
    sentence = _("{actor} changed how {thing} protects the young")


@dataclass(frozen=True, kw_only=True)
class VettingNoted(Activity):
    """A curator looked at an adult's evidence."""

    person: UUID
    evidence: str
    verb = "Accept"
    plain = _("{actor} looked at an adult's evidence")


@dataclass(frozen=True, kw_only=True)
class VettingEnded(Activity):
    """A vetting note holds no longer."""

    person: UUID
    verb = "Undo"
    plain = _("{actor} ended a note on evidence")


@dataclass(frozen=True, kw_only=True)
class TakeoutAsked(Activity):
    """Someone asked for everything that is kept of them."""

    verb = "Create"
    plain = _("{actor} asked for everything that is kept of them")


@dataclass(frozen=True, kw_only=True)
class DepartureAsked(Activity):
    """Someone wants to leave for good."""

    verb = "Leave"
    plain = _("{actor} wants to leave for good")


@dataclass(frozen=True, kw_only=True)
class DepartureWithdrawn(Activity):
    """Someone stays after all."""

    verb = "Undo"
    plain = _("{actor} stays after all")


@dataclass(frozen=True, kw_only=True)
class PersonErased(Activity):
    """Someone's personal data have been erased; `emptied` when what they made for others went too."""

    person: UUID
    emptied: bool = False
    verb = "Delete"
    version = 2
    upcasters: ClassVar = {1: lambda payload: {**payload, "emptied": False}}
    plain = _("{actor} erased someone's personal data")
