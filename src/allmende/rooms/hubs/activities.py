"""What can happen in a hub. Who is here, and who was stuck, is written down nowhere."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class HubChanged(Activity):
    """Address, hours, desks or rules of a hub are otherwise now."""

    fields: str = ""
    verb = "Update"
    sentence = _("{actor} changed {thing}")


@dataclass(frozen=True, kw_only=True)
class DeskBooked(Activity):
    """Someone has booked a desk."""

    booking: UUID
    verb = "Offer"
    plain = _("{actor} booked a desk at {thing}")


@dataclass(frozen=True, kw_only=True)
class MovedUp(Activity):
    """A desk became free, and whoever waited longest for it has it now."""

    booking: UUID
    member: UUID
    day: str
    verb = "Offer"
    plain = _("{actor} gave a free desk to whoever waited longest")


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(Activity):
    """A booking has ended before its time: whoever had it gave it back, or the hub is closed then."""

    booking: UUID
    member: UUID
    day: str
    verb = "Undo"
    plain = _("{actor} ended a booking at {thing}")
    though_archived = True
