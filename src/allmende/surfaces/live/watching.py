"""What a page watches, and what an activity changes: both in the same keys (`talk:<id>`, `said:<id>`, `state:<id>`, `notices`, `news`).

A job's progress (`job:<id>`) stands in no journal: its row is looked at. Its id, which nobody can guess, is all that a hint of it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.foundation.ids import key_in
from allmende.foundation.journal.activities import activity_type, upcast
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import Refused

NOTICES = "notices"
NEWS = "news"
"""What happens among those whom one sees: whatever the feed shows."""
PARTS = frozenset({"talk", "said", "state"})
JOB = "job"
MOST_WATCHED = 20
"""Parts that one page may watch."""

type Watched = dict[str, UUID | None]
"""Keys with the things they are about; notices and news are about whoever watches, jobs about nothing that others see."""

FIELDS = ("seq", "id", "name", "version", "actor", "thing", "audience", "payload")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the journal that changes open pages: when, by whom, who may know, and the key of what it changes."""

    seq: int
    id: UUID
    actor: UUID
    audience: int | None
    key: str


def read_watched(text: str) -> Watched:
    """Read `talk:<id>,state:<id>,notices`; raises Refused (422) for what is no such list, or too long a one."""
    keys = dict.fromkeys(part for part in text[:2000].split(",") if part)
    watched: Watched = {}
    for key in keys:
        part, _sign, name = key.partition(":")
        thing = key_in(name)
        if key in {NOTICES, NEWS}:
            watched[key] = None
        elif part == JOB and thing:
            watched[f"{JOB}:{thing}"] = None
        elif part in PARTS and thing:
            watched[f"{part}:{thing}"] = thing
        else:
            raise Refused(_("There is nothing of this name that changes."), 422)
    if len(watched) > MOST_WATCHED:
        raise Refused(_("One page can watch twenty parts at most."), 422)
    return watched


def jobs_in(watched: Iterable[str]) -> dict[str, UUID]:
    """Return those of the keys that watch a job, with its id."""
    return {key: UUID(key.removeprefix(f"{JOB}:")) for key in watched if key.startswith(f"{JOB}:")}


def entries_after(seq: int) -> QuerySet[Entry, tuple[Any, ...]]:
    """Return the sealed entries after a number, in their order, as plain rows of `FIELDS`."""
    return Entry.objects.filter(seq__gt=seq).order_by("seq").values_list(*FIELDS)


def newest_seq() -> int:
    """Return the number of the last sealed entry; 0 for none."""
    return Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first() or 0


def changes_in(rows: Iterable[tuple[Any, ...]]) -> list[Change]:
    """Return those of the entries that change open pages."""
    found = []
    for seq, key, name, version, actor, thing, audience, payload in rows:
        kind = activity_type(name)
        if kind is not None and kind.in_feed:
            found.append(Change(seq, key, actor, audience, NEWS))
        if kind is None or not kind.changes:
            continue
        about = thing if kind.changes_of == "thing" else upcast(name, version, payload).get(kind.changes_of)
        if about:
            found.append(Change(seq, key, actor, audience, f"{kind.changes}:{about}"))
    return found
