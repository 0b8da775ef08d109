"""What has changed since a page last heard: for polling, and for a stream that begins or begins again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from allmende.commons.audiences.queries import reach_of
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.surfaces.live.watching import NOTICES, Watched, changes_in, entries_after, newest_seq

MOST_READ = 500
"""Entries that are looked through for one page; who was away for longer is told that all may have changed."""
LONGEST_AGE = 600_000
"""Milliseconds: how old a page may be when it begins to watch and still be told what it missed."""


def last_told(headers: Mapping[str, str], asked: Mapping[str, str]) -> int | None:
    """Return the number of the last entry told; None: nothing was, begin now."""
    for said in (headers.get("Last-Event-ID", ""), asked.get("last", "")):
        if said.isascii() and said.isdigit() and len(said) < 16:
            return int(said)
    age = asked.get("age", "")
    if not (age.isascii() and age.isdigit()) or len(age) > 9 or int(age) > LONGEST_AGE:
        return None
    made = clock.sort_key(clock.now() - timedelta(milliseconds=int(age)))
    first = Entry.objects.filter(id__gte=made).exclude(seq=None).order_by("id").values_list("seq", flat=True).first()
    return first - 1 if first else None


def changed_since(reader: Actor, watched: Watched, since: int | None) -> tuple[int, tuple[str, ...]]:
    """Return where the journal stands, and which of the parts others have changed since."""
    if since is None or not watched:
        return newest_seq(), ()
    rows = list(entries_after(since)[:MOST_READ])
    if len(rows) == MOST_READ:
        return newest_seq(), tuple(watched)
    reach = {*reach_of(reader), None}
    found = {
        change.key
        for change in changes_in(rows)
        if change.key in watched and change.actor != reader.id and change.audience in reach
    }
    if NOTICES in watched and _is_told(reader, [row[1] for row in rows]):
        found.add(NOTICES)
    return rows[-1][0] if rows else since, tuple(found)


def _is_told(reader: Actor, entries: list[UUID]) -> bool:
    mine = Notice.objects.filter(activity__in=entries, actor_id=reader.id, thing__audience__in=reach_of(reader))
    return bool(entries) and mine.exists()
