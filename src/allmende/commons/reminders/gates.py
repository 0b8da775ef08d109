"""What waits at a gate is to be looked at within some days: then those who decide are reminded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.reminders.definitions import Deadline, Open, remind_of
from allmende.commons.spaces.concerns import gatekeepers_of
from allmende.commons.spaces.models import Passage, PassageState
from allmende.foundation.doors import Option
from allmende.foundation.journal.concerns import reason
from allmende.foundation.journal.occasions import REMINDER
from allmende.foundation.options.definitions import offer_option, value_of

DAYS = Option(
    "gates.days", _("Reviews at gates"), _("Within so many days whoever asked to take something outward gets an answer; before, those who decide are reminded."),
    _("days"), 4, 2, 60,
)  # fmt: skip
REVIEW = reason(
    "gates.due", _("Someone has waited for days to take something outward from {thing}. Please decide."), REMINDER, page="gates"
)  # fmt: skip


def _open_now(subject: UUID | None) -> Iterator[Open]:
    waiting = Passage.objects.filter(state=PassageState.WAITING, space__archived=None)
    if subject:
        waiting = waiting.filter(id=subject)
    within = timedelta(days=value_of(DAYS))
    for passage, space, asked in waiting.values_list("id", "space_id", "asked"):
        yield Open(passage, space, asked, asked + within)


def _whom(subject: UUID, among: Collection[UUID] | None) -> set[UUID]:
    """Whoever decides there today, but not who asked for it."""
    passage = Passage.objects.select_related("space__root").get(id=subject)
    deciding = gatekeepers_of(passage.space) - {passage.asked_by_id}
    return deciding if among is None else deciding.intersection(among)


offer_option(DAYS)
remind_of(Deadline(REVIEW, _open_now, _whom))
