"""Whom it concerns when a booking ends before its time."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.rooms.hubs.activities import BookingCancelled

ENDED = reason("hubs.ended", _("{actor} ended your booking in {thing}"))


@concerns(BookingCancelled)
def of_a_cancelled_booking(entry: Entry) -> Iterator[Concern]:
    """Whoever had it, unless they gave it back themselves."""
    yield Concern(UUID(entry.current_payload["member"]), ENDED)
