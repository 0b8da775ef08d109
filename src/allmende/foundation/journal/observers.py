"""Observers: they pull sealed entries by number, in batches, and may be handed the same entry twice."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from allmende.foundation.journal.commands import seal
from allmende.foundation.journal.models import Cursor, Entry

log = logging.getLogger(__name__)

SEALED_AT_ONCE = 1000

_observers: dict[str, "Observer"] = {}


@dataclass(frozen=True)
class Observer:
    """A reader of the journal: a name, what it does with a batch of entries in their order, and whether it hears of practice."""

    name: str
    handle: Callable[[list[Entry]], None]
    practice: bool = False


type Handle = Callable[[list[Entry]], None]

_what_counts: list[Callable[[Sequence[Entry]], list[Entry]]] = []


def observe(name: str, *, practice: bool = False) -> Callable[[Handle], Handle]:
    """Make a function of a batch an observer of the journal; of what only practises it hears if it asks for it."""

    def register(handle: Handle) -> Handle:
        _observers[name] = Observer(name, handle, practice)
        return handle

    return register


def hand_over(what_counts: Callable[[Sequence[Entry]], list[Entry]]) -> None:
    """Let the floor that knows practice say what of a batch counts."""
    _what_counts.append(what_counts)


def _for(observer: Observer, entries: list[Entry]) -> list[Entry]:
    for what_counts in () if observer.practice else _what_counts:
        entries = what_counts(entries)
    return entries


def observers() -> list[Observer]:
    """Return all observers of this node."""
    return list(_observers.values())


def pull(observer: Observer, batch: int = 200) -> int:
    """Hand an observer its next entries and note how far it came, in one transaction; return how many it read.

    Two workers take turns: the second waits for the first, and then reads on from where that one came to.
    """
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(observer=observer.name)
        entries = list(Entry.objects.filter(seq__gt=cursor.seq).order_by("seq")[:batch])
        if not entries:
            return 0
        observer.handle(_for(observer, entries))
        cursor.seq, cursor.error = entries[-1].seq or cursor.seq, ""
        cursor.save()
    return len(entries)


def pull_all() -> int:
    """Seal what has been committed and bring every observer up to date; return how many entries were read.

    An observer that fails keeps its place and the error is kept beside it; the others go on. When there is nothing new it
    takes no write lock.
    """
    while seal(SEALED_AT_ONCE) == SEALED_AT_ONCE:
        pass
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first() or 0
    total = 0
    for observer, cursor in _cursors():
        if cursor.seq >= newest:
            continue
        try:
            while count := pull(observer):
                total += count
        except Exception as error:  # noqa: BLE001 - one observer's fault must not stop the others; it is logged and kept
            _note(observer, cursor, error)
    return total


def _cursors() -> list[tuple[Observer, Cursor]]:
    """Return every observer with its place, which is made before its first batch so that an error can be kept there."""
    known = {cursor.observer: cursor for cursor in Cursor.objects.filter(observer__in=list(_observers))}
    return [
        (observer, known.get(observer.name) or Cursor.objects.get_or_create(observer=observer.name)[0])
        for observer in observers()
    ]


def _note(observer: Observer, cursor: Cursor, error: Exception) -> None:
    """Keep an error with its observer, and log it when it is a new one: the worker comes back four times a second."""
    said = repr(error)[:2000]
    if said != cursor.error:
        log.error("Observer %s stopped.", observer.name, exc_info=error)
        Cursor.objects.filter(observer=observer.name).update(error=said)
