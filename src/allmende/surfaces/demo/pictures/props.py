"""What stands about in the scenes: sky, ground, trees, people, houses, bunting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from allmende.surfaces.demo.pictures.canvas import (
    BARK,
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
    WOOD,
    Canvas,
    Colour,
    Point,
    bow,
    hexed,
    mix,
    shade,
    smooth,
    tint,
)

SKINS = tuple(map(hexed, ("f6d3b3", "e8b48c", "c98d62", "9a6441", "6b4430", "f0c4a0")))
HAIRS = tuple(map(hexed, ("2b211c", "5b3a24", "a0673a", "d9b06a", "8d8f8c", "b4532f", "14231c")))
COATS = (POPPY, RAPE, LAKE, MALLOW, DEEP, WHITE, BRICK, PLUM)


@dataclass(frozen=True)
class Light:
    """A time of day: the sky, the far hills, the near ground and the sun."""

    sky: Colour
    far: Colour
    near: Colour
    sun: Colour
    dark: bool = False


LIGHTS: dict[str, Light] = {
    "day": Light(hexed("cfe8f5"), CLOVER, MEADOW, RAPE),
    "straw": Light(STRAW, CLOVER, MEADOW, RAPE),
    "dawn": Light(hexed("fbd9c2"), mix(MALLOW, CLOVER, 0.5), MEADOW, POPPY),
    "mallow": Light(hexed("e6d8f0"), CLOVER, mix(MEADOW, CLOVER, 0.4), RAPE),
    "chalk": Light(CHALK, mix(CLOVER, CHALK, 0.35), MEADOW, STRAW),
    "rain": Light(hexed("c3d6dd"), mix(CLOVER, NIGHT, 0.2), mix(MEADOW, CLOVER, 0.3), CHALK),
    "night": Light(NIGHT, hexed("1d4c45"), hexed("2b6550"), STRAW, dark=True),
}


def sky(c: Canvas, rnd: Random, light: Light, *, horizon: float = 200) -> None:
    """Sun or moon, clouds, far hills with poplars, and the ground below the horizon."""
    x, y = rnd.uniform(55, 120), rnd.uniform(48, 72)
    if light.dark:
        for _ in range(26):
            c.disc(rnd.uniform(5, 395), rnd.uniform(5, horizon - 60), rnd.choice((0.8, 1.1, 1.6)), tint(STRAW))
        c.disc(x, y, 21, STRAW)
        c.disc(x + 8, y - 5, 18, light.sky)
    else:
        c.disc(x, y, 34, mix(light.sun, light.sky, 0.6))
        c.disc(x, y, 25, light.sun)
        for _ in range(2):
            cloud(c, rnd.uniform(150, 360), rnd.uniform(30, 75), rnd.uniform(0.6, 1.1), tint(light.sky, 0.6))
    hill(c, rnd, horizon - 6, 26, mix(light.far, light.sky, 0.45))
    for _ in range(rnd.randrange(3, 7)):
        poplar(c, rnd.uniform(10, 390), horizon + 2, rnd.uniform(22, 38), mix(light.far, light.sky, 0.25))
    hill(c, rnd, horizon + 4, 12, light.far)
    c.rect(-2, horizon + 12, c.width + 4, c.height, light.near)


def hill(c: Canvas, rnd: Random, y: float, height: float, colour: Colour) -> None:
    """A soft ridge across the picture, filled to the bottom."""
    ridge = smooth([(x, y - rnd.uniform(0, height)) for x in range(-40, c.width + 80, 80)])
    c.poly([*ridge, (c.width + 40, c.height), (-40, c.height)], colour)


def furrows(c: Canvas, rnd: Random, top: float, colour: Colour) -> None:
    """Plough lines that run from the front towards the horizon."""
    x0 = rnd.uniform(120, 280)
    for k in range(-14, 15):
        c.line([(x0 + k * 9, top), (x0 + k * 46, c.height + 6)], colour, 1.4)


def tufts(c: Canvas, rnd: Random, top: float, colour: Colour, count: int = 26) -> None:
    """Blades of grass and small flowers on the ground."""
    for _ in range(count):
        x, y = rnd.uniform(4, c.width - 4), rnd.uniform(top, c.height - 6)
        for lean in (-2.4, 0, 2.4):
            c.line([(x, y), (x + lean, y - 5)], colour, 1.1)
        if rnd.random() < 0.35:
            c.disc(x + 2.4, y - 6, 1.8, rnd.choice((WHITE, RAPE, POPPY, MALLOW)))


def cloud(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Three bubbles on a flat base."""
    for dx, r in ((-16, 9), (0, 14), (17, 10)):
        c.disc(x + dx * size, y - r * size * 0.4, r * size, colour)
    c.rect(x - 26 * size, y - 2 * size, 54 * size, 8 * size, colour, r=4 * size)


