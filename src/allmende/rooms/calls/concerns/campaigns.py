"""Whom it concerns when a campaign has enough supporters, is answered, or waits for its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.reminders.definitions import Deadline, Open, remind_of
from allmende.commons.spaces.models import Membership, Role
from allmende.foundation import clock
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, REMINDER
from allmende.rooms.calls.activities import CampaignAnswered, CampaignReached
from allmende.rooms.calls.models import Call, Campaign, Support

REACHED = reason("calls.campaign_reached", _("{thing} has enough supporters: an answer is owed"), ASK)
ANSWERED = reason("calls.campaign_answered", _("The demand that you support was answered: {thing}"), OWN)
ANSWER_DUE = reason("calls.answer_due", _("The answer to {thing} is due soon"), REMINDER)


@concerns(CampaignReached)
def of_enough_supporters(entry: Entry) -> Iterator[Concern]:
    """Those who hold it: they answer."""
    if entry.thing:
        yield from (Concern(actor, REACHED) for actor in _hosts(entry.thing))


@concerns(CampaignAnswered)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Everyone who supports it, also whoever is only counted: a notice is read by nobody else."""
    supporters = Support.objects.filter(campaign=entry.thing).values_list("actor_id", flat=True)
    yield from (Concern(actor, ANSWERED) for actor in supporters.iterator())


def _hosts(call: UUID) -> set[UUID]:
    """Who holds a call: whoever wrote it, and the stewards of its space."""
    author, place = Call.objects.values_list("author_id", "place_id").get(id=call)
    stewards = Membership.objects.filter(space=place, role__in=(Role.HOST, Role.CURATOR))
    return {author, *stewards.values_list("actor_id", flat=True)}


def _owed(subject: UUID | None) -> Iterator[Open]:
    """Answers that are owed and can still come in time."""
    rows = Campaign.objects.filter(answered=None, due__gt=clock.now(), call__place__archived=None)
    rows = rows.exclude(call__audience__kind__in=(Kind.BIN, Kind.PRACTICE))
    rows = rows.filter(call=subject) if subject else rows
    for call, reached, due in rows.values_list("call_id", "reached", "due"):
        yield Open(call, call, reached, due)


def _who_owes_it(subject: UUID, among: Collection[UUID] | None) -> Iterator[UUID]:
    """Those who hold the campaign, as long as nobody has answered."""
    if Campaign.objects.filter(call=subject, answered=None).exists():
        yield from (actor for actor in sorted(_hosts(subject)) if among is None or actor in among)


remind_of(Deadline(ANSWER_DUE, _owed, _who_owes_it))
