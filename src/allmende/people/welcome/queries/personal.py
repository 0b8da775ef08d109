"""All that the way in keeps of a person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.welcome.models import Booking, Path, Promise, Signature, Slot, Subscriber


def holdings_of(actor: Actor) -> dict[str, Any]:
    """Return it as JSON values."""
    promises = Promise.objects.filter(path__actor=actor).select_related("commitment")
    paths = Path.objects.filter(actor=actor).values_list("space__title", "state", "begun", "promised", "arrived")
    return {
        "paths": [_row(("space", "state", "begun", "promised", "arrived"), row) for row in paths],
        "commitments": [
            _row(("title", "state", "made", "due", "kept"), (row.title, row.state, row.made, row.due, row.kept)) for row in promises
        ],
        "signatures": [
            _row(("charter", "signed"), row) for row in Signature.objects.filter(actor=actor).values_list("space__title", "signed")
        ],
        "tours_led": [_row(("begins", "where"), row) for row in Slot.objects.filter(host=actor).values_list("begins", "where")],
        "tours_booked": [
            _row(("begins", "name", "confirmed", "cancelled"), row)
            for row in bookings_of(actor).values_list("slot__begins", "name", "confirmed", "cancelled")
        ],
        "hears_of_openings": [
            _row(("space", "asked", "confirmed"), row) for row in subscriptions_of(actor).values_list("space__title", "asked", "confirmed")
        ],
    }  # fmt: skip


def _row(names: tuple[str, ...], values: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in zip(names, values, strict=True)
    }


def bookings_of(actor: Actor) -> QuerySet[Booking]:
    """Tours booked under the person's address."""
    return Booking.objects.filter(email__in=_addresses(actor))


def subscriptions_of(actor: Actor) -> QuerySet[Subscriber]:
    """Openings that the person's address wants to hear of."""
    return Subscriber.objects.filter(email__in=_addresses(actor))


def _addresses(actor: Actor) -> Any:
    return Account.objects.filter(actor=actor).values("email")
