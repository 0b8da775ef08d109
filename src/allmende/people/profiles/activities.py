"""What can happen to a profile. Which detail, and from which layer to which: never what it says."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Activity):
    """Someone says something else of themselves; `key` is which detail."""

    person: UUID
    key: str
    verb = "Update"
    plain = _("{actor} changed a detail of their profile")


@dataclass(frozen=True, kw_only=True)
class ProfileShown(Activity):
    """A detail is seen further than before, or less far: from one layer to another."""

    person: UUID
    key: str
    from_layer: int
    to_layer: int
    verb = "Update"
    plain = _("{actor} changed who sees a detail of their profile")


@dataclass(frozen=True, kw_only=True)
class LinkVerified(Activity):
    """A link was found to lead back to the profile (rel=me), or no longer to."""

    person: UUID
    link: UUID
    holds: bool
    verb = "Update"
    plain = _("A link of a profile was checked")


@dataclass(frozen=True, kw_only=True)
class PieceAdded(Activity):
    """Someone put a piece of their work into their portfolio."""

    verb = "Add"
    sentence = _("{actor} shows {thing}")


@dataclass(frozen=True, kw_only=True)
class PieceChanged(Activity):
    """A piece of work says something else, or is seen by others."""

    verb = "Update"
    plain = _("{actor} changed a piece of work")


@dataclass(frozen=True, kw_only=True)
class PieceRemoved(Activity):
    """A piece of work was taken out of a portfolio."""

    person: UUID
    verb = "Remove"
    plain = _("{actor} took a piece of work out")


@dataclass(frozen=True, kw_only=True)
class SkillEndorsed(Activity):
    """Someone says that another can do what they say; waits for their yes."""

    person: UUID
    endorsement: UUID
    verb = "Offer"
    plain = _("{actor} endorsed someone's skill")


@dataclass(frozen=True, kw_only=True)
class EndorsementAccepted(Activity):
    """The endorsed person lets it show."""

    by: UUID
    endorsement: UUID
    verb = "Accept"
    plain = _("{actor} accepted an endorsement")


@dataclass(frozen=True, kw_only=True)
class EndorsementWithdrawn(Activity):
    """Either of the two took it back."""

    person: UUID
    by: UUID
    verb = "Undo"
    plain = _("{actor} took an endorsement back")


@dataclass(frozen=True, kw_only=True)
class ManagedProfileMade(Activity):
    """A profile was made for someone without an account."""

    person: UUID
    verb = "Create"
    plain = _("{actor} made a profile for someone without an account")


@dataclass(frozen=True, kw_only=True)
class ManagedProfileErased(Activity):
    """A profile of someone without an account was emptied, as they wished or as whoever cared for it did."""

    person: UUID
    verb = "Delete"
    plain = _("{actor} emptied a profile in their care")


@dataclass(frozen=True, kw_only=True)
class ProfileClaimed(Activity):
    """Someone says that a profile without an account is theirs."""

    person: UUID
    claim: UUID
    verb = "Offer"
    plain = _("{actor} says that a profile is theirs")


@dataclass(frozen=True, kw_only=True)
class ClaimAccepted(Activity):
    """Whoever cared for a profile gave it to the one whom it is about."""

    person: UUID
    claimant: UUID
    verb = "Accept"
    plain = _("{actor} gave a profile to the one whom it is about")


@dataclass(frozen=True, kw_only=True)
class ClaimDeclined(Activity):
    """It is somebody else's."""

    person: UUID
    claimant: UUID
    verb = "Reject"
    plain = _("{actor} declined a claim to a profile")


@dataclass(frozen=True, kw_only=True)
class SkillsImported(Activity):
    """Names of skills came in from a list."""

    skills: int
    verb = "Add"
    plain = _("{actor} brought in a list of skills")
