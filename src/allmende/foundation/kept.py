"""What is the same for many readers is read once and kept until something happens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import fields
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

from allmende.foundation import clock
from allmende.foundation.generation import generation

LONGEST = timedelta(seconds=60)
"""The longest anything is kept: deadlines move on, and other machines write, without a word to this one."""


class Shelf:
    """A bounded memory of one process: when it is half full, or a minute has passed, the earlier half goes. Threads may meet in it.

    Nothing is taken out by its key: a key may hold words that hash otherwise in another language.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: dict[Hashable, tuple[Any, Any]] = {}
        self._earlier: dict[Hashable, tuple[Any, Any]] = {}
        self._began = clock.now()
        self._turn = threading.Lock()
        shelves.append(self)

    def get(self, key: Hashable) -> Any:
        """Return what was put there within `LONGEST`; None otherwise."""
        found = self._values.get(key) or self._earlier.get(key)
        return found[1] if found is not None and timedelta(0) <= clock.now() - found[0] < LONGEST else None

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value, which nobody changes from now on."""
        with self._turn:
            if len(self._values) >= self.most // 2:
                self._turn_over()
            self._values[key] = clock.now(), value

    def forget_old(self) -> None:
        """Forget what nobody is given any more; called at least every `LONGEST`, nothing stays for longer than twice that."""
        with self._turn:
            if not timedelta(0) <= clock.now() - self._began < LONGEST:
                self._turn_over()

    def _turn_over(self) -> None:
        self._earlier, self._values, self._began = self._values, {}, clock.now()

    def clear(self) -> None:
        """Forget everything."""
        with self._turn:
            self._values.clear()
            self._earlier.clear()


shelves: list[Shelf] = []
_values = Shelf(most=1000)


def kept[T](key: Hashable, read: Callable[[], T], *, always: bool = False, house: bool = False) -> T:
    """Return what was read under a key since anything happened, or read and keep it.

    The key names all that the value depends on beside the database and the language; the value is the same for everyone with
    that key, so rights are asked of it afterwards, never put into it. Every committed activity outdates all of it, on every
    process of the machine; what is written without an activity must not be kept. A transaction sees its own changes and
    shares nothing: inside one everything is read anew, except what is kept `always` because none changes it and reads it.
    What belongs to the `house` outlives what people only say (`Activity.is_talk`): no comment changes it.
    """
    if connection.in_atomic_block and not always:
        return read()
    whole = (generation(house=house), get_language(), key)  # before it is read: what happens meanwhile outdates it
    found: tuple[T] | None = _values.get(whole)
    if found is None:
        found = (read(),)
        _values.put(whole, found)
    return found[0]


def hashed_once(value: Any) -> int:
    """Hash a frozen dataclass by its fields and remember it; as `__hash__` of a large value that is a key again and again."""
    remembered = value.__dict__.get("_hash")
    if remembered is None:
        remembered = value.__dict__["_hash"] = hash(tuple(getattr(value, field.name) for field in fields(value)))
    return remembered  # type: ignore[no-any-return]


def own_copy[M: Model](row: M) -> M:
    """Return a copy of a kept row that a request may write on, without the detour by which Python copies models."""
    copied: M = object.__new__(type(row))
    copied.__dict__.update(row.__dict__)
    copied._state = copy(row._state)
    copied._state.fields_cache = dict(row._state.fields_cache)
    return copied


def forget_old() -> None:
    """Forget what is kept for longer than anyone is given it."""
    for shelf in shelves:
        shelf.forget_old()


def forget_all() -> None:
    """Forget what this process keeps."""
    for shelf in shelves:
        shelf.clear()
