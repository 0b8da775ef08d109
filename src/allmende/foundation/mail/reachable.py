"""Which mailboxes want nothing more from us, or are not there: what nobody asked for is not sent to them again."""

from __future__ import annotations

from datetime import timedelta

from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.foundation.mail.models import Stopped

BOUNCED, COMPLAINED = "bounced", "complained"
KEPT_FOR = timedelta(days=365)


def stop(address: str, why: str) -> None:
    """Write to an address no more of what it did not ask for; it still gets what is asked for (a code, a new password)."""
    Stopped.objects.update_or_create(digest=_digest(address), defaults={"why": why, "at": clock.now()})


def why_stopped(address: str) -> str:
    """Say why an address gets no more mails by itself: `bounced`, `complained`; empty: it does."""
    return Stopped.objects.filter(digest=_digest(address)).values_list("why", flat=True).first() or ""


def start_again(address: str, why: str = "") -> None:
    """Write to an address as before: whoever reads mail there has shown it, or asks for it. `why`: only if that was the reason."""
    rows = Stopped.objects.filter(digest=_digest(address))
    (rows.filter(why=why) if why else rows).delete()


def forget_stopped() -> int:
    """Forget what is a year old: the mailbox may be another's. Return how many."""
    return Stopped.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]


def _digest(address: str) -> str:
    return sign("stopped mail", address.strip().lower())
