"""What holds of the search: once it has read the whole journal, it holds what the rooms tell of every thing, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from django.db import connection

from allmende.commons.things.models import Thing
from allmende.foundation.doors import Invariant
from allmende.foundation.journal.models import Cursor, Entry
from allmende.observers.search import fulltext
from allmende.observers.search.commands import document_of, learned_words, told_of
from allmende.observers.search.models import Document

BATCH = 500


def _otherwise() -> Iterator[str]:
    if not _has_read_all():
        return
    learned = learned_words()
    ids = Thing.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=BATCH)
    for batch in batched(ids, BATCH):
        told = {thing: (moment, text) for thing, moment, text in told_of(set(batch)) if text}
        held = {row.thing_id: row for row in Document.objects.filter(thing__in=batch)}
        yield from (f"{thing} can't be found" for thing in sorted(told.keys() - held.keys()))
        yield from (f"{thing} can be found, and nothing is told of it" for thing in sorted(held.keys() - told.keys()))
        for thing in sorted(told.keys() & held.keys()):
            moment, text = told[thing]
            should = document_of(thing, moment, text, learned)
            if any(getattr(held[thing], name) != getattr(should, name) for name in Document.CONTENT):
                yield f"{thing} is found by other words than its own"


def _has_read_all() -> bool:
    """Whether nothing waits to be read: until then it is right that something is missing."""
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first()
    cursor = Cursor.objects.filter(observer="search").first()
    return newest is None or bool(cursor and cursor.seq >= newest and not Entry.objects.filter(seq=None).exists())


def _damaged() -> Iterator[str]:
    """Whether the full-text index says what its documents do; asked so that it reads only."""
    if connection.vendor == "postgresql":
        right = "array_to_tsvector(string_to_array(terms, ' '))"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT thing_id FROM search_document WHERE vector <> {right}")  # noqa: S608 - ours
            yield from (f"{thing} is indexed by other words than its own" for (thing,) in cursor.fetchall())
        return
    if not fulltext.is_sound():
        yield "it is damaged, or other words than the documents' stand in it"


ANEW = "Have the index made anew: allmende upgrade --reindex"
INVARIANTS = (
    Invariant(
        "search", "The index holds what is told of every thing that can be found, and nothing else.", _otherwise, ANEW
    ),
    Invariant("full-text", "The full-text index says what its documents do.", _damaged, ANEW),
)
