"""Drawn portraits: a face of few shapes before two fields, described by words such as skin, hair, cut and coat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from allmende.surfaces.demo.pictures import props
from allmende.surfaces.demo.pictures.canvas import (
    BRICK,
    CHALK,
    CLOVER,
    DEEP,
    EARTH,
    INK,
    LAKE,
    MALLOW,
    MEADOW,
    NIGHT,
    PLUM,
    POPPY,
    RAPE,
    STRAW,
    WATER,
    WHITE,
    Canvas,
    Colour,
    Point,
    bow,
    hexed,
    mix,
    shade,
    tint,
)

HAIR: dict[str, Colour] = {
    "black": hexed("201b1a"),
    "dark": hexed("3d2a20"),
    "brown": hexed("6a4328"),
    "red": hexed("b4532f"),
    "blond": hexed("dcb468"),
    "grey": hexed("9a9c9d"),
    "white": hexed("e4e4de"),
    "plum": PLUM,
}
COATS: dict[str, Colour] = {
    "poppy": POPPY,
    "rape": RAPE,
    "lake": LAKE,
    "mallow": MALLOW,
    "deep": DEEP,
    "brick": BRICK,
    "plum": PLUM,
    "night": NIGHT,
    "white": WHITE,
    "clover": CLOVER,
    "water": WATER,
}
CUTS = ("short", "bob", "long", "bun", "curly", "bald", "braids", "scarf", "cap", "afro", "tuft", "parted")
EXTRAS = ("glasses", "beard", "moustache", "earrings", "freckles", "stripes", "collar", "dots")


@dataclass(frozen=True)
class Face:
    """What somebody looks like: skin 0…5 (index into `props.SKINS`), hair and coat by name, cut, extras."""

    skin: int = 0
    hair: str = "brown"
    cut: str = "short"
    coat: str = "deep"
    extra: tuple[str, ...] = ()


def portrait(seed: str, face: Face, pixels: int = 480) -> bytes:
    """A square portrait as a PNG file; the seed picks the fields behind and small differences."""
    rnd = Random(f"portrait {seed}")
    c = Canvas(200, 200, unit=pixels / 160, smooth=3, ground=MEADOW, flip=rnd.random() < 0.5)
    _fields(c, rnd)
    skin, hair, coat = props.SKINS[face.skin], HAIR[face.hair], COATS[face.coat]
    width, tilt = rnd.uniform(34, 39), rnd.uniform(-1.6, 0.2)
    _behind(c, face.cut, hair, width)
    _body(c, face, skin, coat)
    c.disc(100 - width, 100, 8, shade(skin, 0.1), ry=10)
    c.disc(100 + width, 100, 8, shade(skin, 0.1), ry=10)
    c.disc(100, 92, width, skin, ry=46)
    c.rect(100 - width, 70, 2 * width, 42, skin, r=16)
    c.disc(100, 114, width * 0.86, skin, ry=29)
    if "beard" in face.extra:
        _beard(c, hair, skin, width)
    _features(c, face, skin, hair, tilt, rnd)
    _hair(c, face, hair, width)
    if "earrings" in face.extra:
        for side in (-1, 1):
            c.disc(100 + side * (width + 2), 116, 4, RAPE)
    return c.png(crop=(20, 22, 180, 182))


def _fields(c: Canvas, rnd: Random) -> None:
    a, b, d = rnd.sample((MEADOW, CLOVER, STRAW, EARTH, tint(POPPY, 0.3), MALLOW, WATER, tint(RAPE, 0.3)), 3)
    c.rect(0, 0, 200, 200, a)
    x0, x1, y = rnd.uniform(20, 90), rnd.uniform(90, 180), rnd.uniform(70, 140)
    c.poly([(x0, -2), (x1, 202), (202, 202), (202, -2)], b)
    for k in range(1, 16):
        c.line([(x0 + k * 15, -4), (x1 + k * 15, 204)], shade(b, 0.07), 1.5)
    c.poly([(-2, y), (x0 + (x1 - x0) * 0.5, y + 24), (x1, 202), (-2, 202)], d)
    c.line([(x0, -4), (x1, 204)], CHALK, 4)
    c.line([(-4, y), (x0 + (x1 - x0) * (y + 24) / 200, y + 24)], CHALK, 4)


def _body(c: Canvas, face: Face, skin: Colour, coat: Colour) -> None:
    c.rect(34, 158, 132, 70, coat, r=34)
    c.poly([(50, 172), (84, 152), (116, 152), (150, 172), (150, 204), (50, 204)], coat)
    if "stripes" in face.extra:
        for k in range(4):
            y = 168 + k * 10
            c.rect(42 if k else 62, y, 116 if k else 76, 4, tint(coat, 0.6))
    if "dots" in face.extra:
        for row in range(4):
            for col in range(9):
                c.disc(48 + col * 13 + (6 if row % 2 else 0), 172 + row * 9, 2.2, tint(coat, 0.65))
    c.rect(85, 126, 30, 40, shade(skin, 0.12), r=12)
    c.disc(100, 157, 18, shade(skin, 0.12), ry=9)
    if "collar" in face.extra:
        c.poly([(100, 172), (78, 150), (70, 162), (86, 182)], tint(coat, 0.75))
        c.poly([(100, 172), (122, 150), (130, 162), (114, 182)], tint(coat, 0.75))


def _features(c: Canvas, face: Face, skin: Colour, hair: Colour, tilt: float, rnd: Random) -> None:
    brow = shade(hair, 0.25) if face.hair not in ("white", "grey") else shade(hair, 0.3)
    for side in (-1, 1):
        x = 100 + side * 14
        c.disc(x, 94, 3.4, INK, ry=4)
        c.disc(x + 1.2, 92.6, 1.1, WHITE)
        c.line(bow((x - 6, 83 + tilt * side), (x + 6, 83 - tilt * side), -2.4, 6), brow, 2.6)
    c.line([(100, 94), (97 + rnd.uniform(-1, 1), 107), (102, 108)], shade(skin, 0.26), 2.4)
    cheek = mix(skin, POPPY, 0.3)
    c.disc(78, 109, 6, cheek, ry=4.4)
    c.disc(122, 109, 6, cheek, ry=4.4)
    mouth = rnd.randrange(3)
    if mouth == 0:
        c.arc(100, 116, 11, 8, 15, 165, shade(skin, 0.5), 2.6)
    elif mouth == 1:
        c.poly([(88, 118), *bow((88, 118), (112, 118), 8, 10)], mix(BRICK, INK, 0.25))
        c.rect(91, 118, 18, 3, WHITE)
    else:
        c.arc(102, 117, 9, 6, 5, 150, shade(skin, 0.5), 2.6)
    if "moustache" in face.extra:
        c.line(bow((86, 116), (100, 111), -3, 6), hair, 5)
        c.line(bow((100, 111), (114, 116), -3, 6), hair, 5)
    if "freckles" in face.extra:
        for dx, dy in ((-26, 102), (-21, 105), (-18, 101), (18, 101), (22, 105), (27, 102)):
            c.disc(100 + dx, dy, 1.1, shade(skin, 0.3))
    if "glasses" in face.extra:
        for side in (-1, 1):
            c.ring(100 + side * 15, 95, 12.5, INK, 2.2)
        c.line(bow((97, 94), (103, 94), -2, 4), INK, 2.2)
        c.line([(72, 92), (66, 90)], INK, 2)
        c.line([(128, 92), (134, 90)], INK, 2)


def _beard(c: Canvas, hair: Colour, skin: Colour, width: float) -> None:
    c.draw.pieslice(_span(c, 100, 108, width * 0.98, 40), 0, 180, fill=hair)
    c.disc(100, 113, width * 0.62, skin, ry=15)


def _span(c: Canvas, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
    return (x - rx) * c.k, (y - ry) * c.k, (x + rx) * c.k, (y + ry) * c.k


def _behind(c: Canvas, cut: str, hair: Colour, width: float) -> None:
    """Hair that hangs or stands behind the head."""
    if cut == "long":
        c.rect(100 - width - 12, 58, 2 * width + 24, 116, hair, r=34)
    elif cut == "bob":
        c.rect(100 - width - 9, 52, 2 * width + 18, 80, hair, r=30)
    elif cut == "afro":
        for k in range(14):
            a = math.pi * (0.95 + k * 1.1 / 13)
            c.disc(100 + 42 * math.cos(a), 82 + 40 * math.sin(a), 19, hair)
    elif cut == "braids":
        for side in (-1, 1):
            for k in range(5):
                c.disc(100 + side * (width + 4 + k), 112 + k * 13, 8.5 - k * 0.7, hair)
            c.disc(100 + side * (width + 9), 170, 4.4, POPPY)
    elif cut == "bun":
        c.disc(100, 36, 18, hair)
    elif cut == "scarf":
        c.rect(100 - width - 12, 50, 2 * width + 24, 110, shade(hair, 0.14), r=40)


def _hair(c: Canvas, face: Face, hair: Colour, w: float) -> None:
    """Hair, or what is worn, on top of the face."""
    if face.cut in ("curly", "tuft"):
        _curls(c, face.cut, hair, w)
    elif face.cut == "afro":
        c.dome(100, 70, w + 3, 26, hair)
    elif face.cut == "bald":
        for side in (-1, 1):
            c.disc(100 + side * (w + 1), 88, 6, hair, ry=13)
        c.disc(88, 58, 8, tint(props.SKINS[face.skin], 0.35), ry=4)
    elif face.cut in ("scarf", "cap"):
        _worn(c, face, hair, w)
    else:
        c.poly(_straight(face.cut, w), hair)


def _straight(cut: str, w: float) -> list[Point]:
    """The outline of smooth hair above the forehead."""
    if cut == "parted":
        return [
            *_crown(w + 3, 94, 48),
            *bow((100 + w + 3, 94), (82, 58), -3, 8),
            *bow((82, 58), (100 - w - 3, 94), 4, 8),
        ]
    if cut == "bob":
        fringe: list[Point] = [(100 + w - 4, 112), (100 + w - 5, 80), (100 - w + 5, 80), (100 - w + 4, 112)]
        return [*_crown(w + 9, 112, 46), *fringe]
    return [*_crown(w + 3, 92, 47), *bow((100 + w + 2, 92), (100 - w - 2, 92), -17, 18)]


def _curls(c: Canvas, cut: str, hair: Colour, w: float) -> None:
    count, span, size = (11, math.pi, 11) if cut == "curly" else (5, math.pi / 2, 9)
    for k in range(count):
        a = math.pi * 1.5 - span / 2 + k * span / (count - 1)
        c.disc(100 + (w + 1) * math.cos(a), 82 + 33 * math.sin(a), size, hair)
    if cut == "curly":
        c.dome(100, 72, w - 3, 26, hair)


def _worn(c: Canvas, face: Face, hair: Colour, w: float) -> None:
    """A head scarf in the colour named as hair, or a woollen cap."""
    if face.cut == "cap":
        top = COATS["rape"] if face.coat != "rape" else COATS["lake"]
        c.poly(_crown(w + 3, 76, 36), top)
        c.rect(100 - w - 5, 70, 2 * w + 10, 10, shade(top, 0.14), r=5)
        c.disc(100, 35, 7, shade(top, 0.14))
        return
    c.poly([*_crown(w + 11, 104, 42), *bow((100 + w - 2, 98), (100 - w + 2, 98), -26, 18)], hair)
    for side in (-1, 1):
        inner: list[Point] = [(100 + side * (w - 3), 92), (100 + side * 22, 142), (100, 152)]
        c.poly([(100 + side * (w + 11), 100), *inner, (100 + side * 10, 166), (100 + side * 40, 152)], hair)


def _crown(w: float, y: float, top: float) -> list[Point]:
    """The upper half of an ellipse round the middle of the head, from left to right."""
    turns = [math.pi * (1 + k / 20) for k in range(21)]
    return [(100 + w * math.cos(t), y + (y - top) * math.sin(t)) for t in turns]
