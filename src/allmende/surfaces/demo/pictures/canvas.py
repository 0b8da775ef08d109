"""A small flat-colour painter: units of 400 × 300, drawn large and reduced, so that edges are smooth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Point = tuple[float, float]
Colour = tuple[int, int, int]


def hexed(code: str) -> Colour:
    """A colour from its six hexadecimal digits."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


INK, DEEP, BARK = hexed("14231c"), hexed("0a5c43"), hexed("8a6742")
MEADOW, CLOVER, WOOD = hexed("b9dca0"), hexed("7fbf86"), hexed("2f7d5b")
RAPE, STRAW, EARTH = hexed("ffd426"), hexed("ffe98c"), hexed("d9b88c")
POPPY, MALLOW, WATER, CHALK = hexed("f28a63"), hexed("cdb0e0"), hexed("9fd0ec"), hexed("eef1e2")
PLUM, LAKE, BRICK, NIGHT, WHITE = hexed("84368c"), hexed("4f9cc9"), hexed("c9603c"), hexed("27405a"), hexed("ffffff")


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Colour `a` with a share (0…1) of `b`."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def shade(colour: Colour, share: float = 0.14) -> Colour:
    """The colour in shadow."""
    return mix(colour, INK, share)


def tint(colour: Colour, share: float = 0.35) -> Colour:
    """The colour in light."""
    return mix(colour, WHITE, share)


class Canvas:
    """A picture in units; `flip` mirrors everything, so that one scene serves twice."""

    def __init__(
        self, width: int, height: int, *, unit: float, smooth: int, ground: Colour, flip: bool = False
    ) -> None:
        self.width, self.height, self.flip = width, height, flip
        self.smooth, self.k = smooth, unit * smooth
        self.image = Image.new("RGB", (round(width * self.k), round(height * self.k)), ground)
        self.draw = ImageDraw.Draw(self.image)

    def _at(self, x: float, y: float) -> Point:
        return ((self.width - x) if self.flip else x) * self.k, y * self.k

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon([self._at(x, y) for x, y in points], fill=colour)

    def rect(self, x: float, y: float, w: float, h: float, colour: Colour, r: float = 0) -> None:
        """A filled rectangle from its top left corner, with round corners of radius `r`."""
        (x0, y0), (x1, y1) = self._at(x, y), self._at(x + w, y + h)
        self.draw.rounded_rectangle((min(x0, x1), y0, max(x0, x1), y1), r * self.k, fill=colour)

    def disc(self, x: float, y: float, r: float, colour: Colour, ry: float | None = None) -> None:
        """A filled circle, or an ellipse if `ry` is given."""
        (cx, cy), rx, ry = self._at(x, y), r * self.k, (r if ry is None else ry) * self.k
        self.draw.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=colour)

    def ring(self, x: float, y: float, r: float, colour: Colour, width: float) -> None:
        """A circle line; `r` is its outer radius."""
        cx, cy = self._at(x, y)
        r *= self.k
        self.draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=colour, width=max(1, round(width * self.k)))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """An open line with round joints and ends."""
        spots = [self._at(x, y) for x, y in points]
        self.draw.line(spots, fill=colour, width=max(1, round(width * self.k)), joint="curve")
        r = width * self.k / 2
        if r > 1.5:
            for x, y in (spots[0], spots[-1]):
                self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def dome(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """The upper half of an ellipse that stands on `y`."""
        (cx, cy), rx, ry = self._at(x, y), rx * self.k, ry * self.k
        self.draw.pieslice((cx - rx, cy - ry, cx + rx, cy + ry), 180, 360, fill=colour)

    def arc(self, x: float, y: float, rx: float, ry: float, a: float, b: float, colour: Colour, width: float) -> None:
        """Part of an ellipse line from angle `a` to `b`, in degrees clockwise from three o'clock."""
        steps = max(6, int(abs(b - a) / 9))
        turns = [math.radians(a + (b - a) * k / steps) for k in range(steps + 1)]
        self.line([(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turns], colour, width)

    def finished(self, crop: tuple[float, float, float, float] | None = None) -> Image.Image:
        """The picture at its final size, or the part of it between left, top, right and bottom in units."""
        left, top, right, bottom = crop or (0, 0, self.width, self.height)
        edges = round(left * self.k), round(top * self.k), round(right * self.k), round(bottom * self.k)
        return self.image.reduce(self.smooth, edges)

    def png(self, crop: tuple[float, float, float, float] | None = None) -> bytes:
        """The picture as a PNG file: flat colours pack well, so little effort is enough."""
        out = BytesIO()
        self.finished(crop).save(out, "PNG", compress_level=2)
        return out.getvalue()


def bow(a: Point, b: Point, sag: float, steps: int = 14) -> list[Point]:
    """Points of a line that hangs (or rises, if `sag` is negative) between two points: a parabola."""
    return [
        (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + 4 * sag * t * (1 - t))
        for t in (k / steps for k in range(steps + 1))
    ]


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    out: list[Point] = []
    padded = [points[0], *points, points[-1]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for k in range(steps):
            t = k / steps
            out.append(
                (
                    _spline(p0[0], p1[0], p2[0], p3[0], t),
                    _spline(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    return [*out, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
