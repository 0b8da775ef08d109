"""Whom it concerns when something happens on the way in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, THANKS
from allmende.identity.accounts.models import Account
from allmende.people.nominations.activities import (
    InvitationAccepted,
    InvitationRefused,
    NominationLapsed,
    NomineeAdmitted,
    NomineeDeclined,
    NomineeListed,
    RequestTakenUp,
    VouchAsked,
)
from allmende.people.nominations.models import Nomination, Stance, Voice
from allmende.people.nominations.models.addresses import spellings

PAGE = "nominations:index"

ASKED = reason("nominations.asked", _("{actor} asks you to vouch for someone in {thing}"), ASK, page=PAGE)
ADMITTED = reason("nominations.admitted", _("{actor} admitted someone you brought to {thing}"), OWN, page=PAGE)
LISTED = reason("nominations.listed", _("Someone you brought is on the waiting list of {thing}"), OWN, page=PAGE)
DECLINED = reason(
    "nominations.declined", _("{actor} declined your nomination for {thing}, and says why"), OWN, page=PAGE
)
LAPSED = reason("nominations.lapsed", _("The time of your nomination for {thing} is over"), OWN, page=PAGE)
ARRIVED = reason("nominations.arrived", _("{actor}, whom you brought in, has come to {thing}"), THANKS, page=PAGE)
REFUSED = reason(
    "nominations.refused", _("Someone you brought has turned the invitation to {thing} down"), OWN, page=PAGE
)
TAKEN_UP = reason("nominations.taken_up", _("{actor} took up your request and nominated you for {thing}"), OWN)


def _nomination(entry: Entry) -> Nomination | None:
    return Nomination.objects.filter(id=UUID(entry.current_payload["nomination"])).first()


@concerns(VouchAsked)
def of_a_question(entry: Entry) -> Iterator[Concern]:
    """Whoever is asked."""
    yield Concern(UUID(entry.current_payload["member"]), ASKED)


@concerns(NomineeAdmitted, InvitationAccepted)
def of_an_arrival(entry: Entry) -> Iterator[Concern]:
    """Whoever nominated, and those who vouched."""
    reason_ = ADMITTED if entry.name == "NomineeAdmitted" else ARRIVED
    if nomination := _nomination(entry):
        if nomination.nominator_id:
            yield Concern(nomination.nominator_id, reason_)
        vouchers = Voice.objects.filter(nomination=nomination, stance=Stance.VOUCH)
        for actor in vouchers.values_list("actor_id", flat=True):
            yield Concern(actor, reason_)


@concerns(NomineeListed, NomineeDeclined, NominationLapsed, InvitationRefused)
def of_a_decision(entry: Entry) -> Iterator[Concern]:
    """Whoever nominated."""
    reasons = {
        "NomineeListed": LISTED, "NomineeDeclined": DECLINED, "NominationLapsed": LAPSED, "InvitationRefused": REFUSED,
    }  # fmt: skip
    nomination = _nomination(entry)
    if nomination and nomination.nominator_id:
        yield Concern(nomination.nominator_id, reasons[entry.name])


@concerns(RequestTakenUp)
def of_a_request(entry: Entry) -> Iterator[Concern]:
    """Whoever asked, where they have an account of that address."""
    nomination = _nomination(entry)
    accounts = Account.objects.filter(email__in=spellings(nomination.address)) if nomination else Account.objects.none()
    for actor in accounts.values_list("actor_id", flat=True):
        yield Concern(actor, TAKEN_UP)
