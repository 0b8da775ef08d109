"""A finding, and the list of those who look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class State(StrEnum):
    """How something is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, a sentence that says so, and what to do (empty when it is good).

    `template` and `cure` are English sentences with `%(name)s` for each of the `values`: they read in the language of whoever
    reads them, also when someone else looked.
    """

    key: str
    state: State
    template: str
    cure: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """The sentence, in the language of now."""
        return self._told(self.template)

    @property
    def remedy(self) -> str:
        """What to do, in the language of now; empty when it is good."""
        return self._told(self.cure) if self.cure else ""

    def _told(self, text: str) -> str:
        return gettext(text) % self.values if self.values else gettext(text)


type Look = Callable[[], Finding]

_looks: dict[str, Look] = {}


def looks_at(key: str) -> Callable[[Look], Look]:
    """Let a function look at something whenever the node's health is asked for; what it raises is a bad finding."""

    def register(look: Look) -> Look:
        _looks[key] = look
        return look

    return register


def good(key: str, says: str, **values: Any) -> Finding:
    """Say that something is as it should be."""
    return Finding(key, State.GOOD, says, values=values)


def warning(key: str, says: str, remedy: str, **values: Any) -> Finding:
    """Say that something works, and should be looked after."""
    return Finding(key, State.WARNING, says, remedy, values)


def bad(key: str, says: str, remedy: str, **values: Any) -> Finding:
    """Say that something does not work."""
    return Finding(key, State.BAD, says, remedy, values)


def examine(only: tuple[str, ...] = ()) -> list[Finding]:
    """Look at everything (or at what is named), in the order in which it was made known."""
    return [_finding(key, look) for key, look in _looks.items() if not only or key in only]


def _finding(key: str, look: Look) -> Finding:
    try:
        return look()
    except Exception as error:  # noqa: BLE001  whatever keeps us from looking is itself what is wrong
        return bad(
            key,
            _("It could not be looked at: %(error)s"),
            _("Mend what stands above first, then look again."),
            error=str(error),
        )
