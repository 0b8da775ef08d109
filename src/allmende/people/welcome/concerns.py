"""Whom it concerns when something happens on someone's way in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, PLACE, REMINDER
from allmende.people.welcome.activities import (
    CommitmentKept,
    CommitmentLapsed,
    CommitmentReminded,
    CommitmentRenewed,
    CommitmentReported,
    TourBooked,
    TourBookingCancelled,
)
from allmende.people.welcome.queries.care import ids_of_those_who_care

REPORTED = reason(
    "welcome.reported", _("{actor} says that a commitment to {thing} is kept. Look and confirm it."), ASK, has_mail=True
)
KEPT = reason(
    "welcome.kept", _("Thank you: your commitment is kept, and you are a full member of {thing}"), PLACE, has_mail=True
)
REMINDED = reason("welcome.reminded", _("A reminder of your commitment to {thing}"), REMINDER, has_mail=True)
LAPSED = reason(
    "welcome.lapsed",
    _("The time for your commitment to {thing} is over. Nothing is lost: say what would help."),
    REMINDER,
    has_mail=True,
)
TO_ASK = reason(
    "welcome.to_ask", _("Someone's time for a commitment to {thing} is over. Ask what would help."), ASK, has_mail=True
)
BOOKED = reason("welcome.booked", _("Someone comes along on your tour of {thing}"), OWN, has_mail=True)
GIVEN_BACK = reason("welcome.given_back", _("Someone gave back a place on your tour of {thing}"), OWN, has_mail=True)
RENEWED = reason("welcome.renewed", _("{actor} gave you more time for your commitment to {thing}"), OWN, has_mail=True)


@concerns(CommitmentReported)
def of_a_report(entry: Entry) -> Iterator[Concern]:
    """Those who care for the community: they confirm it."""
    for actor in ids_of_those_who_care(entry.space) if entry.space else ():
        yield Concern(actor, REPORTED)


@concerns(CommitmentKept, CommitmentReminded, CommitmentRenewed)
def of_a_promise(entry: Entry) -> Iterator[Concern]:
    """Whoever made it."""
    reasons = {"CommitmentKept": KEPT, "CommitmentReminded": REMINDED, "CommitmentRenewed": RENEWED}
    yield Concern(UUID(entry.current_payload["member"]), reasons[entry.name])


@concerns(CommitmentLapsed)
def of_a_lapse(entry: Entry) -> Iterator[Concern]:
    """Whoever made it, and those who ask what would help."""
    member = UUID(entry.current_payload["member"])
    yield Concern(member, LAPSED)
    for actor in ids_of_those_who_care(entry.space) if entry.space else ():
        if actor != member:
            yield Concern(actor, TO_ASK)


@concerns(TourBooked, TourBookingCancelled)
def of_a_booking(entry: Entry) -> Iterator[Concern]:
    """Whoever leads the tour."""
    yield Concern(UUID(entry.current_payload["host"]), BOOKED if entry.name == "TourBooked" else GIVEN_BACK)


@merit("welcome.kept", _("{actor} saw that you kept your commitment in {thing}"), CommitmentKept)
def of_a_commitment_kept(entry: Entry) -> Iterator[UUID | None]:
    """Whoever kept it, when another person confirms it."""
    yield UUID(entry.current_payload["member"])
