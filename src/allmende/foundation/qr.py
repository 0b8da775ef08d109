"""QR codes: a link that a camera reads from a poster, drawn by the house itself.

Source: ISO/IEC 18004:2015; byte mode, error correction level M (about 15 % may be dirty or torn), versions 1 to 10, which hold
213 bytes: more than any address of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from django.utils.safestring import SafeString

from allmende.foundation.ui.html import attrs, safe

LEVEL_M = (
    (10, (16,)), (16, (28,)), (26, (44,)), (18, (32, 32)), (24, (43, 43)), (16, (27,) * 4), (18, (31,) * 4),
    (22, (38, 38, 39, 39)), (22, (36, 36, 36, 37, 37)), (26, (43, 43, 43, 43, 44)),
)  # fmt: skip
"""Of each version: how many bytes of correction each block has, and how many of data (table 9)."""
CENTRES = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50))
"""Where the alignment patterns of each version have their centres (annex E)."""
MARGIN = 4

type Grid = list[list[bool]]


@lru_cache(maxsize=200)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark and light modules of a QR code, row by row. Raises ValueError for more than 213 bytes."""
    data = text.encode()
    version = _version_for(len(data))
    best: tuple[int, Grid] | None = None
    for mask in range(8):
        grid = _drawn(version, _interleaved(version, data), mask)
        penalty = _penalty(grid)
        if best is None or penalty < best[0]:
            best = penalty, grid
    assert best is not None
    return tuple(tuple(row) for row in best[1])


def qr_svg(text: str, *, label: str) -> SafeString:
    """Return a QR code as a drawing with its quiet zone, dark on white in every look, with words for those who don't see it."""
    modules = qr_modules(text)
    size = len(modules) + 2 * MARGIN
    dark = "".join(
        f"M{x + MARGIN},{y + MARGIN}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return safe(
        f'<svg class="qr"{attrs(viewBox=f"0 0 {size} {size}", role="img", aria_label=label)} shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0,0h{size}v{size}h-{size}z"/><path fill="#000" d="{dark}"/></svg>'
    )


def _version_for(length: int) -> int:
    for version, (_correction, blocks) in enumerate(LEVEL_M, 1):
        if 4 + (8 if version < 10 else 16) + 8 * length <= 8 * sum(blocks):
            return version
    raise ValueError("A QR code of ours holds 213 bytes.")


def _interleaved(version: int, data: bytes) -> list[bool]:
    """The bits to draw: the data in its blocks with their correction, one byte of each block after the other."""
    correction, sizes = LEVEL_M[version - 1]
    words = _padded(version, data, sum(sizes))
    blocks, at = [], 0
    for size in sizes:
        blocks.append(words[at : at + size])
        at += size
    checks = [_remainder(block, correction) for block in blocks]
    stream = [block[i] for i in range(max(sizes)) for block in blocks if i < len(block)]
    stream += [check[i] for i in range(correction) for check in checks]
    return [bool(byte >> bit & 1) for byte in stream for bit in range(7, -1, -1)]


def _padded(version: int, data: bytes, capacity: int) -> list[int]:
    """Mode, length, data and filling as bytes (section 7.4)."""
    bits = f"0100{len(data):0{8 if version < 10 else 16}b}" + "".join(f"{byte:08b}" for byte in data)
    bits += "0" * min(4, 8 * capacity - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]
    return words + [(0xEC, 0x11)[i % 2] for i in range(capacity - len(words))]


def _times(x: int, y: int) -> int:
    """Multiply in the field of 256 elements with the polynomial 0x11D."""
    found = 0
    for bit in range(7, -1, -1):
        found = found << 1 ^ (found >> 7) * 0x11D
        found ^= (y >> bit & 1) * x
    return found


@lru_cache(maxsize=20)
def _generator(degree: int) -> tuple[int, ...]:
    """The coefficients of the Reed–Solomon generator polynomial, without the leading one."""
    result, root = [0] * (degree - 1) + [1], 1
    for _ in range(degree):
        result = [_times(one, root) ^ (result[i + 1] if i + 1 < degree else 0) for i, one in enumerate(result)]
        root = _times(root, 2)
    return tuple(result)


def _remainder(block: Sequence[int], degree: int) -> list[int]:
    """The bytes of correction of one block."""
    generator, rest = _generator(degree), [0] * degree
    for byte in block:
        factor = byte ^ rest.pop(0)
        rest.append(0)
        rest = [one ^ _times(coefficient, factor) for one, coefficient in zip(rest, generator, strict=True)]
    return rest


