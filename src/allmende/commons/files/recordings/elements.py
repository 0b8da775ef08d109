"""WebM, element by element (RFC 8794, RFC 9559): is it a video, what is in it, what has to go.

Tags, attachments, chapters and whatever else no player needs become `Void` of the same length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from allmende.commons.files.recordings.facts import Blank, BrokenError, Facts, Steps, bytes_at, sensible, unplayable
from allmende.foundation.verdicts import Refused

HEAD, DOCTYPE, SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
SEEK, INFO, TRACKS, CLUSTER, CUES = 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B
SCALE, LENGTH, TIME, VOID = 0x2AD7B1, 0x4489, 0xE7, 0xEC
ENTRY, KIND, CODEC, VIDEO, ACROSS, DOWN = 0xAE, 0x83, 0x86, 0xE0, 0xB0, 0xBA
TITLE_OF_TRACK, CRC = 0x536E, 0xBF
IN_INFO = {SCALE, LENGTH, 0x4D80, 0x5741}
"""What stays of the information: scale, length, and the two programs' names that the format asks for."""
PLAYABLE = {"V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS"}
LONGEST_VALUE = 4_096


@dataclass(frozen=True)
class Element:
    """Where an element lies: its first byte, its content's first, the one behind its last (None: it doesn't say)."""

    id: int
    at: int
    inner: int
    end: int | None

    @property
    def blank(self) -> Blank:
        """It as a void of the same length."""
        if self.end is None or (size := self.end - self.at) < 2:
            raise BrokenError("an element without end")
        if size <= 128:
            return Blank(self.at, self.end, bytes([VOID, 0x80 | (size - 2)]))
        return Blank(self.at, self.end, bytes([VOID]) + (1 << 56 | (size - 9)).to_bytes(8)) if size >= 9 else Blank(self.at, self.end)  # fmt: skip


@dataclass
class Found:
    """What was seen on the way. Times in milliseconds."""

    steps: Steps = field(default_factory=Steps)
    blanks: list[Blank] = field(default_factory=list)
    scale: float = 1.0
    length: float = 0.0
    latest: float = 0.0
    size: tuple[int, int] | None = None
    codecs: list[str] = field(default_factory=list)
    clusters: int = 0


def judge_elements(source: BinaryIO, size: int) -> Facts:
    """Say what a WebM is. Raises Refused for what can't be played, BrokenError for what is damaged."""
    found = Found()
    head = _element(source, 0, size, found.steps)
    if head.id != HEAD or head.end is None or _doctype(source, head, found) != "webm":
        raise unplayable("Matroska")
    segment = _element(source, head.end, size, found.steps)
    if segment.id != SEGMENT:
        raise BrokenError("no segment")
    end = _segment(source, segment.inner, segment.end or size, found)
    if not found.clusters or not found.codecs:
        raise Refused(_("There is neither picture nor sound in this file."), 422)
    for codec in found.codecs:
        if codec not in PLAYABLE:
            raise unplayable(codec[2:] or "?")
    has_sound = any(codec.startswith("A_") for codec in found.codecs)
    width, height = found.size or (None, None)
    kind = "video/webm" if found.size else "audio/webm"
    duration = sensible((found.length or found.latest) * found.scale)
    return Facts(kind, duration, width, height, has_sound, tuple(found.blanks), 0, segment.end or end)


def _element(source: BinaryIO, at: int, limit: int, steps: Steps) -> Element:
    steps.take()
    source.seek(at)
    head = source.read(12)
    width = 9 - head[0].bit_length() if head and head[0] else 9
    if width > 4 or len(head) <= width:
        raise BrokenError("no element")
    sized = 9 - head[width].bit_length() if head[width] else 9
    if sized > 8 or len(head) < width + sized:
        raise BrokenError("no size")
    size = int.from_bytes(head[width : width + sized]) & ((1 << 7 * sized) - 1)
    inner = at + width + sized
    if size == (1 << 7 * sized) - 1:
        return Element(int.from_bytes(head[:width]), at, inner, None)
    if inner + size > limit:
        raise BrokenError("an element reaches beyond its place")
    return Element(int.from_bytes(head[:width]), at, inner, inner + size)


def _children(source: BinaryIO, parent: Element, found: Found) -> Iterator[Element]:
    if parent.end is None:
        raise BrokenError("an element without end")
    at = parent.inner
    while at < parent.end:
        child = _element(source, at, parent.end, found.steps)
        if child.end is None:
            raise BrokenError("an element without end")
        yield child
        at = child.end


def _value(source: BinaryIO, element: Element) -> bytes:
    size = (element.end or element.inner) - element.inner
    if size > LONGEST_VALUE:
        raise BrokenError("a value that long")
    return bytes_at(source, element.inner, size)


def _number(source: BinaryIO, element: Element) -> int:
    return int.from_bytes(_value(source, element)[:8])


def _doctype(source: BinaryIO, head: Element, found: Found) -> str:
    kinds = [_value(source, child) for child in _children(source, head, found) if child.id == DOCTYPE]
    return kinds[0].rstrip(b"\0").decode("latin-1") if kinds else ""


def _segment(source: BinaryIO, at: int, end: int, found: Found) -> int:
    """Look at everything in a segment; return where it ends."""
    is_open = False  # inside a cluster that does not say where it ends
    while at < end:
        element = _element(source, at, end, found.steps)
        if element.id == CLUSTER:
            found.clusters += 1
            is_open = element.end is None
            if not is_open:
                _time(source, element, found)
        elif element.id == INFO:
            _info(source, element, found)
        elif element.id == TRACKS:
            _tracks(source, element, found)
        elif element.id == TIME and is_open:
            found.latest = max(found.latest, _number(source, element))
        elif element.id not in {SEEK, CUES} and not (is_open and element.id <= 0xFFFF):
            found.blanks.append(element.blank)
        at = element.inner if element.end is None else element.end
    return at


def _time(source: BinaryIO, cluster: Element, found: Found) -> None:
    if cluster.end and cluster.inner < cluster.end:
        first = _element(source, cluster.inner, cluster.end, found.steps)
        if first.id == TIME:
            found.latest = max(found.latest, _number(source, first))


def _info(source: BinaryIO, info: Element, found: Found) -> None:
    for part in _children(source, info, found):
        if part.id == SCALE:
            found.scale = _number(source, part) / 1_000_000
        elif part.id == LENGTH:
            value = _value(source, part)
            if len(value) in {4, 8}:
                [found.length] = struct.unpack(">f" if len(value) == 4 else ">d", value)
        if part.id not in IN_INFO:
            found.blanks.append(part.blank)


def _tracks(source: BinaryIO, tracks: Element, found: Found) -> None:
    for entry in _children(source, tracks, found):
        if entry.id != ENTRY:
            found.blanks.append(entry.blank)
            continue
        for part in _children(source, entry, found):
            if part.id == CODEC:
                found.codecs.append(_value(source, part).rstrip(b"\0").decode("latin-1"))
            elif part.id == KIND and _number(source, part) not in {1, 2}:
                raise Refused(_("This video carries other data beside picture and sound. Save it anew without them and try again."), 422)  # fmt: skip
            elif part.id == VIDEO:
                sides = {inner.id: _number(source, inner) for inner in _children(source, part, found) if inner.id in {ACROSS, DOWN}}  # fmt: skip
                found.size = (sides.get(ACROSS, 0), sides.get(DOWN, 0))
                if not 0 < min(found.size) <= max(found.size) <= 16_384:
                    raise BrokenError("no size")
            elif part.id in {TITLE_OF_TRACK, CRC}:
                found.blanks.append(part.blank)
