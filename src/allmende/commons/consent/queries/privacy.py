"""What is kept of people in general, and what someone can do about their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allmende.commons.consent.models import Takeout
from allmende.commons.consent.queries.agreements import outstanding
from allmende.commons.spaces.models import Space
from allmende.foundation.personal import Holding, holdings
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import Text
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import account_of, age_band_of
from allmende.identity.actors.models import Actor, Reader


def kept_of_everyone() -> list[Holding]:
    """Return what this node keeps of people, as the apps say it themselves: the page can't leave anything out."""
    return sorted(holdings(), key=lambda holding: str(holding.title).casefold())


@dataclass(frozen=True)
class MyPrivacy:
    """What a member's own part of the page shows."""

    email: str
    age: Text
    needs_guardian: bool
    waiting: int
    takeouts: list[Takeout]


def my_privacy(reader: Reader, root: Space | None) -> MyPrivacy | None:
    """Return a member's own part; None for guests."""
    account = account_of(reader)
    if not isinstance(reader, Actor) or account is None:
        return None
    band = age_band_of(reader)
    return MyPrivacy(
        account.email, AgeBand(band).label if band else "", band == AgeBand.UNDER_16,
        len(outstanding(reader, root)) if root else 0, list(Takeout.objects.filter(actor=reader).order_by("-id")[:5]),
    )  # fmt: skip


@dataclass(frozen=True)
class TakeoutPage:
    """How far an archive is."""

    takeout: Takeout
    percent: int
    has_failed: bool

    @property
    def is_busy(self) -> bool:
        """Whether it is being made."""
        return not (self.takeout.ready or self.has_failed)

    @property
    def expires(self) -> datetime | None:
        """Until when it can be fetched."""
        return self.takeout.expires


def takeout_page(takeout: Takeout) -> TakeoutPage:
    """Return how far an archive is; two statements at most."""
    job = None if takeout.ready else Job.objects.filter(id=takeout.job).first()
    return TakeoutPage(
        takeout, job.percent if job else 100, not takeout.ready and (job is None or job.state == State.DEAD)
    )