def _drawn(version: int, bits: Sequence[bool], mask: int) -> Grid:
    size = 17 + 4 * version
    grid: Grid = [[False] * size for _ in range(size)]
    taken: Grid = [[False] * size for _ in range(size)]
    for x, y, is_dark in _patterns(version, size):
        grid[y][x], taken[y][x] = is_dark, True
    for x, y, is_dark in (*_format(mask, size), *_version(version, size)):
        grid[y][x], taken[y][x] = is_dark, True
    stream = iter(bits)
    for x, y in _path(size):
        if not taken[y][x]:
            grid[y][x] = next(stream, False) ^ _is_masked(mask, x, y)
    return grid


def _patterns(version: int, size: int) -> Iterator[tuple[int, int, bool]]:
    """Timing lines, the three corners with their light border, and the alignment patterns."""
    for i in range(size):
        yield 6, i, i % 2 == 0
        yield i, 6, i % 2 == 0
    for centre in ((3, 3), (size - 4, 3), (3, size - 4)):
        for x, y, distance in _square(centre, 4):
            if 0 <= x < size and 0 <= y < size:
                yield x, y, distance not in {2, 4}
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    for centre in product(CENTRES[version - 1], CENTRES[version - 1]):
        if centre not in corners:
            for x, y, distance in _square(centre, 2):
                yield x, y, distance != 1


def _square(centre: tuple[int, int], reach: int) -> Iterator[tuple[int, int, int]]:
    """The modules around a centre, each with how far from it it is."""
    x, y = centre
    for dx, dy in product(range(-reach, reach + 1), repeat=2):
        yield x + dx, y + dy, max(abs(dx), abs(dy))


def _format(mask: int, size: int) -> Iterator[tuple[int, int, bool]]:
    """Level and mask, written twice beside the corners (section 7.9); level M has the bits 00."""
    rest = mask
    for _ in range(10):
        rest = rest << 1 ^ (rest >> 9) * 0x537
    bits = (mask << 10 | rest) ^ 0x5412
    first = [(8, i) for i in range(6)] + [(8, 7), (8, 8), (7, 8)] + [(14 - i, 8) for i in range(9, 15)]
    second = [(size - 1 - i, 8) for i in range(8)] + [(8, size - 15 + i) for i in range(8, 15)]
    for i in range(15):
        for x, y in (first[i], second[i]):
            yield x, y, bool(bits >> i & 1)
    yield 8, size - 8, True


def _version(version: int, size: int) -> Iterator[tuple[int, int, bool]]:
    """The version from 7 on, written twice (section 7.10)."""
    if version < 7:
        return
    rest = version
    for _ in range(12):
        rest = rest << 1 ^ (rest >> 11) * 0x1F25
    bits = version << 12 | rest
    for i in range(18):
        a, b = size - 11 + i % 3, i // 3
        yield a, b, bool(bits >> i & 1)
        yield b, a, bool(bits >> i & 1)


def _path(size: int) -> Iterator[tuple[int, int]]:
    """The way of the data: two columns at a time, up and down, from the right, past the timing line."""
    upward = True
    for right in (column - (column <= 6) for column in range(size - 1, 0, -2)):
        for step in range(size):
            y = size - 1 - step if upward else step
            yield right, y
            yield right - 1, y
        upward = not upward


def _is_masked(mask: int, x: int, y: int) -> bool:
    rules = (
        (x + y) % 2, y % 2, x % 3, (x + y) % 3, (x // 3 + y // 2) % 2, x * y % 2 + x * y % 3, (x * y % 2 + x * y % 3) % 2,
        ((x + y) % 2 + x * y % 3) % 2,
    )  # fmt: skip
    return rules[mask] == 0


def _penalty(grid: Grid) -> int:
    """How hard a code is to read (section 7.8.3): long runs, blocks, what looks like a corner, too much of one colour."""
    size = len(grid)
    total = 0
    for lines in (grid, list(zip(*grid, strict=True))):
        for line in lines:
            text = "".join("1" if one else "0" for one in line)
            total += sum(length - 2 for length in _runs(text) if length >= 5)
            total += 40 * sum(text[i : i + 11] in {"10111010000", "00001011101"} for i in range(size - 10))
    for y in range(size - 1):
        for x in range(size - 1):
            total += 3 * (grid[y][x] == grid[y][x + 1] == grid[y + 1][x] == grid[y + 1][x + 1])
    dark = sum(map(sum, grid))
    return total + 10 * (abs(20 * dark - 10 * size * size) // (size * size))


def _runs(text: str) -> Iterator[int]:
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or text[i] != text[start]:
            yield i - start
            start = i