def rain(c: Canvas, rnd: Random, bottom: float, count: int = 46) -> None:
    """Slanting drops."""
    for _ in range(count):
        x, y = rnd.uniform(0, c.width), rnd.uniform(4, bottom)
        c.line([(x, y), (x - 2.6, y + 9)], tint(LAKE, 0.25), 1.6)


def tree(c: Canvas, x: float, y: float, size: float, rnd: Random, *, fruit: Colour | None = None) -> None:
    """A round tree whose foot is at (x, y); `size` is its height."""
    c.rect(x - size * 0.05, y - size * 0.45, size * 0.1, size * 0.46, BARK)
    r = size * 0.3
    dark, light = rnd.choice(((WOOD, CLOVER), (shade(CLOVER, 0.1), MEADOW), (DEEP, WOOD)))
    c.disc(x, y - size * 0.66, r, dark)
    c.disc(x - r * 0.75, y - size * 0.5, r * 0.72, dark)
    c.disc(x + r * 0.75, y - size * 0.52, r * 0.7, dark)
    c.disc(x - r * 0.28, y - size * 0.74, r * 0.5, light)
    if fruit:
        for dx, dy in ((-0.6, 0.5), (0.1, 0.2), (0.55, 0.62), (-0.1, 0.75), (0.35, -0.25), (-0.5, -0.1)):
            c.disc(x + dx * r, y - size * 0.66 + dy * r, size * 0.035, fruit)


def pollard(c: Canvas, x: float, y: float, size: float, colour: Colour = CLOVER) -> None:
    """A pollard willow, the tree of the Lower Rhine: a stout trunk, a knobbly head and a broom of rods."""
    head = y - size * 0.5
    for k in range(-7, 8):
        a = k * 0.13
        reach = size * (0.5 - 0.012 * k * k / 2)
        tip = (x + math.sin(a) * reach, head - math.cos(a) * reach)
        c.line([(x + k * size * 0.014, head), tip], colour if k % 2 else shade(colour, 0.2), size * 0.05)
    c.poly([(x - size * 0.13, y), (x - size * 0.09, head), (x + size * 0.09, head), (x + size * 0.13, y)], BARK)
    for dx in (-0.1, 0, 0.1):
        c.disc(x + dx * size, head + abs(dx) * size * 0.2, size * 0.085, BARK)
    c.line([(x - size * 0.02, y - size * 0.08), (x - size * 0.03, y - size * 0.34)], shade(BARK, 0.25), size * 0.025)


