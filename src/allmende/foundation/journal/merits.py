"""What counts as done for others: said where the activity is known, heard by whoever reckons with trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class MeritKind:
    """A way in which others say that someone did something for them: its key that is kept, and how it reads to them."""

    key: str
    sentence: Text


@dataclass(frozen=True)
class Earned:
    """Someone's act counts for another: who earned it, by whom, in which way."""

    actor: UUID
    by: UUID
    kind: MeritKind


type Tell = Callable[[Entry], Iterable[UUID | None]]

_kinds: dict[str, MeritKind] = {}
_tellers: dict[str, list[tuple[MeritKind, Tell]]] = {}


def merit(key: str, sentence: Text, *activities: type[Activity]) -> Callable[[Tell], Tell]:
    """Let a function of an entry say for whom activities of these types count, done by the entry's actor.

    `sentence` reads with {actor} (who did it) and {thing}: "{actor} replied to you on {thing}".
    """
    kind = _kinds[key] = MeritKind(key, sentence)

    def register(tell: Tell) -> Tell:
        for activity in activities:
            tellers = _tellers.setdefault(activity.__name__, [])
            if all(known is not tell for _kind, known in tellers):
                tellers.append((kind, tell))
        return tell

    return register


def merit_kind(key: str) -> MeritKind | None:
    """Return the kind of a key; None when whoever named it is gone."""
    return _kinds.get(key)


def earned_by(entry: Entry) -> list[Earned]:
    """Return for whom an entry counts; nobody earns anything by what they do themselves."""
    return [
        Earned(actor, entry.actor, kind)
        for kind, tell in _tellers.get(entry.name, ())
        for actor in tell(entry)
        if actor and actor != entry.actor
    ]
