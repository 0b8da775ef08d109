"""What is asked of a space before it opens to others and before it is put away: rooms add to both, and no room knows another."""

from __future__ import annotations

from collections.abc import Callable

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Verdict, first_denial

type Asked = Callable[[Space], Verdict]

_opening: list[Asked] = []
_archiving: list[Asked] = []


def asks_before_opening(ask: Asked) -> None:
    """Let a room ask something of a space before its first call is published, or the space itself steps outward.

    The verdict says what is missing, and its remedy leads there.
    """
    _opening.append(ask)


def asked_before_opening(space: Space) -> Verdict:
    """Return the first denial of what is asked before a space opens."""
    return first_denial(*(ask(space) for ask in _opening))


def asks_before_archiving(ask: Asked) -> None:
    """Let a room ask something of a space before it is archived."""
    _archiving.append(ask)


def asked_before_archiving(space: Space) -> Verdict:
    """Return the first denial of what is asked before a space is archived."""
    return first_denial(*(ask(space) for ask in _archiving))
