"""What a recording turns out to be, and how it is handed on without what says where, when and with what it was made."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Refused

PIECE = 65_536
LONGEST = 7 * 24 * 3_600_000
"""Milliseconds; a recording that claims to be longer is of unknown length."""
MOST_STEPS = 1_000_000
"""Boxes, elements or blocks that are looked at in one file: one of ten hours has fewer."""


@dataclass(frozen=True)
class Blank:
    """Bytes that go out as `head` and zeros: as many as came, so that nothing that points into the file is wrong."""

    start: int
    end: int
    head: bytes = b""


@dataclass(frozen=True)
class Facts:
    """What a recording is: `duration` in milliseconds (None: it doesn't say), `width` and `height` as it is seen (None: sound alone).

    Of its bytes those from `start` to `end` are kept, without what is blanked.
    """

    media_type: str
    duration: int | None
    width: int | None
    height: int | None
    has_sound: bool
    blanks: tuple[Blank, ...]
    start: int
    end: int

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self.end - self.start


class BrokenError(ValueError):
    """The bytes are not what their head promises."""


class Steps:
    """Counts what is looked at, so that no file keeps the house busy."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def take(self) -> None:
        """One more. Raises BrokenError when there are too many."""
        self.left -= 1
        if self.left < 0:
            raise BrokenError("too many parts")


def bytes_at(source: BinaryIO, at: int, size: int) -> bytes:
    """Return exactly so many bytes from a place. Raises BrokenError where the file ends before."""
    source.seek(at)
    found = source.read(size)
    if len(found) < size:
        raise BrokenError("the end is missing")
    return bytes(found)


def sensible(milliseconds: float) -> int | None:
    """Return a duration that can be true, None for one that can't."""
    return round(milliseconds) if 0 < milliseconds <= LONGEST else None


def unplayable(codec: str) -> Refused:
    """Say what to do about something that browsers don't play."""
    return Refused(
        _("Many browsers can't play this (%(codec)s). Save it as MP4 with H.264 and AAC; telephones call that “most compatible”.")
        % {"codec": codec},
        422,
    )  # fmt: skip


class Cleaned(io.RawIOBase):
    """A recording as it is kept, read once from beginning to end; never more than a piece in memory."""

    def __init__(self, source: BinaryIO, facts: Facts) -> None:
        self._pieces = _clean(source, facts)
        self._held = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return as many bytes as asked for; fewer only at the end."""
        held = [self._held]
        there = len(self._held)
        while (size < 0 or there < size) and (piece := next(self._pieces, b"")):
            held.append(piece)
            there += len(piece)
        whole = b"".join(held)
        end = len(whole) if size < 0 else size
        self._held = whole[end:]
        return whole[:end]


def _clean(source: BinaryIO, facts: Facts) -> Iterator[bytes]:
    at = facts.start
    for blank in _in_order(facts.blanks, facts.start, facts.end):
        yield from _copied(source, at, blank.start)
        if blank.head:
            yield blank.head
        yield from _zeros(blank.end - blank.start - len(blank.head))
        at = blank.end
    yield from _copied(source, at, facts.end)


def _in_order(blanks: Iterable[Blank], start: int, end: int) -> Iterator[Blank]:
    """The blanks one after the other: of two that overlap the rest of the second is zeros."""
    for blank in sorted(blanks, key=lambda one: (one.start, -one.end)):
        head = blank.head if blank.start >= start else b""
        first, last = max(blank.start, start), min(blank.end, end)
        if last > first:
            yield Blank(first, last, head)
            start = last


def _copied(source: BinaryIO, at: int, end: int) -> Iterator[bytes]:
    while at < end:
        piece = bytes_at(source, at, min(PIECE, end - at))
        at += len(piece)
        yield piece


def _zeros(count: int) -> Iterator[bytes]:
    for at in range(0, count, PIECE):
        yield bytes(min(PIECE, count - at))
