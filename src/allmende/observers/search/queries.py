"""Searching: what a reader may see and every word of the query meets, the best first, the newest of the equally good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from django.utils.safestring import SafeString

from allmende.commons.audiences.models import Kind as AudienceKind
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.archive import archived_spaces
from allmende.foundation import doors
from allmende.identity.actors.models import Reader
from allmende.observers.search.analyser import Every, Query, Some, parse
from allmende.observers.search.fulltext import Condition, in_reach, in_title, newest_first, walk
from allmende.observers.search.models import Document
from allmende.observers.search.snippets import marked, snippet

COUNT_LIMIT = 1_000
"""Finds that are counted by kind; more than that is "more than 1,000"."""

MOST = 100
"""Finds on one page, whatever is asked."""

LAST_ID = 2**63 - 1
IN_COMMUNITY = (
    "(t.space_id = %s OR t.id = %s OR t.space_id IN (SELECT s.thing_ptr_id FROM spaces_space s WHERE s.root_id = %s))"
)
HAS_PHRASE = "EXISTS (SELECT 1 FROM search_document s WHERE s.id = d.id AND s.words LIKE %s)"


@dataclass(frozen=True)
class Hit:
    """Something found: its page, and title and text with the words marked (safe HTML)."""

    thing: UUID
    kind: str
    title: SafeString
    snippet: SafeString
    language: str
    url: str
    is_archived: bool = False
    is_practice: bool = False


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
    root: UUID | None = None,
    without: Sequence[str] = (),
    audience: int | None = None,
) -> Page:
    """Find what the reader may see and every word of `text` meets; any text and any key are answered, at worst by nothing.

    `kind`, `space` and `language` narrow it down; `after` is an earlier page's key; `typing`: the last word may be unfinished.
    `audience` keeps to what stands on one (a conversation's), `root` to one of several communities, `without` leaves kinds out whose room is closed there.
    Four kinds of statement: the finds, their texts, the counts, and one per kind for the addresses; archived spaces are kept.
    """
    query, limit = parse(text, typing=typing), max(1, min(limit, MOST))
    if not query:
        return Page()
    where = _where(reader, query, space=space, language=language)
    if root:
        where = where.also(IN_COMMUNITY, *[UUIDField().get_db_prep_value(root, connection)] * 3)
    if audience:
        where = where.also("t.audience_id = %s", audience)
    for closed in without:
        where = where.also("t.kind <> %s", closed)
    best = where.also("t.kind = %s", kind) if kind else where
    found = _best(best, query, _read_key(after), limit + 1)
    kinds = _kinds(where, query)
    known = doors.kinds()
    counts = Counter(name for name in kinds[:COUNT_LIMIT] if name in known)
    more = f"{found[limit - 1][0]}-{found[limit - 1][1]}" if len(found) > limit else None
    return Page(_hits(found[:limit], query), more, dict(counts), counted_all=len(kinds) <= COUNT_LIMIT)


@dataclass(frozen=True)
class _Where:
    """Conditions beside the words, with their parameters."""

    sql: str
    params: tuple[Any, ...]

    def also(self, sql: str, *params: Any) -> _Where:
        """The same and one more."""
        return _Where(f"{self.sql} AND {sql}", (*self.params, *params))


def _where(reader: Reader, query: Query, *, space: UUID | None, language: str | None) -> _Where:
    """What the reader may see, has every phrase, and lies where they look."""
    sql, reach = in_reach(reach_of(reader))
    where = _Where(sql, (reach,))
    for closed in reader.shut_out:
        where = where.also("t.space_id <> %s AND t.id <> %s", *[UUIDField().get_db_prep_value(closed, connection)] * 2)
    for phrase in query.phrases:
        where = where.also(HAS_PHRASE, f"%{phrase}%")
    if space:
        where = where.also("t.space_id = %s", UUIDField().get_db_prep_value(space, connection))
    return where.also("t.language = %s", language) if language else where


def _tiers(query: Query) -> list[tuple[int, Condition]]:
    """How well a document can answer, each grade without the better ones.

    0: every word as itself in the title; 1: every word in the title, also within compounds; 2: some word in the title;
    3: all words in the text alone.
    """
    every = Every(tuple(word.anyhow for word in query.words))
    itself = in_title(Every(tuple(word.itself for word in query.words)))
    title = in_title(every)
    if len(query.words) == 1:
        return [(0, Condition(itself)), (1, Condition(title, unless=itself)), (3, Condition(every, unless=title))]
    some = in_title(Some(every.nodes))
    return [
        (0, Condition(itself)),
        (1, Condition(title, unless=itself)),
        (2, Condition(Every((every, some)), unless=title)),
        (3, Condition(every, unless=some)),
    ]


def _best(where: _Where, query: Query, key: tuple[int, int], limit: int) -> list[tuple[int, int]]:
    """The next finds as (grade, document), the best first, in one statement: each grade is a short walk from the newest back."""
    parts: list[str] = []
    params: list[Any] = []
    for tier, condition in _tiers(query):
        if tier >= key[0]:
            start, given = walk(condition, key[1] if tier == key[0] else LAST_ID)
            steps = f"SELECT {tier}, d.id {start} AND {where.sql} {newest_first()} LIMIT {limit:d}"
            parts.append(f"SELECT * FROM ({steps}) AS grade{tier}")  # noqa: S608 - our own words and numbers
            params += [*given, *where.params]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return sorted(cursor.fetchall(), key=lambda row: (row[0], -row[1]))[:limit]


def _kinds(where: _Where, query: Query) -> list[str]:
    """The kinds of up to 1,001 finds."""
    start, given = walk(Condition(Every(tuple(word.anyhow for word in query.words))), LAST_ID)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t.kind {start} AND {where.sql} LIMIT {COUNT_LIMIT + 1}", [*given, *where.params])
        return [kind for (kind,) in cursor.fetchall()]


def _hits(found: list[tuple[int, int]], query: Query) -> tuple[Hit, ...]:
    """The finds with what a page shows of them; what has no page (its room is closed) is left out."""
    fields = ("thing", "thing__kind", "title", "body", "language", "thing__space", "thing__audience__kind")
    documents = Document.objects.filter(id__in=[document for _, document in found])
    rows = {row[0]: row[1:] for row in documents.values_list("id", *fields)}
    archived = archived_spaces()
    urls = doors.urls_of([(row[0], row[1]) for row in rows.values()])
    return tuple(
        Hit(
            thing,
            kind,
            marked(title, query, language),
            snippet(body, query, language),
            language,
            urls[thing],
            thing in archived or space in archived,
            stands == AudienceKind.PRACTICE,
        )
        for thing, kind, title, body, language, space, stands in (
            rows[document] for _, document in found if document in rows
        )
        if thing in urls
    )


def _read_key(after: str | None) -> tuple[int, int]:
    """An earlier page's key; the beginning for none and for nonsense."""
    grade, _, document = (after or "").partition("-")
    if grade.isdecimal() and document.isdecimal() and len(grade) == 1 and len(document) < 20:
        return int(grade), min(int(document), LAST_ID)
    return 0, LAST_ID
