"""Checking the chain, part by part."""

from typing import Any

from django.tasks import task

from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.worker import progress
from allmende.identity.actors.commands import system
from allmende.observers.audit.queries import last_check, verify_chain

PART = 10_000
"""So many entries are checked between two signs of how far it is."""


@task()
def verify() -> dict[str, Any]:
    """Check the whole chain; return the first number that is not as it was written (`broken`, or None), and where it ended.

    The end that an earlier check saw must still be there as it was: entries cut off at the end show only so.
    """
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", "digest").first() or (0, "")
    before = last_check()
    last = max(newest[0] or 0, before.last if before else 0)
    broken = None
    for first in range(1, last + 1, PART):
        until = min(first + PART - 1, last)
        broken = verify_chain(system(), first, until)
        progress(until, last)
        if broken is not None:
            break
    if broken is None and before and before.last:
        kept = Entry.objects.filter(seq=before.last, digest=before.digest).exists()
        broken = None if kept else before.last
    return {"broken": broken, "last": newest[0], "digest": newest[1]}
