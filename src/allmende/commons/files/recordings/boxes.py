"""MP4 and its kin, box by box (ISO/IEC 14496-12; QuickTime File Format): is it a video, what is in it, what has to go.

Boxes that no player needs (`udta`, `meta`, `uuid`, whatever is unknown) become `free` of the same length, so that every offset stays right.
Place and time of the recording stand in them: `©xyz` and `loci` (3GPP TS 26.244, section 8), Apple's `meta`, XMP in `uuid`. Tracks of other
data (of places, from cameras with GPS) go with their samples.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from allmende.commons.files.recordings.facts import Blank, BrokenError, Facts, Steps, bytes_at, sensible, unplayable
from allmende.foundation.verdicts import Refused

KEPT = {
    b"": {b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"ssix", b"styp", b"mfra", b"wide", b"pdin"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"mdia", b"edts"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"},
    b"stbl": {
        b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sdtp", b"sbgp", b"sgpd", b"subs",
        b"saiz", b"saio", b"stps", b"stsh", b"padb",
    },
}  # fmt: skip
"""What stays inside each box; all else is blanked."""
PICTURES = {b"avc1", b"avc3", b"av01", b"vp08", b"vp09"}
SOUNDS = {b"mp4a", b"Opus", b"fLaC", b".mp3"}
NAMES = {b"hvc1": "HEVC", b"hev1": "HEVC", b"dvh1": "Dolby Vision", b"mp4v": "MPEG-4 Visual", b"ap4h": "ProRes", b"apcn": "ProRes", b"ac-3": "AC-3", b"alac": "ALAC"}  # fmt: skip
MOST_SAMPLES = 2_000_000
WIDEST = 16_384


@dataclass(frozen=True)
class Box:
    """Where a box lies: its first byte, its content's first, and the one behind its last."""

    kind: bytes
    at: int
    inner: int
    end: int

    @property
    def blank(self) -> Blank:
        """It as free space of the same length."""
        size = self.end - self.at
        is_long = self.inner - self.at == 16
        head = struct.pack(">I4sQ", 1, b"free", size) if is_long else struct.pack(">I4s", size, b"free")
        return Blank(self.at, self.end, head)


@dataclass
class Track:
    """One track: what it holds (`vide`, `soun` …), how it is coded, and where."""

    box: Box
    handler: bytes = b""
    codec: bytes = b""
    size: tuple[int, int] = (0, 0)
    tables: dict[bytes, Box] = field(default_factory=dict)


@dataclass
class Found:
    """What was seen on the way."""

    steps: Steps = field(default_factory=Steps)
    blanks: list[Blank] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    duration: float = 0
    data: list[Box] = field(default_factory=list)
    is_fragmented: bool = False


def judge_boxes(source: BinaryIO, size: int) -> Facts:
    """Say what an MP4 is. Raises Refused for what can't be played, BrokenError for what is damaged."""
    found, movies, at = Found(), 0, 0
    for box in _boxes(source, 0, size, found.steps):
        at = box.end
        if box.kind not in KEPT[b""]:
            found.blanks.append(box.blank)
        elif box.kind == b"moov":
            movies += 1
            _movie(source, box, found)
        elif box.kind == b"mdat":
            found.data.append(box)
        found.is_fragmented |= box.kind == b"moof"
    if movies != 1 or not found.data:
        raise BrokenError("no film, or several in one")
    for track in found.tracks:
        if track.handler not in {b"vide", b"soun"}:
            _take_out(source, track, found)
    return _facts(found, at)


def _facts(found: Found, end: int) -> Facts:
    pictures = [track for track in found.tracks if track.handler == b"vide"]
    sounds = [track for track in found.tracks if track.handler == b"soun"]
    if not pictures and not sounds:
        raise Refused(_("There is neither picture nor sound in this file."), 422)
    for track, playable in [(each, PICTURES) for each in pictures] + [(each, SOUNDS) for each in sounds]:
        if track.codec not in playable:
            raise unplayable(NAMES.get(track.codec, track.codec.decode("latin-1").strip() or "?"))
    width, height = pictures[0].size if pictures else (None, None)
    if pictures and not (width and height and max(width, height) <= WIDEST):
        raise BrokenError("no size")
    kind = "video/mp4" if pictures else "audio/mp4"
    return Facts(kind, sensible(found.duration), width, height, bool(sounds), tuple(found.blanks), 0, end)


def _boxes(source: BinaryIO, start: int, end: int, steps: Steps, *, is_top: bool = True) -> Iterator[Box]:
    """The boxes between two places, each within its parent. At the end of a file what is no box any more is left out."""
    at = start
    while at + 8 <= end:
        steps.take()
        size, kind = struct.unpack(">I4s", bytes_at(source, at, 8))
        inner = at + 8
        if size == 1 and at + 16 <= end:
            [size] = struct.unpack(">Q", bytes_at(source, at + 8, 8))
            inner = at + 16
        elif size == 0 and is_top and kind == b"mdat":
            size = end - at
        is_whole = inner - at <= size <= end - at
        if is_top and at and not (_is_name(kind) if is_whole else kind in KEPT[b""]):
            return  # something was hung on behind
        if not is_whole:
            raise BrokenError(f"{kind!r} reaches beyond its place")
        yield Box(kind, at, inner, at + size)
        at += size


def _is_name(kind: bytes) -> bool:
    return all(32 <= letter < 127 or letter == 0xA9 for letter in kind)


