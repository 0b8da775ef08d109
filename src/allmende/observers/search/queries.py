"""Searching: what a reader may see and every word of the query meets, the best first, the newest of the equally good."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Value
from django.utils.safestring import SafeString

from allmende.commons.things.models import Thing
from allmende.foundation import doors
from allmende.identity.actors.models import Reader
from allmende.observers.search.analyser import Every, Query, Some, parse
from allmende.observers.search.fulltext import Holds, in_title
from allmende.observers.search.models import Document
from allmende.observers.search.snippets import marked, snippet

COUNT_LIMIT = 1_000
"""Finds that are counted by kind; more than that is "more than 1,000"."""

LAST_ID = 2**63 - 1


@dataclass(frozen=True)
class Hit:
    """Something found: its page, and title and text with the words marked (safe HTML)."""

    thing: UUID
    kind: str
    title: SafeString
    snippet: SafeString
    language: str
    url: str


@dataclass(frozen=True)
class Page:
    """One page of finds. `after` is the key of the next page, None on the last; `counts` says how many of each kind.

    Counts hold for the whole query without the choice of a kind; `counted_all` is False when there are more than 1,000.
    """

    hits: tuple[Hit, ...] = ()
    after: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    counted_all: bool = True


def search(
    reader: Reader,
    text: str,
    *,
    kind: str | None = None,
    space: UUID | None = None,
    language: str | None = None,
    after: str | None = None,
    limit: int = 20,
    typing: bool = False,
) -> Page:
    """Find what the reader may see and every word of `text` meets; any text and any key are answered, at worst by nothing.

    `kind`, `space` and `language` narrow it down; `after` is an earlier page's key; `typing`: the last word may be unfinished.
    Four kinds of statement: the finds, their texts, the counts, and one per kind for the addresses.
    """
    query = parse(text, typing=typing)
    if not query:
        return Page()
    narrowed = _narrowed(reader, query, space=space, language=language)
    found = _best(narrowed.filter(kind=kind) if kind else narrowed, query, _read_key(after), limit + 1)
    kinds = list(narrowed.values_list("kind", flat=True)[: COUNT_LIMIT + 1])
    known = doors.kinds()
    counts = Counter(name for name in kinds[:COUNT_LIMIT] if name in known)
    more = f"{found[limit - 1][0]}-{found[limit - 1][1]}" if len(found) > limit else None
    return Page(_hits(found[:limit], query), more, dict(counts), counted_all=len(kinds) <= COUNT_LIMIT)


def _narrowed(reader: Reader, query: Query, *, space: UUID | None, language: str | None) -> QuerySet[Thing]:
    """What the reader may see, has every word and phrase, and lies where they look."""
    things = Thing.objects.visible_to(reader).filter(
        Holds(Every(tuple(word.anyhow for word in query.words))), search_document__id__lte=LAST_ID
    )
    for phrase in query.phrases:
        things = things.filter(search_document__words__contains=phrase)
    if space:
        things = things.filter(space=space)
    return things.filter(language=language) if language else things


def _tiers(query: Query) -> list[tuple[int, Holds]]:
    """How well a document can answer, each grade without the better ones.

    0: every word as itself in the title; 1: every word in the title, also within compounds; 2: some word in the title;
    3: all words in the text alone.
    """
    every = Every(tuple(word.anyhow for word in query.words))
    itself = in_title(Every(tuple(word.itself for word in query.words)))
    title = in_title(every)
    if len(query.words) == 1:
        return [(0, Holds(itself)), (1, Holds(title, unless=itself)), (3, Holds(every, unless=title))]
    some = in_title(Some(every.nodes))
    return [
        (0, Holds(itself)),
        (1, Holds(title, unless=itself)),
        (2, Holds(Every((every, some)), unless=title)),
        (3, Holds(every, unless=some)),
    ]


def _best(narrowed: QuerySet[Thing], query: Query, key: tuple[int, int], limit: int) -> list[tuple[int, int]]:
    """The next finds as (grade, document), the best first, in one statement: each grade is a short walk from the newest back."""
    parts: list[str] = []
    params: list[Any] = []
    for tier, holds in _tiers(query):
        if tier >= key[0]:
            rows = narrowed.filter(holds, search_document__id__lt=key[1] if tier == key[0] else LAST_ID)
            rows = rows.order_by("-search_document__id").values_list(Value(tier), "search_document__id")[:limit]
            sql, its = rows.query.sql_with_params()
            parts.append(f"SELECT * FROM ({sql}) AS grade{tier}")
            params += its
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return sorted(cursor.fetchall(), key=lambda row: (row[0], -row[1]))[:limit]


def _hits(found: list[tuple[int, int]], query: Query) -> tuple[Hit, ...]:
    """The finds with what a page shows of them; what has no page (its room is closed) is left out."""
    fields = ("thing", "thing__kind", "title", "body", "language")
    documents = Document.objects.filter(id__in=[document for _, document in found])
    rows = {row[0]: row[1:] for row in documents.values_list("id", *fields)}
    urls = doors.urls_of([(row[0], row[1]) for row in rows.values()])
    return tuple(
        Hit(thing, kind, marked(title, query, language), snippet(body, query, language), language, urls[thing])
        for thing, kind, title, body, language in (rows[document] for _, document in found if document in rows)
        if thing in urls
    )


def _read_key(after: str | None) -> tuple[int, int]:
    """An earlier page's key; the beginning for none and for nonsense."""
    grade, _, document = (after or "").partition("-")
    if grade.isdecimal() and document.isdecimal() and len(grade) == 1 and len(document) < 20:
        return int(grade), min(int(document), LAST_ID)
    return 0, LAST_ID
