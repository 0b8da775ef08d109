"""Who holds what of a person: every app says it in one place, so that nothing is left out when they ask or go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Holding:
    """What one app keeps of a person.

    `tables` are the labels of its models that can point at a person (`nominations.Nomination`); `export` returns all of it
    as JSON values; `forget` erases it or cuts its tie to the person, inside the caller's transaction, and may run twice.
    """

    key: str
    tables: tuple[str, ...]
    export: Callable[[Any], dict[str, Any]]
    forget: Callable[[Any], None]


_holdings: dict[str, Holding] = {}


def hold(holding: Holding) -> None:
    """Make known what an app holds (called when the app is ready)."""
    _holdings[holding.key] = holding


def holdings() -> list[Holding]:
    """Return what every app holds, in the order of their keys."""
    return [_holdings[key] for key in sorted(_holdings)]
