"""Whom it concerns when someone is asked for a step, or asks for help."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import holders_today, on_duty
from allmende.commons.spaces.models import Space
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN
from allmende.people.desk.activities import (
    GuestAskedForHelp,
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpContinued,
    HelpHandedOver,
    HelpTaken,
    StepAccepted,
    StepAsked,
    StepDeclined,
)
from allmende.people.desk.models import Help

READ = _("Read what, and why you")
ASKED = reason("desk.asked", _("{actor} asks you for a small step. {thing}"), ASK, page="desk:asked", words=READ)
ACCEPTED = reason(
    "desk.accepted", _("{actor} says yes to what you asked. {thing}"), OWN, page="desk:desk", words=_("To the desk")
)
DECLINED = reason(
    "desk.declined", _("{actor} would rather not, and thanks you for asking. {thing}"), OWN, page="desk:desk", words=_("To the desk")
)  # fmt: skip
HELP = reason("desk.help", _("{actor} asks for help. {thing}"), ASK, page="desk:desk", words=_("To the desk"))
GUEST = reason("desk.guest", _("A guest asks for help. {thing}"), ASK, page="desk:desk", words=_("To the desk"))
HANDED = reason(
    "desk.handed",
    _("{actor} handed a question over to your duty. {thing}"),
    ASK,
    page="desk:desk",
    words=_("To the desk"),
)
GUEST_CONTINUED = reason(
    "desk.guest_continued", _("A guest answered you back. {thing}"), ASK, page="desk:desk", words=_("To the desk")
)
CONTINUED = reason(
    "desk.continued", _("{actor} answered you back. {thing}"), ASK, page="desk:desk", words=_("To the desk")
)
TAKEN = reason(
    "desk.taken", _("{actor} looks after your question. {thing}"), OWN, page="desk:help", words=_("Your questions")
)
ANSWERED = reason(
    "desk.answered",
    _("{actor} answered your question. {thing}"),
    OWN,
    has_mail=True,
    page="desk:help",
    words=_("Read the answer"),
)


@concerns(StepAsked)
def of_an_ask(entry: Entry) -> Iterator[Concern]:
    """Who is asked."""
    yield Concern(UUID(entry.current_payload["member"]), ASKED)


@concerns(StepAccepted, StepDeclined)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Who asked."""
    yield Concern(UUID(entry.current_payload["asked_by"]), ACCEPTED if entry.name == "StepAccepted" else DECLINED)


@concerns(HelpAsked, GuestAskedForHelp)
def of_a_call_for_help(entry: Entry) -> Iterator[Concern]:
    """Whoever serves the duty whose question it is; while nobody does, everyone on duty today."""
    if call := _call(entry):
        told = HELP if call.asker_id else GUEST
        yield from (Concern(actor, told) for actor in holders_today(call.space, call.duty) or _all_on_duty(call.space))


@concerns(HelpHandedOver)
def of_handing_over(entry: Entry) -> Iterator[Concern]:
    """Whoever serves the duty that it was given to."""
    if call := _call(entry):
        yield from (Concern(actor.id, HANDED) for actor in on_duty(call.space, entry.current_payload["duty"]))


@concerns(HelpTaken, HelpAnswered)
def of_help(entry: Entry) -> Iterator[Concern]:
    """Who asked for it; guests read their mail."""
    if (call := _call(entry)) and call.asker_id:
        yield Concern(call.asker_id, TAKEN if entry.name == "HelpTaken" else ANSWERED)


@concerns(HelpContinued)
def of_an_answer_back(entry: Entry) -> Iterator[Concern]:
    """Who looks after it; while nobody does, whoever serves its duty."""
    if call := _call(entry):
        told = [call.taken_by_id] if call.taken_by_id else [actor.id for actor in on_duty(call.space, call.duty)]
        yield from (Concern(actor, CONTINUED if call.asker_id else GUEST_CONTINUED) for actor in told)


def _call(entry: Entry) -> Help | None:
    return Help.objects.filter(id=entry.current_payload["help"]).select_related("space__root").first()


def _all_on_duty(root: Space) -> set[UUID]:
    return {actor.id for duty in Duty for actor in on_duty(root, duty)}


@merit("desk.accepted", _("{actor} took up what you asked for"), StepAccepted)
def of_asking_well(entry: Entry) -> Iterator[UUID | None]:
    """Whoever asked for a step that someone took: bringing others in is something done for them."""
    yield UUID(entry.current_payload["asked_by"])


@merit("desk.helped", _("You helped {actor}"), HelpClosed)
def of_having_helped(entry: Entry) -> Iterator[UUID | None]:
    """Whoever answered, when who asked says that it is done."""
    yield (
        Help.objects.filter(id=entry.current_payload["help"], asker=entry.actor)
        .values_list("answered_by_id", flat=True)
        .first()
    )
