"""MP3 (ISO/IEC 11172-3, id3.org) and WAV (RIFF): is it sound, how long, what has to go."""

from __future__ import annotations

import struct
from typing import BinaryIO

from allmende.commons.files.recordings.facts import Blank, BrokenError, Facts, Steps, bytes_at, sensible

RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples a second by MPEG version (3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5)."""
BITRATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second of layer III, for MPEG-1 and for the others."""
FRAMES = 3
"""So many frames have to follow each other, or it isn't one."""
PCM = {1, 3, 6, 7, 0xFFFE}


def judge_mp3(source: BinaryIO, size: int) -> Facts:
    """Say what an MP3 is; its tags, with names and places, stay behind. Raises BrokenError for what is none."""
    start, end = _after_tags(source, size), _before_tags(source, size)
    at, bits, length = start, 0, 0.0
    for _frame in range(FRAMES):
        bits, length, long = _frame_at(source, at)
        at += long
        if at == end:
            break  # one or two frames are a sound as well
    counted = _announced(source, start)
    milliseconds = counted * length if counted else (end - start) * 8 / bits
    return Facts("audio/mpeg", sensible(milliseconds), None, None, True, (), start, end)


def judge_wav(source: BinaryIO, size: int) -> Facts:
    """Say what a WAV is; what stands beside form and sound is blanked. Raises BrokenError for what is damaged."""
    steps, blanks, per_second, sound = Steps(), [], 0, 0
    [announced] = struct.unpack("<I", bytes_at(source, 4, 4))
    at, end = 12, min(size, 8 + announced)
    while at + 8 <= end:
        steps.take()
        kind, length = struct.unpack("<4sI", bytes_at(source, at, 8))
        following = min(at + 8 + length + length % 2, end) if kind == b"data" else at + 8 + length + length % 2
        if following > end + 1:
            raise BrokenError("a chunk reaches beyond its place")
        if kind == b"fmt ":
            form, _channels, _rate, per_second = struct.unpack("<HHII", bytes_at(source, at + 8, 12))
            if form not in PCM:
                raise BrokenError("sound in a form that browsers don't play")
        elif kind == b"data":
            sound += min(length, end - at - 8)
        elif kind != b"fact":
            blanks.append(Blank(at, min(following, end), b"JUNK" + struct.pack("<I", length)))
        at = following
    if not per_second or not sound:
        raise BrokenError("no sound")
    return Facts("audio/wav", sensible(sound * 1000 / per_second), None, None, True, tuple(blanks), 0, end)


def _after_tags(source: BinaryIO, size: int) -> int:
    """Where sound begins behind ID3v2 tags (id3v2.4.0-structure, 3.1)."""
    at = 0
    while at + 10 < size and (head := bytes_at(source, at, 10)).startswith(b"ID3"):
        length = 0
        for seven in head[6:]:
            length = length << 7 | (seven & 0x7F)
        at += 10 + length + (10 if head[5] & 0x10 else 0)
    while at + 4096 < size and bytes_at(source, at, 1) == b"\0":  # padding that the tag did not count
        at += 1
    return at


def _before_tags(source: BinaryIO, size: int) -> int:
    """Where sound ends before ID3v1 and APE tags."""
    end = size
    if end > 128 and bytes_at(source, end - 128, 3) == b"TAG":
        end -= 128
    if end > 32 and (foot := bytes_at(source, end - 32, 32)).startswith(b"APETAGEX"):
        length, flags = struct.unpack("<I4xI", foot[12:24])
        end -= length + (32 if flags & 0x80000000 else 0)
    return end


def _frame_at(source: BinaryIO, at: int) -> tuple[int, float, int]:
    """Kilobits a second, milliseconds and bytes of a frame. Raises BrokenError where there is none."""
    head = int.from_bytes(bytes_at(source, at, 4))
    version, layer, bits, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or bits in {0, 15} or rate == 3:
        raise BrokenError("no frame")
    kilobits, hertz = BITRATES[version == 3][bits], RATES[version][rate]
    samples = 1152 if version == 3 else 576
    return kilobits, samples * 1000 / hertz, samples // 8 * kilobits * 1000 // hertz + (head >> 9 & 1)


def _announced(source: BinaryIO, at: int) -> int:
    """How many frames the first one announces (Xing, Info); 0 where it doesn't."""
    source.seek(at)
    first = source.read(200)
    for name in (b"Xing", b"Info"):
        place = first.find(name)
        if place > 0 and len(first) >= place + 12 and first[place + 7] & 1:
            return int.from_bytes(first[place + 8 : place + 12])
    return 0
