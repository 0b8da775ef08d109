"""What is kept on a reader for the length of a request: their reach and roles, until anybody's membership moves."""

from __future__ import annotations

from collections.abc import Callable

from allmende.identity.actors.models import Actor

_turn = 0


def keep[T](reader: Actor, name: str, read: Callable[[], T]) -> T:
    """Return what was read for a reader before, or read and keep it; outdated by `outdate` in this process.

    Other processes make a new reader with every request, so nothing outlives one there.
    """
    kept: tuple[int, T] | None = reader.__dict__.get(f"_kept_{name}")
    if kept is None or kept[0] != _turn:
        kept = (_turn, read())
        reader.__dict__[f"_kept_{name}"] = kept
    return kept[1]


def outdate() -> None:
    """Let everything kept be read anew: reach or memberships have changed."""
    global _turn
    _turn += 1
