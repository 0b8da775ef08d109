"""Whom it concerns when someone is asked for a step, or asks for help."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.spaces.models import Space
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.people.desk.activities import (
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpTaken,
    StepAccepted,
    StepAsked,
    StepDeclined,
)
from allmende.people.desk.models import Help

READ = _("Read what, and why you")
ASKED = reason("desk.asked", _("{actor} asks you for a small step. {thing}"), page="desk:asked", words=READ)
ACCEPTED = reason(
    "desk.accepted", _("{actor} says yes to what you asked. {thing}"), page="desk:desk", words=_("To the desk")
)
DECLINED = reason(
    "desk.declined", _("{actor} would rather not, and thanks you for asking. {thing}"), page="desk:desk", words=_("To the desk")
)  # fmt: skip
HELP = reason("desk.help", _("{actor} asks for help. {thing}"), page="desk:desk", words=_("To the desk"))
TAKEN = reason(
    "desk.taken", _("{actor} looks after your question. {thing}"), page="desk:help", words=_("Your questions")
)
ANSWERED = reason(
    "desk.answered", _("{actor} answered your question. {thing}"), page="desk:help", words=_("Read the answer")
)


@concerns(StepAsked)
def of_an_ask(entry: Entry) -> Iterator[Concern]:
    """Who is asked."""
    yield Concern(UUID(entry.current_payload["member"]), ASKED)


@concerns(StepAccepted, StepDeclined)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Who asked."""
    yield Concern(UUID(entry.current_payload["asked_by"]), ACCEPTED if entry.name == "StepAccepted" else DECLINED)


@concerns(HelpAsked)
def of_a_call_for_help(entry: Entry) -> Iterator[Concern]:
    """Everyone on duty today."""
    root = Space.objects.filter(id=entry.space).first()
    told = {actor.id for duty in Duty for actor in on_duty(root, duty)} if root else set()
    for actor in told:
        yield Concern(actor, HELP)


@concerns(HelpTaken, HelpAnswered)
def of_help(entry: Entry) -> Iterator[Concern]:
    """Who asked for it."""
    yield Concern(UUID(entry.current_payload["member"]), TAKEN if entry.name == "HelpTaken" else ANSWERED)


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
