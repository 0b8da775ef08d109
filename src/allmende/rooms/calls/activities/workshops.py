"""What can happen around the workshops of a call. Who comes is told to the hosts alone: the journal names nobody to others."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class WorkshopOffered(Activity):
    """A workshop is offered before handing in."""

    workshop: UUID
    verb = "Offer"
    changes = "state"
    sentence = _("{actor} offers a workshop for {thing}")
    in_feed = True
    called = _("Workshop of a call")


@dataclass(frozen=True, kw_only=True)
class WorkshopChanged(Activity):
    """A workshop is another; `moved` where its time or place is."""

    workshop: UUID
    moved: bool
    verb = "Update"
    changes = "state"
    plain = _("{actor} changed a workshop of {thing}")


@dataclass(frozen=True, kw_only=True)
class WorkshopCancelled(Activity):
    """A workshop doesn't take place."""

    workshop: UUID
    verb = "Delete"
    changes = "state"
    plain = _("{actor} called off a workshop of {thing}")


@dataclass(frozen=True, kw_only=True)
class WorkshopSeatTaken(Activity):
    """Someone comes to a workshop, or waits for a seat."""

    workshop: UUID
    waits: bool
    verb = "Join"
    changes = "state"
    plain = _("{actor} comes to a workshop")


@dataclass(frozen=True, kw_only=True)
class WorkshopSeatGivenBack(Activity):
    """Someone doesn't come to a workshop after all."""

    workshop: UUID
    verb = "Leave"
    changes = "state"
    plain = _("{actor} doesn't come to a workshop after all")


@dataclass(frozen=True, kw_only=True)
class WorkshopMovedUp(Activity):
    """Someone who waited has a seat now."""

    workshop: UUID
    member: UUID
    verb = "Add"
    changes = "state"
    plain = _("Someone who waited has a seat in a workshop")


@dataclass(frozen=True, kw_only=True)
class WorkshopNear(Activity):
    """A workshop begins within a day: who comes is reminded."""

    workshop: UUID
    verb = "Announce"
    changes = "state"
    plain = _("A workshop of {thing} is near")
