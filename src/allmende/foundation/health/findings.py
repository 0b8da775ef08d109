"""A finding, and the list of those who look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, a sentence that says so, and what to do (empty when it is good)."""

    key: str
    state: State
    says: str
    remedy: str = ""


type Look = Callable[[], Finding]

_looks: dict[str, Look] = {}


def looks_at(key: str) -> Callable[[Look], Look]:
    """Let a function look at something whenever the node's health is asked for; what it raises is a bad finding."""

    def register(look: Look) -> Look:
        _looks[key] = look
        return look

    return register


def good(key: str, says: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(key, State.GOOD, says)


def warning(key: str, says: str, remedy: str) -> Finding:
    """Say that something works, and should be looked after."""
    return Finding(key, State.WARNING, says, remedy)


def bad(key: str, says: str, remedy: str) -> Finding:
    """Say that something does not work."""
    return Finding(key, State.BAD, says, remedy)


def examine(only: tuple[str, ...] = ()) -> list[Finding]:
    """Look at everything (or at what is named), in the order in which it was made known."""
    return [_finding(key, look) for key, look in _looks.items() if not only or key in only]


def _finding(key: str, look: Look) -> Finding:
    try:
        return look()
    except Exception as error:  # noqa: BLE001  whatever keeps us from looking is itself what is wrong
        return bad(key, f"It could not be looked at: {error}", "Mend what stands above first, then look again.")
