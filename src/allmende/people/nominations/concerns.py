"""Whom it concerns when something happens on the way in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.reminders.definitions import Deadline, Open, remind_of
from allmende.foundation import clock
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, REMINDER, THANKS
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
from allmende.people.nominations.models import Invitation, Nomination, Stance, State, Voice
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
VOICE_DUE = reason(
    "nominations.voice_due", _("You were asked to vouch for someone in {thing}; the time for it ends soon"), REMINDER, page=PAGE
)  # fmt: skip
INVITATION_ENDS = reason(
    "nominations.invitation_ends", _("The invitation of someone you brought to {thing} runs out soon. Ask whether it has come"), REMINDER, page=PAGE
)  # fmt: skip


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


def _open_nominations(subject: UUID | None) -> Iterator[Open]:
    rows = Nomination.objects.filter(state=State.OPEN, deadline__gt=clock.now(), place__archived=None)
    rows = rows.filter(id=subject) if subject else rows
    for nomination, place, made, deadline in rows.values_list("id", "place_id", "made", "deadline"):
        yield Open(nomination, place, made, deadline)


def _yet_to_speak(subject: UUID, among: Collection[UUID] | None) -> set[UUID]:
    asked = Voice.objects.filter(nomination=subject, stance=Stance.ASKED)
    asked = asked if among is None else asked.filter(actor__in=among)
    return set(asked.values_list("actor_id", flat=True))


def _open_invitations(subject: UUID | None) -> Iterator[Open]:
    rows = Invitation.objects.filter(used=None, replaced=None, expires__gt=clock.now())
    rows = rows.filter(nomination__state=State.ADMITTED, nomination__place__archived=None)
    rows = rows.filter(id=subject) if subject else rows
    for invitation, place, sent, expires in rows.values_list("id", "nomination__place_id", "sent", "expires"):
        yield Open(invitation, place, sent, expires)


def _who_invited(subject: UUID, among: Collection[UUID] | None) -> set[UUID]:
    """Whoever nominated them: those who are invited have no account, and got their mail."""
    found = set(Invitation.objects.filter(id=subject).values_list("nomination__nominator_id", flat=True)) - {None}
    return found if among is None else found.intersection(among)


remind_of(Deadline(VOICE_DUE, _open_nominations, _yet_to_speak))
remind_of(Deadline(INVITATION_ENDS, _open_invitations, _who_invited))
