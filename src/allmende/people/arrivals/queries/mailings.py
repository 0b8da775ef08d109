"""Mailings as those who care for a community see them: figures, not addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from allmende.commons.spaces.models import Space
from allmende.people.arrivals.models import Letter, LetterState, Mailing


@dataclass(frozen=True)
class MailingPage:
    """How far a mailing is."""

    total: int
    sent: int
    waiting: int
    skipped: int

    @property
    def is_busy(self) -> bool:
        """Whether letters still wait."""
        return self.waiting > 0


def mailing_of(space: Space, key: UUID) -> Mailing | None:
    """Return a mailing of a community."""
    return Mailing.objects.filter(space=space, id=key).select_related("actor", "space__root").first()


def mailings_in(space: Space, limit: int = 20) -> Sequence[Mailing]:
    """Return a community's mailings, the latest first, with how many letters each has."""
    rows = Mailing.objects.filter(space=space).select_related("actor").order_by("-id")
    return rows.annotate(total=Count("letters"))[:limit]


def mailing_page(mailing: Mailing) -> MailingPage:
    """Count a mailing's letters, in one statement; who was passed over at the start counts with those passed over later."""
    counts = Letter.objects.filter(mailing=mailing).aggregate(
        total=Count("id"),
        sent=Count("id", filter=Q(state=LetterState.SENT)),
        waiting=Count("id", filter=Q(state=LetterState.WAITING)),
    )
    late = counts["total"] - counts["sent"] - counts["waiting"]
    return MailingPage(counts["total"], counts["sent"], counts["waiting"], mailing.skipped + late)
