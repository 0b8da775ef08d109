"""What happens on the way from being admitted to being a full member, and round a guest's tour."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PathBegun(Activity):
    """Someone who was admitted is on the welcome path of a space."""

    member: UUID
    verb = "Invite"
    sentence = _("{actor} is on the way into {thing}")
    who = "member"
    plain = _("{actor} let someone begin the way in")


@dataclass(frozen=True, kw_only=True)
class CommitmentsChanged(Activity):
    """Curators have changed what one can commit to in a community."""

    verb = "Update"
    sentence = _("{actor} changed the commitments of {thing}")


@dataclass(frozen=True, kw_only=True)
class CommitmentMade(Activity):
    """Someone has made a commitment."""

    promise: UUID
    verb = "Offer"
    sentence = _("{actor} made a commitment to {thing}")


@dataclass(frozen=True, kw_only=True)
class CommitmentReported(Activity):
    """Someone says that their commitment is kept; one of those who care for the community is to say so too."""

    promise: UUID
    verb = "Offer"
    sentence = _("{actor} says that a commitment is kept")


@dataclass(frozen=True, kw_only=True)
class CommitmentKept(Activity):
    """A commitment is kept, and whoever made it is a full member."""

    promise: UUID
    member: UUID
    verb = "Accept"
    sentence = _("{actor} kept a first commitment and is a full member of {thing}")
    sentence_of_many = _("{actors} kept a first commitment and are full members of {thing}")
    who = "member"
    in_feed = True
    called = _("First commitment kept")
    for_members = True
    plain = _("{actor} noted a commitment as kept")


@dataclass(frozen=True, kw_only=True)
class CommitmentReminded(Activity):
    """The house has reminded someone of a commitment."""

    promise: UUID
    member: UUID
    verb = "Announce"
    sentence = _("{actor} was reminded of a commitment to {thing}")
    who = "member"
    plain = _("{actor} reminded someone of a commitment")


@dataclass(frozen=True, kw_only=True)
class CommitmentLapsed(Activity):
    """A commitment's time is over; those who care for the community ask what would help."""

    promise: UUID
    member: UUID
    verb = "Update"
    sentence = _("The time for a commitment of {actor} is over")
    who = "member"
    plain = _("A commitment lapsed")


@dataclass(frozen=True, kw_only=True)
class CommitmentRenewed(Activity):
    """Someone has more time for a commitment, or another one instead."""

    promise: UUID
    member: UUID
    verb = "Update"
    sentence = _("{actor} has a new date for a commitment to {thing}")
    who = "member"
    plain = _("{actor} renewed a commitment")


@dataclass(frozen=True, kw_only=True)
class PathPaused(Activity):
    """Someone has paused on their way; nothing runs out meanwhile."""

    member: UUID
    verb = "Update"
    sentence = _("{actor} pauses on the way into {thing}")
    who = "member"
    plain = _("{actor} let someone's way in rest")


@dataclass(frozen=True, kw_only=True)
class PathResumed(Activity):
    """Someone goes on."""

    member: UUID
    verb = "Update"
    sentence = _("{actor} goes on, on the way into {thing}")
    who = "member"
    plain = _("{actor} let someone's way in go on")


@dataclass(frozen=True, kw_only=True)
class PathParted(Activity):
    """Someone and the community part for now."""

    member: UUID
    verb = "Leave"
    sentence = _("{actor} and {thing} part for now")
    who = "member"
    plain = _("{actor} parted from someone on the way in")


@dataclass(frozen=True, kw_only=True)
class TourOffered(Activity):
    """A live tour can be booked."""

    slot: UUID
    verb = "Offer"
    sentence = _("{actor} offers a tour of {thing}")
    in_feed = True
    called = _("New live tour")
    for_members = True


@dataclass(frozen=True, kw_only=True)
class TourCancelled(Activity):
    """A live tour does not take place."""

    slot: UUID
    verb = "Undo"
    sentence = _("{actor} cancelled a tour of {thing}")


@dataclass(frozen=True, kw_only=True)
class TourBooked(Activity):
    """Someone will come along on a live tour; guests have no actor, so the house says it."""

    slot: UUID
    host: UUID
    verb = "Join"
    sentence = _("Someone booked a tour of {thing}")


@dataclass(frozen=True, kw_only=True)
class TourBookingCancelled(Activity):
    """Someone will not come along after all."""

    slot: UUID
    host: UUID
    verb = "Undo"
    sentence = _("Someone gave back a place on a tour of {thing}")


@dataclass(frozen=True, kw_only=True)
class CharterSigned(Activity):
    """Someone of the founding circle has signed the charter."""

    verb = "Accept"
    sentence = _("{actor} signed the charter of {thing}")
    sentence_of_many = _("{actors} signed the charter of {thing}")
    in_feed = True
    called = _("Charter signed")
    for_members = True
