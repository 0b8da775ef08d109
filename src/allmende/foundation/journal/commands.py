"""Recording activities, and the sealer that puts committed ones in order."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.db import connection, transaction

from allmende.foundation import clock
from allmende.foundation.generation import move_generation
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.hands import hands_of
from allmende.foundation.journal.models import Entry
from allmende.foundation.written import insert

SEALER_LOCK = 0x416C6C6D  # any fixed number: PostgreSQL's advisory locks are told apart by it


_asked_first: list[Callable[[Sequence[Activity]], object]] = []


def ask_first(check: Callable[[Sequence[Activity]], object]) -> None:
    """Let a floor above refuse what is about to be recorded, and with it the whole command: `check(activities)` raises Refused."""
    _asked_first.append(check)


def _ask(activities: Sequence[Activity]) -> None:
    for check in _asked_first:
        check(activities)


def record(activity: Activity) -> Entry:
    """Write an activity to the journal within the command's transaction, so that both stand or fall together.

    Raises RuntimeError outside a transaction, and Refused where it may not happen (`ask_first`). Guests' cached pages are
    outdated once it commits.
    """
    _ask([activity])
    entry = _entry(activity)
    insert(entry)
    return entry


def record_all(activities: Iterable[Activity]) -> None:
    """Write many activities at once, as `record` does each of them."""
    rows = list(activities)
    _ask(rows)
    Entry.objects.bulk_create([_entry(activity) for activity in rows], batch_size=500)


def _entry(activity: Activity) -> Entry:
    if not connection.in_atomic_block:
        raise RuntimeError(f"{type(activity).__name__} must be recorded inside the transaction of its command.")
    transaction.on_commit(partial(move_generation, talk=activity.is_talk))
    actor, on_behalf_of = hands_of(activity.actor, activity.on_behalf_of)
    return Entry(
        id=clock.new_id(),
        name=type(activity).__name__,
        version=activity.version,
        actor=actor,
        on_behalf_of=on_behalf_of,
        thing=activity.thing,
        space=activity.space,
        audience=activity.audience,
        payload=activity.payload,
        at=clock.now(),
    )


def seal(limit: int = 1000) -> int:
    """Number up to `limit` committed entries and chain their digests; return how many.

    Only one process seals at a time, and only rows that others have committed are seen: an observer that reads by `seq`
    therefore misses nothing that commits late.
    """
    return _seal(limit) if Entry.objects.filter(seq=None).exists() else 0


@transaction.atomic
def _seal(limit: int) -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
    waiting = list(Entry.objects.filter(seq=None).order_by("id")[:limit])
    if not waiting:
        return 0
    last = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", "digest").first() or (0, "")
    seq, digest = last[0] or 0, last[1]
    for entry in waiting:
        seq += 1
        digest = digest_of(entry, digest)
        entry.seq, entry.digest = seq, digest
    Entry.objects.bulk_update(waiting, ["seq", "digest"], batch_size=200)
    return len(waiting)


def digest_of(entry: Entry, previous: str) -> str:
    """Return the SHA-256 over the previous digest and the entry's canonical JSON: a changed or missing row breaks the chain."""
    content = json.dumps(
        [
            previous,
            str(entry.id),
            entry.name,
            entry.version,
            str(entry.actor),
            str(entry.on_behalf_of or ""),
            str(entry.thing or ""),
            str(entry.space or ""),
            entry.audience,
            entry.payload,
            int(entry.at.timestamp() * 1_000_000),
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()
