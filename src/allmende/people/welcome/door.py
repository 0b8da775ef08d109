"""What the way in offers the house."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.commands import open_due_communities
from allmende.foundation.doors import Room, Section
from allmende.foundation.personal import Holding
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.welcome.commands import look_after_promises, tell_of_openings
from allmende.people.welcome.models import Booking, Path, Promise, Signature, Slot, Subscriber
from allmende.people.welcome.queries.sections import home_section, waiting

DOOR = Room(
    key="welcome",
    name=_("Your way in"),
    icon="route",
    home=(Section("welcome", _("Your way in"), "welcome/home_section.html", home_section),),
    waiting=waiting,
    rounds=(look_after_promises, open_due_communities, tell_of_openings),
)


def _export(actor: Actor) -> dict[str, Any]:
    promises = Promise.objects.filter(path__actor=actor).select_related("commitment")
    return {
        "paths": list(Path.objects.filter(actor=actor).values("space__title", "state", "begun", "promised", "arrived")),
        "commitments": [
            {"title": row.title, "state": row.state, "made": row.made, "due": row.due, "kept": row.kept}
            for row in promises
        ],
        "signatures": list(Signature.objects.filter(actor=actor).values("charter__space__title", "signed")),
        "tours_led": list(Slot.objects.filter(host=actor).values("begins", "where")),
        "hears_of_openings": list(_subscriptions(actor).values("space__title", "asked", "confirmed")),
        "tours_booked": list(_bookings(actor).values("slot__begins", "name", "confirmed", "cancelled")),
    }


def _forget(actor: Actor) -> None:
    _bookings(actor).delete()
    _subscriptions(actor).delete()
    Path.objects.filter(actor=actor).delete()
    Signature.objects.filter(actor=actor, signed=None).delete()
    Promise.objects.filter(confirmed_by=actor).update(confirmed_by=None)


def _bookings(actor: Actor) -> Any:
    """Tours booked under the person's address."""
    return Booking.objects.filter(email__in=_addresses(actor))


def _subscriptions(actor: Actor) -> Any:
    return Subscriber.objects.filter(email__in=_addresses(actor))


def _addresses(actor: Actor) -> Any:
    return Account.objects.filter(actor=actor).values("email")


HOLDING = Holding(
    "welcome",
    ("welcome.Path", "welcome.Promise", "welcome.Signature", "welcome.Slot", "welcome.Booking", "welcome.Subscriber"),
    _export,
    _forget,
    title=_("Your way in, tours and founding"),
    why=_("So that you see how far you are, are reminded in time, and find your place on a tour."),
    until=_("As long as you have an account; a place on a tour until you give it back."),
)
