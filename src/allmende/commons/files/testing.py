"""Makers of uploads and files for tests."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from django.core.files.base import ContentFile
from PIL import Image

from allmende.commons.files.commands import store_picture
from allmende.commons.files.models import File
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor


def make_image(width: int = 800, height: int = 600, form: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """A picture's bytes: red on its left half, blue on its right one."""
    image = Image.new(mode, (width, height), "blue")
    image.paste(Image.new(mode, (width // 2, height), "red"), (0, 0))
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def make_upload(content: bytes | None = None, name: str = "picture.png") -> ContentFile[bytes]:
    """An upload as a form hands it over."""
    return ContentFile(make_image() if content is None else content, name)


def make_picture(owner: Actor, thing: Thing | None = None, *, alt: str = "A meadow", **options: bool) -> File:
    """A stored picture."""
    return store_picture(owner, make_upload(), thing=thing, alt=alt, **options)


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of ISO's base media format."""
    inner = b"".join(content)
    return struct.pack(">I4s", len(inner) + 8, kind) + inner


def make_mp4(
    *, codec: bytes = b"avc1", sound: bytes = b"mp4a", size: tuple[int, int] = (640, 360), seconds: int = 5, turned: bool = False,
    extra: bytes = b"", in_movie: bytes = b"", in_track: bytes = b"", data: bytes = bytes(4_000), others: Sequence[tuple[bytes, bytes]] = (),
) -> bytes:  # fmt: skip
    """The skeleton of an MP4: all that tells what it is, with zeros for pictures. An empty `codec` or `sound` leaves its track out.

    `others` are tracks of other data: a handler and the bytes of its one sample.
    """
    head = box(b"ftyp", b"isom", bytes(4), b"isomavc1")
    tracks = [(b"vide", codec, bytes(8)), (b"soun", sound, bytes(8))] if codec else [(b"soun", sound, bytes(8))]
    tracks = [track for track in tracks if track[1]] + [(kind, b"mett", sample) for kind, sample in others]
    samples = b"".join(sample for _kind, _codec, sample in tracks)
    at, made = len(head) + 8, []
    for kind, coded, sample in tracks:
        made.append(_track(kind, coded, at, len(sample), size, seconds, turned=turned, extra=in_track))
        at += len(sample)
    header = box(b"mvhd", bytes(4), b"\xe0\x00\x00\x01" * 2, struct.pack(">II", 1000, seconds * 1000), bytes(80))
    return head + box(b"mdat", samples, data) + box(b"moov", header, *made, in_movie) + extra


def _track(
    kind: bytes, codec: bytes, at: int, length: int, size: tuple[int, int], seconds: int, *, turned: bool, extra: bytes
) -> bytes:  # fmt: skip
    one = 0x10000
    matrix = (0, one, 0, -one, 0, 0, 0, 0, 0x40000000) if turned else (one, 0, 0, 0, one, 0, 0, 0, 0x40000000)
    times = b"\xe0\x00\x00\x01" * 2
    header = box(
        b"tkhd", bytes(4), times, struct.pack(">III", 1, 0, seconds * 1000), bytes(16), struct.pack(">9i", *matrix),
        struct.pack(">II", size[0] << 16, size[1] << 16),
    )  # fmt: skip
    table = box(
        b"stbl", box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(70))),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)), box(b"stsz", bytes(4), struct.pack(">III", 0, 1, length)),
        box(b"stco", bytes(4), struct.pack(">II", 1, at)),
    )  # fmt: skip
    media = box(
        b"mdia", box(b"mdhd", bytes(4), times, struct.pack(">II", 1000, seconds * 1000), bytes(4)),
        box(b"hdlr", bytes(8), kind, bytes(12), b"Ada\'s camera\0"), box(b"minf", table),
    )  # fmt: skip
    return box(b"trak", header, media, extra)


def element(name: int, content: bytes, *, size: int | None = None) -> bytes:
    """An element of EBML, with a size of eight bytes; `size` lets it lie."""
    length = len(content) if size is None else size
    return name.to_bytes((name.bit_length() + 7) // 8) + (1 << 56 | length).to_bytes(8) + content


def make_webm(
    *, codecs: Sequence[bytes] = (b"V_VP8", b"A_OPUS"), seconds: float = 5, size: tuple[int, int] = (640, 360), extra: bytes = b"",
    doctype: bytes = b"webm", in_info: bytes = b"",
) -> bytes:  # fmt: skip
    """The skeleton of a WebM."""
    entries = [
        element(0xAE, element(0x83, bytes([1 if codec.startswith(b"V_") else 2 if codec.startswith(b"A_") else 17])) + element(0x86, codec)
        + (element(0xE0, element(0xB0, size[0].to_bytes(2)) + element(0xBA, size[1].to_bytes(2))) if codec.startswith(b"V_") else b""))
        for codec in codecs
    ]  # fmt: skip
    info = element(
        0x1549A966,
        element(0x2AD7B1, (1_000_000).to_bytes(3)) + element(0x4489, struct.pack(">d", seconds * 1000)) + in_info,
    )
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, bytes(600)))
    segment = element(0x18538067, info + element(0x1654AE6B, b"".join(entries)) + cluster + extra)
    return element(0x1A45DFA3, element(0x4282, doctype)) + segment


def make_mp3(frames: int = 100, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Silence as MP3: frames of 128 kbit/s at 44.1 kHz, 417 bytes and 26 milliseconds each."""
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames + tail


def make_wav(seconds: int = 2, extra: bytes = b"") -> bytes:
    """Silence as WAV: 8 kHz, a byte each."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    chunks = form + extra + struct.pack("<4sI", b"data", 8000 * seconds) + bytes(8000 * seconds)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks
