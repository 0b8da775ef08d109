"""The journal by who, what, where and when; whether it is whole; and as a table to take along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.journal.activities import activity_type, all_activities
from allmende.foundation.journal.chain import first_broken
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.sentences import Piece, pieces_of, text_of
from allmende.foundation.sheets import safe_cell
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import Text, require
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.audit.rules import may_read_journal, may_verify

LAST_SEQ = 2**63 - 1

COLUMNS = ("number", "at", "activity", "actor", "on_behalf_of", "thing", "space", "audience", "payload", "digest")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; empty fields match everything. `name` is an activity's, `place` a space, `until` is not included."""

    actor: UUID | None = None
    on_behalf_of: UUID | None = None
    place: UUID | None = None
    thing: UUID | None = None
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


VERIFY = "allmende.observers.audit.tasks.verify"


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of the chain found: the first entry that is not as it was written (None: all is whole), and where it ended."""

    broken: int | None
    last: int
    digest: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry of the journal as a page shows it."""

    seq: int
    at: datetime
    name: str
    actor: ActorCard | None
    on_behalf_of: ActorCard | None
    thing: UUID | None
    title: str
    url: str
    space: UUID | None
    payload: dict[str, Any]
    digest: str
    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """The entry in plain words; its name, where it has none."""
        return text_of(self.pieces)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, the latest first; `next` is the number to go on from, None on the last page."""

    rows: list[AuditRow]
    next: int | None


def page_of(
    reader: Reader, space: Space | None, search: Search | None = None, after: int | None = None, limit: int = 50
) -> AuditPage:
    """Return a page of the journal of a space (a community's with all its spaces), or of the node for those who run it.

    Titles are shown of what the reader sees. Raises Refused (403). Four statements besides the rule's, and those of addresses.
    """
    rows = _found(reader, space, search or Search()).filter(seq__lt=after or LAST_SEQ).order_by("-seq")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    people = actor_cards(actor for row in shown for actor in (row.actor, row.on_behalf_of) if actor)
    things = _visible(reader, {row.thing for row in shown if row.thing})
    urls = urls_of([(thing, kind) for thing, (kind, _title) in things.items()])
    page = [_row(entry, people, things, urls) for entry in shown]
    return AuditPage(page, shown[-1].seq if len(found) > limit else None)


def words_of_activities() -> dict[str, str]:
    """Return how each activity of the house reads, by its name, for a filter: "… commented on …"."""
    return {name: text_of(pieces_of(_sentence(name), [Piece("…")], Piece("…"))) for name in all_activities()}


def last_check() -> Check | None:
    """Return what the last check of the chain found, where one was made lately; one statement."""
    job = Job.objects.filter(path=VERIFY, state=State.DONE).order_by("-finished").first()
    return Check(**job.result, at=job.finished) if job else None


def check_under_way() -> Job | None:
    """Return the check that waits or runs; None: none does. One statement."""
    return Job.objects.filter(path=VERIFY, state__in=(State.READY, State.RUNNING)).first()


def rows_of(reader: Reader, space: Space | None, search: Search | None = None) -> Iterator[list[str]]:
    """Return the journal as a table with its headings, the oldest entry first, in a stream.

    Raises Refused (403), at once and not in the middle of the stream.
    """
    rows = _found(reader, space, search or Search()).order_by("seq")
    return chain([list(COLUMNS)], ([safe_cell(cell) for cell in _cells(row)] for row in rows.iterator(chunk_size=1000)))


def count_of(reader: Reader, space: Space | None, search: Search | None = None) -> int:
    """Return how many entries are found; one statement besides the rule's. Raises Refused (403)."""
    return _found(reader, space, search or Search()).count()


def verify_chain(reader: Reader, first: int = 1, last: int | None = None) -> int | None:
    """Return the number of the first entry from `first` to `last` that was changed, moved or is missing; None: all is whole.

    Reads in a stream, so that any length fits into memory. Raises Refused (403).
    """
    require(may_verify(reader))
    return first_broken(first, last)


def _cells(entry: Entry) -> list[str]:
    payload = json.dumps(entry.current_payload, sort_keys=True, ensure_ascii=False)
    ids = (entry.actor, entry.on_behalf_of, entry.thing, entry.space, entry.audience)
    cells = [entry.seq, entry.at.isoformat(), entry.name, *ids, payload, entry.digest]
    return ["" if cell is None else str(cell) for cell in cells]


def _found(reader: Reader, space: Space | None, search: Search) -> QuerySet[Entry]:
    """What the reader may read of the journal, and looks for; sealed entries only."""
    require(may_read_journal(reader, space))
    rows = Entry.objects.filter(seq__isnull=False)
    if space is not None:
        inside = Space.objects.filter(root=space).values_list("id", flat=True) if space.root_id is None else []
        rows = rows.filter(space__in=[space.id, *inside])
    conditions = {
        "actor": search.actor, "on_behalf_of": search.on_behalf_of, "space": search.place, "thing": search.thing, "name": search.name, "at__gte": search.since, "at__lt": search.until
    }  # fmt: skip
    return rows.filter(**{field: value for field, value in conditions.items() if value})


def _visible(reader: Reader, things: set[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Thing.objects.visible_to(reader).filter(id__in=things).values_list("id", "kind", "title")
    return {thing: (kind, title) for thing, kind, title in rows} if things else {}


def _row(
    entry: Entry, people: dict[UUID, ActorCard], things: dict[UUID, tuple[str, str]], urls: dict[UUID, str]
) -> AuditRow:
    actor = people.get(entry.actor)
    title = things[entry.thing][1] if entry.thing in things else ""
    url = urls.get(entry.thing, "") if entry.thing else ""
    who = Piece(actor.name, "actor", key=actor.handle) if actor else Piece("…")
    what = Piece(title, "thing", url) if title else Piece("…")
    return AuditRow(
        seq=entry.seq or 0,
        at=entry.at,
        name=entry.name,
        actor=actor,
        on_behalf_of=people.get(entry.on_behalf_of) if entry.on_behalf_of else None,
        thing=entry.thing,
        title=title,
        url=url,
        space=entry.space,
        payload=entry.current_payload,
        digest=entry.digest,
        pieces=pieces_of(_sentence(entry.name), [who], what),
    )


def _sentence(name: str) -> Text:
    """How an activity reads to those who answer for the journal; its name, where nothing says more."""
    activity = activity_type(name)
    return (activity.plain or activity.sentence or name) if activity else name