def poplar(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A slender poplar."""
    c.disc(x, y - size * 0.52, size * 0.13, colour, ry=size * 0.5)


def bush(c: Canvas, x: float, y: float, size: float, colour: Colour = CLOVER) -> None:
    """A low bush with a light side."""
    for dx, r in ((-0.7, 0.55), (0.7, 0.5), (0, 0.8)):
        c.dome(x + dx * size, y, r * size, r * size, colour)
    c.disc(x - size * 0.2, y - size * 0.45, size * 0.22, tint(colour))


def person(
    c: Canvas, x: float, y: float, size: float, rnd: Random, *, wave: bool = False, coat: Colour | None = None
) -> None:
    """Somebody seen from afar, feet at (x, y): legs, coat, arms, head and hair."""
    coat = coat or rnd.choice(COATS)
    skin, hair, legs = rnd.choice(SKINS), rnd.choice(HAIRS), rnd.choice((NIGHT, INK, BARK, shade(LAKE, 0.4)))
    w = size * 0.17
    for dx in (-0.45, 0.45):
        c.line([(x + dx * w, y - size * 0.36), (x + dx * w, y - size * 0.02)], legs, w * 0.62)
    c.poly(
        [
            (x - w * 0.75, y - size * 0.7),
            (x + w * 0.75, y - size * 0.7),
            (x + w * 1.15, y - size * 0.28),
            (x - w * 1.15, y - size * 0.28),
        ],
        coat,
    )
    c.disc(x, y - size * 0.7, w * 0.76, coat)
    left = (x - w * 1.5, y - size * (0.9 if wave else 0.42))
    c.line([(x - w * 0.7, y - size * 0.66), left], shade(coat), w * 0.46)
    c.line([(x + w * 0.7, y - size * 0.66), (x + w * 1.35, y - size * 0.42)], shade(coat), w * 0.46)
    c.disc(*left, w * 0.27, skin)
    c.disc(x + w * 1.35, y - size * 0.42, w * 0.27, skin)
    r = size * 0.115
    cut = rnd.randrange(4)
    if cut == 0:
        c.rect(x - r * 1.05, y - size * 0.92, r * 2.1, r * 2.1, hair, r=r)
    c.disc(x, y - size * 0.86, r, skin)
    c.dome(x, y - size * 0.875, r * 1.06, r * 1.08, hair)
    if size > 90:
        for dx in (-0.42, 0.42):
            c.disc(x + dx * r, y - size * 0.845, r * 0.12, INK)
        c.arc(x, y - size * 0.822, r * 0.36, r * 0.26, 20, 160, shade(skin, 0.45), r * 0.12)
    if cut == 1:
        c.disc(x, y - size * 0.995, r * 0.5, hair)
    elif cut == 2:
        c.dome(x, y - size * 0.88, r * 1.1, r * 1.15, rnd.choice((POPPY, RAPE, DEEP, MALLOW)))


def people(c: Canvas, rnd: Random, spots: list[tuple[float, float, float]]) -> None:
    """Several people, the far ones first; each spot is x, y and size."""
    for x, y, size in sorted(spots, key=lambda spot: spot[1]):
        person(c, x, y, size, rnd, wave=rnd.random() < 0.25)


def house(
    c: Canvas, x: float, y: float, w: float, h: float, wall: Colour, roof: Colour, *, stepped: bool = False
) -> None:
    """A gable house standing on `y`; with `stepped`, the stepped gable of the old towns on the river."""
    c.rect(x, y - h, w, h, wall)
    if stepped:
        for k in range(4):
            c.rect(x + k * w / 8, y - h - (k + 1) * w / 9, w - k * w / 4, w / 8.5, wall)
            c.rect(x + k * w / 8 - 1, y - h - (k + 1) * w / 9 - 1.5, w - k * w / 4 + 2, 2.4, roof)
    else:
        c.poly([(x - w * 0.07, y - h), (x + w / 2, y - h - w * 0.45), (x + w * 1.07, y - h)], roof)
        c.poly([(x + w / 2, y - h - w * 0.45), (x + w * 1.07, y - h), (x + w * 0.86, y - h)], shade(roof))
    rows = max(1, int(h // 26))
    for row in range(rows):
        for col in (0.2, 0.6):
            c.rect(x + w * col, y - h + 8 + row * 24, w * 0.2, 13, tint(WATER))
            c.rect(x + w * col, y - h + 14 + row * 24, w * 0.2, 1.4, wall)


def bunting(c: Canvas, a: Point, b: Point, rnd: Random, sag: float = 12) -> None:
    """A string of pennants between two points."""
    rope = bow(a, b, sag, 13)
    c.line(rope, INK, 1)
    for (x0, y0), (x1, y1) in zip(rope, rope[1:], strict=False):
        c.poly(
            [(x0, y0), (x1, y1), ((x0 + x1) / 2, (y0 + y1) / 2 + 9)],
            rnd.choice((POPPY, RAPE, WATER, MALLOW, CLOVER, WHITE)),
        )


def bench(c: Canvas, x: float, y: float, w: float, colour: Colour = BARK) -> None:
    """A bench with a back, its feet at `y`."""
    for dx in (0.08, 0.88):
        c.rect(x + w * dx, y - 20, w * 0.05, 20, INK)
    c.rect(x, y - 15, w, 4.5, colour, r=2)
    c.rect(x, y - 33, w, 5, colour, r=2)
    c.rect(x, y - 25.5, w, 5, shade(colour), r=2)
    c.rect(x + w * 0.1, y - 34, w * 0.03, 24, INK)
    c.rect(x + w * 0.87, y - 34, w * 0.03, 24, INK)


def flower(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """A flower on a stem of height `h`."""
    c.line([(x, y), (x, y - h)], WOOD, 1.4)
    for k in range(6):
        c.disc(x + 3.1 * math.cos(k * 1.05), y - h + 3.1 * math.sin(k * 1.05), 2.3, colour)
    c.disc(x, y - h, 2, RAPE if colour != RAPE else BRICK)


def crate(c: Canvas, x: float, y: float, w: float, goods: Colour) -> None:
    """A crate with round goods on top, its base at `y`."""
    for k in range(4):
        c.disc(x + w * (0.17 + k * 0.22), y - 11, w * 0.12, goods if k % 2 else shade(goods, 0.08))
    c.rect(x, y - 11, w, 11, EARTH, r=1)
    c.rect(x, y - 6.4, w, 1.2, BARK)


def wheel(c: Canvas, x: float, y: float, r: float) -> None:
    """A bicycle wheel."""
    c.ring(x, y, r, INK, 2.2)
    for k in range(6):
        a = k * math.pi / 6
        c.line(
            [(x - r * math.cos(a), y - r * math.sin(a)), (x + r * math.cos(a), y + r * math.sin(a))],
            shade(CHALK, 0.3),
            0.5,
        )
    c.disc(x, y, 1.8, INK)


def lamp(c: Canvas, x: float, y: float, h: float, glow: Colour | None = None) -> None:
    """A lantern on a post; `glow` is the colour of the air around it when it is lit."""
    if glow:
        c.disc(x, y - h, 17, glow)
    c.rect(x - 1.3, y - h, 2.6, h, INK)
    c.disc(x, y - h, 6, RAPE)
    c.dome(x, y - h - 2, 7.5, 6, INK)
