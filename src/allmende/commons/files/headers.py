"""Sizes that a file declares, read from its bytes before any decoder makes room for them."""

from __future__ import annotations

type Size = tuple[int, int]
"""Width and height in pixels."""


def webp_size(content: bytes) -> Size:
    """Width and height from a WebP header (RFC 9649, section 2)."""
    kind = content[12:16]
    if kind == b"VP8X":
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF


def gif_size(content: bytes) -> Size:
    """Width and height that hold every frame of a GIF: a later one may reach beyond the screen (GIF89a, sections 18 to 21).

    A file that ends early is measured as far as it goes.
    """
    width, height = _short(content, 6), _short(content, 8)
    at = 13 + _colours(content, 10)
    while at < len(content) and content[at] != 0x3B:  # the trailer
        if content[at] == 0x2C:  # an image: left, top, width, height, colours, the size of its codes
            left, top, wide, high = (_short(content, at + place) for place in (1, 3, 5, 7))
            width, height = max(width, left + wide), max(height, top + high)
            at = _after_blocks(content, at + 11 + _colours(content, at + 9))
        elif content[at] == 0x21:  # an extension and its label
            at = _after_blocks(content, at + 2)
        else:
            at += 1
    return width, height


def _short(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "little")


def _colours(content: bytes, at: int) -> int:
    """Bytes of the table of colours that a flag announces; none without it."""
    flags = content[at] if at < len(content) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    """Where a row of data blocks ends: each begins with its length, the last is empty."""
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1
