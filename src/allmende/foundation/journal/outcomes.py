"""What became of telling people: asked by whoever wrote to many, answered by whoever tells them. Numbers alone, never names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Became:
    """So many were told by a way (`app`, `mail`, `daily`, `weekly`, `push`), are waited for, or were not told, and why (a code)."""

    way: str
    state: str
    why: str
    count: int


type Teller = Callable[[Collection[UUID]], list[Became]]

_tellers: list[Teller] = []


def tell_what_became(teller: Teller) -> None:
    """Let an observer say what became of telling of activities (called when it is ready)."""
    if teller not in _tellers:
        _tellers.append(teller)


def what_became(activities: Collection[UUID]) -> list[Became]:
    """Return what became of telling people of these activities; nothing where nobody tells."""
    return [became for teller in _tellers for became in teller(activities)] if activities else []
