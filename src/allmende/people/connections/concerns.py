"""Whom it concerns when people ask each other, and say yes."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, THANKS
from allmende.people.connections.activities import ContactAsked, ContactMade

ASKED = reason(
    "connections.asked",
    _("{actor} would like to be in contact with you. {thing}"),
    ASK,
    many=_("{actors} would like to be in contact with you. {thing}"),
    page="connections:index",
    words=_("Answer"),
    has_mail=True,
)
MADE = reason(
    "connections.made",
    _("{actor} said yes: you are in contact now"),
    THANKS,
    many=_("{actors} said yes: you are in contact now"),
)


@concerns(ContactAsked, ContactMade)
def of_the_other(entry: Entry) -> Iterator[Concern]:
    """Whoever was asked, or had asked; about their community, where both are."""
    reasons = {"ContactAsked": ASKED, "ContactMade": MADE}
    yield Concern(UUID(entry.current_payload["person"]), reasons[entry.name], thing=entry.space)
