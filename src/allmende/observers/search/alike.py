"""What is like a text: things that share its telling words, those with most of them first."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from allmende.commons.audiences.queries import reach_of
from allmende.identity.actors.models import Reader
from allmende.observers.search.analyser import Some, parse
from allmende.observers.search.analyser.query import leaves
from allmende.observers.search.fulltext import Condition, in_reach, newest_first, walk
from allmende.observers.search.models import Document

LOOKED_AT = 120
"""So many of the newest that share a word are weighed."""
FEWEST = 2
"""Words that must be shared: one alone says little."""
LAST_ID = 2**63 - 1


def alike(reader: Reader, text: str, kind: str, limit: int) -> list[UUID]:
    """Return things of a kind that share at least two telling words with a text and that the reader sees, the likest first.

    Two statements. Words count in any of their forms, also within German compounds; of a long text the first twelve.
    """
    query = parse(text)
    if len(query.words) < FEWEST:
        return []
    sql, reach = in_reach(reach_of(reader))
    start, given = walk(Condition(Some(tuple(word.anyhow for word in query.words))), LAST_ID)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id {start} AND {sql} AND t.kind = %s {newest_first()} LIMIT {LOOKED_AT:d}",
            [*given, reach, kind],
        )
        found = [document for (document,) in cursor.fetchall()]
    wanted = [{leaf.value for leaf in leaves(word.anyhow)} for word in query.words]
    weighed = []
    for document, thing, terms in Document.objects.filter(id__in=found).values_list("id", "thing", "terms"):
        held = set(terms.split())
        shared = sum(not held.isdisjoint(word) for word in wanted)
        if shared >= FEWEST:
            weighed.append((-shared, -document, thing))
    return [thing for _shared, _document, thing in sorted(weighed)[:limit]]
