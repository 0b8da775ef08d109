"""The house's only clock: everything that asks what time it is asks here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allmende.foundation.ids import uuid7, uuid7_at

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_frozen: datetime | None = None
_asked: ContextVar[datetime | None] = ContextVar("asked", default=None)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _asked.get() or _frozen or datetime.now(UTC)


def new_id() -> UUID:
    """Return a UUIDv7 of the present instant: what is made later sorts later, also while the clock is held."""
    return uuid7() if _frozen is None else uuid7_at(_millis(_frozen))


def sort_key(at: datetime) -> UUID:
    """Return a UUIDv7 for an instant of the past or future, to publish something as of then."""
    return uuid7_at(_millis(at))


def lowest_key(at: datetime) -> UUID:
    """Return what sorts before every UUIDv7 made at that instant or later."""
    return UUID(int=_millis(at) << 80)


def instant_of(key: UUID) -> datetime:
    """Return the instant, to the millisecond, that a UUIDv7 was made at."""
    return _EPOCH + timedelta(milliseconds=key.int >> 80)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant, for tests and for seeding a story; nests, and is shared by all threads."""
    global _frozen
    if at.tzinfo is None:
        raise ValueError("The clock needs an aware instant.")
    before, _frozen = _frozen, at.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before


@contextmanager
def asked_at(at: datetime) -> Iterator[None]:
    """Answer questions within as if it were an aware instant, for whoever asks and nobody else: rules are asked, nothing is written."""
    if at.tzinfo is None:
        raise ValueError("The clock needs an aware instant.")
    token = _asked.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _asked.reset(token)


@contextmanager
def travel(**delta: float) -> Iterator[None]:
    """Hold the clock at now plus `timedelta(**delta)`."""
    with frozen(now() + timedelta(**delta)):
        yield


def _millis(at: datetime) -> int:
    """Return Unix time in whole milliseconds, without the detour by a float."""
    return (at - _EPOCH) // timedelta(milliseconds=1)
