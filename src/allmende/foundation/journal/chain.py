"""The journal's chain: numbers without a gap, each entry's digest over the one before."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.foundation.doors import Invariant
from allmende.foundation.journal.commands import digest_of
from allmende.foundation.journal.models import Entry


def first_broken(first: int = 1, last: int | None = None) -> int | None:
    """Return the number of the first entry from `first` to `last` that was changed, moved or is missing; None: all is whole.

    Reads in a stream, so that any length fits into memory.
    """
    rows = Entry.objects.filter(seq__gte=first).order_by("seq")
    if last is not None:
        rows = rows.filter(seq__lte=last)
    expected = first
    previous = Entry.objects.filter(seq=first - 1).values_list("digest", flat=True).first()
    if previous is None:
        if first > 1:
            return first - 1
        previous = ""
    for entry in rows.iterator(chunk_size=1000):
        if entry.seq != expected or entry.digest != digest_of(entry, previous):
            return expected
        expected, previous = expected + 1, entry.digest
    return expected if last is not None and expected <= last else None


def _breaks() -> Iterator[str]:
    broken = first_broken()
    if broken is not None:
        yield f"entry {broken} was changed, or is missing"


INVARIANTS = (Invariant("journal", "The journal's numbers have no gap, and its chain is whole.", _breaks),)
