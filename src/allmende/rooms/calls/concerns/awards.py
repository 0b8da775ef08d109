"""Whom it concerns when prizes are given, and when people are told what became of what they made."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import shares_of
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN
from allmende.rooms.calls.activities import ContributionAnswered, PrizeAwarded, PrizeTakenBack, shared_out

AWARDED = reason("calls.awarded", _("A prize is yours: {thing}"), OWN)
TAKEN_BACK = reason("calls.award_taken_back", _("A prize that was yours was taken back: {thing}"), OWN)
ANSWERED = reason("calls.answered", _("{actor} tells you what became of {thing}"), OWN)


@concerns(ContributionAnswered)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Everyone who made it."""
    for shares in shares_of([entry.thing] if entry.thing else []).values():
        yield from (Concern(share.actor, ANSWERED) for share in shares)


@concerns(PrizeAwarded)
def of_a_prize(entry: Entry) -> Iterator[Concern]:
    """Everyone who gets a part of it."""
    for part in shared_out(entry.current_payload["split"]):
        yield Concern(part.person, AWARDED)


@concerns(PrizeTakenBack)
def of_a_prize_taken_back(entry: Entry) -> Iterator[Concern]:
    """Everyone who had a part of it."""
    for part in shared_out(entry.current_payload["split"]):
        yield Concern(part.person, TAKEN_BACK)
