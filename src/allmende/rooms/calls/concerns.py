"""Whom it concerns when something happens in a call, and for whom it counts."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN, THANKS
from allmende.rooms.calls.activities import ContributionSubmitted, ThanksGiven, VoteCounted
from allmende.rooms.calls.models import Call, Contribution, ContributionState

THANKED = reason(
    "calls.thanked",
    _("{actor} thanks you for taking part in {thing}"),
    THANKS,
    many=_("{actors} thank you for taking part in {thing}"),
)
COUNTED = reason("calls.counted", _("The vote on {thing} is counted: see what became of your contribution"), OWN)
HANDED_IN = reason(
    "calls.handed_in",
    _("{actor} handed something in to your call: {thing}"),
    OWN,
    many=_("{actors} handed something in to your call: {thing}"),
)


@concerns(ThanksGiven)
def of_thanks(entry: Entry) -> Iterator[Concern]:
    """Whoever is thanked."""
    yield Concern(UUID(entry.current_payload["member"]), THANKED)


@concerns(VoteCounted)
def of_a_count(entry: Entry) -> Iterator[Concern]:
    """Everyone whose contribution stood for the vote."""
    submitted = Contribution.objects.filter(call=entry.thing, state=ContributionState.SUBMITTED)
    for author in submitted.values_list("author_id", flat=True).distinct():
        yield Concern(author, COUNTED)


@concerns(ContributionSubmitted)
def of_a_contribution(entry: Entry) -> Iterator[Concern]:
    """Whoever wrote the call."""
    author = Call.objects.filter(id=entry.current_payload["call"]).values_list("author_id", flat=True).first()
    if author:
        yield Concern(author, HANDED_IN)


@merit("calls.thanked", _("{actor} thanked you for taking part in {thing}"), ThanksGiven)
def of_being_thanked(entry: Entry) -> Iterator[UUID | None]:
    """Whoever is thanked."""
    yield UUID(entry.current_payload["member"])


@merit("calls.handed_in", _("{actor} handed something in to your call: {thing}"), ContributionSubmitted)
def of_an_answer_to_a_call(entry: Entry) -> Iterator[UUID | None]:
    """Whoever asked the question that is answered."""
    yield Call.objects.filter(id=entry.current_payload["call"]).values_list("author_id", flat=True).first()
