"""What can be done to many rows: said by whoever shows such rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Text, Verdict
from allmende.identity.actors.models import Actor

type Given = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """One deed. `weigh` answers for a row what its command would: it may also raise Refused, as for a row that is gone."""

    key: str
    label: Text
    may: Callable[[Actor, Space | None], Verdict]
    """Whether someone may do such things at all; each row is asked by itself."""
    find: Callable[[Actor, Space | None, Given], Iterable[str]]
    """The keys of all rows that fit a filter."""
    weigh: Callable[[Actor, Space | None, str, Given], Verdict]
    do: Callable[[Actor, Space | None, str, Given], object]
    effect: Callable[[int, Given], str]
    """What will happen to so many rows, in a sentence with the number."""
    back: str
    """The route of the list they come from."""
    form: type[Any] | None = None
    """What has to be said first: a Django form whose cleaned values are JSON."""
    is_grave: bool = False
    """Whether it can't be undone."""


_deeds: dict[str, Deed] = {}


def offer_deed(*deeds: Deed) -> None:
    """Let a part of the house say what can be done to many of its rows (called when it is ready)."""
    _deeds.update({deed.key: deed for deed in deeds})


def deed_of(key: str) -> Deed | None:
    """Return a deed by its key; None when there is none."""
    return _deeds.get(key)
