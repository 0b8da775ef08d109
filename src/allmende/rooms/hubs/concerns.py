"""Whom it concerns when a booking ends before its time, and when a desk becomes free for whoever waits."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN
from allmende.rooms.hubs.activities import BookingCancelled, MovedUp

ENDED = reason("hubs.ended", _("{actor} ended your booking in {thing}"), OWN)

FREE = reason("hubs.free", _("A desk in {thing} became free: you waited, and now it is yours"), OWN)


@concerns(BookingCancelled)
def of_a_cancelled_booking(entry: Entry) -> Iterator[Concern]:
    """Whoever had it, unless they gave it back themselves."""
    yield Concern(UUID(entry.current_payload["member"]), ENDED)


@concerns(MovedUp)
def of_a_desk_that_became_free(entry: Entry) -> Iterator[Concern]:
    """Whoever waited for it."""
    yield Concern(UUID(entry.current_payload["member"]), FREE)
