"""In whose hands a request is: when someone acts for another, the journal says so of everything that is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_lent: ContextVar[tuple[UUID, UUID] | None] = ContextVar("lent hands", default=None)


@contextmanager
def lend_hands(by: UUID, person: UUID) -> Iterator[None]:
    """Within the block, what the person does is recorded as done by someone else on their behalf."""
    token = _lent.set((by, person))
    try:
        yield
    finally:
        _lent.reset(token)


def are_hands_lent() -> bool:
    """Say whether someone acts for another at this moment: what must be one's own (a vote, a consent) is refused then."""
    return _lent.get() is not None


def hands_of(actor: UUID, on_behalf_of: UUID | None) -> tuple[UUID, UUID | None]:
    """Return who did it and on whose behalf, as the journal keeps it."""
    lent = _lent.get()
    if lent is None or actor != lent[1]:
        return actor, on_behalf_of
    return lent[0], on_behalf_of or actor
