"""What holds of the search: once it has read the whole journal, everything that can be found has its document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from allmende.commons.things.models import Thing
from allmende.foundation import doors
from allmende.foundation.doors import Invariant
from allmende.foundation.journal.models import Cursor, Entry
from allmende.observers.search.models import Document

BATCH = 500


def _missing() -> Iterator[str]:
    if not _has_read_all():
        return
    for key, kind in doors.kinds().items():
        if kind.documents is None:
            continue
        ids = Thing.objects.filter(kind=key).order_by("id").values_list("id", flat=True).iterator(chunk_size=BATCH)
        for batch in batched(ids, BATCH):
            told = {text.thing for text in kind.documents(batch)}
            known = set(Document.objects.filter(thing__in=told).values_list("thing", flat=True))
            yield from (f"{key} {thing} can't be found" for thing in sorted(told - known))


def _has_read_all() -> bool:
    """Whether nothing waits to be read: until then it is right that something is missing."""
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first()
    cursor = Cursor.objects.filter(observer="search").first()
    return newest is None or bool(cursor and cursor.seq >= newest and not Entry.objects.filter(seq=None).exists())


INVARIANTS = (
    Invariant(
        "search", "Everything that can be found has its document in the index.", _missing,
        "Have the index made anew: allmende upgrade --reindex",
    ),
)  # fmt: skip