def _inside(source: BinaryIO, parent: Box, found: Found) -> Iterator[Box]:
    """What stays of a box's content; the rest is blanked."""
    for box in _boxes(source, parent.inner, parent.end, found.steps, is_top=False):
        if box.kind in KEPT[parent.kind]:
            yield box
        else:
            found.blanks.append(box.blank)


def _movie(source: BinaryIO, movie: Box, found: Found) -> None:
    for box in _inside(source, movie, found):
        if box.kind == b"mvhd":
            found.duration = _length(source, box) or found.duration
            found.blanks.append(_times(source, box))
        elif box.kind == b"trak":
            found.tracks.append(_track(source, box, found))
        elif box.kind == b"mvex":
            found.is_fragmented = True


def _length(source: BinaryIO, header: Box) -> float:
    """Milliseconds, of `mvhd` or `mdhd`."""
    if _version(source, header):
        scale, length = struct.unpack(">IQ", bytes_at(source, header.inner + 20, 12))
    else:
        scale, length = struct.unpack(">II", bytes_at(source, header.inner + 12, 8))
        length = 0 if length == 0xFFFFFFFF else length
    return length * 1000 / scale if scale else 0


def _version(source: BinaryIO, box: Box) -> int:
    return bytes_at(source, box.inner, 1)[0]


def _times(source: BinaryIO, header: Box) -> Blank:
    """When it was made and changed, in `mvhd`, `tkhd` and `mdhd`."""
    return Blank(header.inner + 4, min(header.end, header.inner + (20 if _version(source, header) else 12)))


def _track(source: BinaryIO, box: Box, found: Found) -> Track:
    track = Track(box)
    for part in _inside(source, box, found):
        if part.kind == b"tkhd":
            track.size = _seen_size(source, part)
            found.blanks.append(_times(source, part))
        elif part.kind == b"mdia":
            _media(source, part, track, found)
    return track


def _media(source: BinaryIO, media: Box, track: Track, found: Found) -> None:
    for part in _inside(source, media, found):
        if part.kind == b"hdlr":
            track.handler = bytes_at(source, part.inner + 8, 4)
            found.blanks.append(Blank(part.inner + 24, part.end))  # a name, such as the camera's
        elif part.kind == b"mdhd":
            found.duration = found.duration or _length(source, part)
            found.blanks.append(_times(source, part))
        elif part.kind == b"minf":
            for inner in _inside(source, part, found):
                if inner.kind == b"stbl":
                    track.tables = {table.kind: table for table in _inside(source, inner, found)}
    if b"stsd" not in track.tables:
        raise BrokenError("a track without description")
    description = track.tables[b"stsd"]
    if description.end - description.inner >= 16:
        track.codec = bytes_at(source, description.inner + 12, 4)


def _seen_size(source: BinaryIO, header: Box) -> tuple[int, int]:
    """Width and height as seen: a quarter turn in the matrix swaps them (14496-12, 8.3.2)."""
    at = header.inner + (52 if _version(source, header) else 40)
    [across] = struct.unpack(">i", bytes_at(source, at, 4))
    width, height = (value >> 16 for value in struct.unpack(">II", bytes_at(source, at + 36, 8)))
    return (height, width) if across == 0 else (width, height)


def _take_out(source: BinaryIO, track: Track, found: Found) -> None:
    """Blank a track of other data, and its samples wherever they lie among the others."""
    if found.is_fragmented:
        raise Refused(_("This video carries other data beside picture and sound. Save it anew without them and try again."), 422)  # fmt: skip
    found.blanks.append(track.box.blank)
    for start, end in _chunks(source, track, found):
        if not any(data.inner <= start and end <= data.end for data in found.data):
            raise BrokenError("samples outside of the data")
        found.blanks.append(Blank(start, end))


def _chunks(source: BinaryIO, track: Track, found: Found) -> Iterator[tuple[int, int]]:
    """Where the chunks of a track lie (14496-12, 8.7.3 to 8.7.5)."""
    places = track.tables.get(b"stco") or track.tables.get(b"co64")
    runs, sizes = track.tables.get(b"stsc"), track.tables.get(b"stsz")
    if not (places and runs and sizes):
        raise BrokenError("a track that doesn't say where it is")
    offsets = _numbers(source, places, 4, ">I" if places.kind == b"stco" else ">Q", found)
    one_size, count = struct.unpack(">II", bytes_at(source, sizes.inner + 4, 8))
    if count > MOST_SAMPLES:
        raise BrokenError("too many samples")
    each = [] if one_size else _numbers(source, sizes, 8, ">I", found)
    flat = _numbers(source, runs, 4, ">I", found, columns=3)
    firsts = list(zip(flat[0::3], flat[1::3], strict=True))
    sample, run = 0, -1
    for chunk, offset in enumerate(offsets, 1):
        while run + 1 < len(firsts) and firsts[run + 1][0] <= chunk:
            run += 1
        held = firsts[run][1] if run >= 0 else 0
        length = one_size * held if one_size else sum(each[sample : sample + held])
        sample += held
        yield offset, offset + length


def _numbers(source: BinaryIO, table: Box, at: int, form: str, found: Found, columns: int = 1) -> list[int]:
    """The numbers of a table, whose count stands before them."""
    [count] = struct.unpack(">I", bytes_at(source, table.inner + at, 4))
    width = struct.calcsize(form)
    first = table.inner + at + 4
    if count > MOST_SAMPLES or first + count * columns * width > table.end:
        raise BrokenError("a table longer than its box")
    packed = bytes_at(source, first, count * columns * width)
    return [number for (number,) in struct.iter_unpack(form, packed)]
