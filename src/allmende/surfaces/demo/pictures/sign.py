"""Logos for spaces that have one of their own: a shape of few strokes on the space's colour."""

from __future__ import annotations

from allmende.surfaces.demo.pictures.canvas import RAPE, WATER, WHITE, Canvas, hexed, mix


def sign(colour: str, shape: str) -> bytes:
    """A square logo of 320 pixels as a PNG file; `colour` as #rrggbb. Raises KeyError for a shape that nobody has drawn."""
    ground = hexed(colour.removeprefix("#"))
    c = Canvas(100, 100, unit=3.2, smooth=3, ground=ground)
    SHAPES[shape](c)
    return c.png()


def _robot(c: Canvas) -> None:
    """A friendly robot's head."""
    c.line([(50, 30), (50, 18)], WHITE, 4)
    c.disc(50, 16, 6, RAPE)
    c.rect(22, 30, 56, 46, WHITE, r=14)
    c.rect(13, 44, 8, 18, RAPE, r=4)
    c.rect(79, 44, 8, 18, RAPE, r=4)
    for x in (38, 62):
        c.disc(x, 49, 8, hexed("14231c"))
        c.disc(x + 2, 47, 2.6, WHITE)
    c.arc(50, 60, 11, 6, 15, 165, hexed("14231c"), 3.4)


def _wave(c: Canvas) -> None:
    """A sun over two waves."""
    c.disc(50, 38, 20, RAPE)
    for y, colour in ((58, WHITE), (72, WATER)):
        for x in range(0, 100, 25):
            c.arc(x + 12.5, y, 13, 8, 180, 360, colour, 7)


def _loaf(c: Canvas) -> None:
    """A loaf with three cuts."""
    c.dome(50, 66, 36, 34, RAPE)
    c.rect(14, 62, 72, 12, RAPE, r=6)
    for x in (34, 50, 66):
        c.line([(x - 4, 56), (x + 4, 42)], mix(RAPE, WHITE, 0.7), 5)


SHAPES = {"robot": _robot, "wave": _wave, "loaf": _loaf}
