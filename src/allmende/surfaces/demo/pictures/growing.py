"""Scenes where something grows: willow dome, orchard, raised beds, greenhouse, bees, sails over sand, dead hedge."""

from __future__ import annotations

import math
from random import Random

from allmende.surfaces.demo.pictures import props
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
    POPPY,
    RAPE,
    STRAW,
    WATER,
    WHITE,
    WOOD,
    Canvas,
    bow,
    mix,
    shade,
    tint,
)
from allmende.surfaces.demo.pictures.props import Light


def dome(c: Canvas, rnd: Random, light: Light) -> None:
    """Living willows grown together to domes, with a bench inside."""
    props.sky(c, rnd, light, horizon=206)
    for x, rx, ry, colour in (
        (108, 78, 84, mix(CLOVER, MEADOW, 0.25)),
        (300, 72, 74, mix(CLOVER, MEADOW, 0.4)),
        (206, 96, 122, CLOVER),
    ):
        c.dome(x, 236, rx, ry, colour)
        for k in range(-5, 6):
            c.line(
                bow((x + k * rx / 5.2, 236), (x + k * rx / 40, 236 - ry), -abs(k) * 0.2 - 2 if k < 0 else -2, 8),
                mix(WOOD, colour, 0.25),
                2.4,
            )
        for k in range(16):
            a = math.pi * (k + 0.5) / 16
            c.disc(x - rx * math.cos(a), 236 - ry * math.sin(a), rnd.uniform(3, 6), mix(CLOVER, MEADOW, 0.55))
    c.dome(206, 236, 32, 62, DEEP)
    props.bench(c, 180, 236, 52, EARTH)
    c.rect(0, 236, 400, 64, EARTH)
    for k in range(5):
        c.line([(0, 246 + k * 12), (400, 246 + k * 12)], shade(EARTH, 0.1), 1.6)
    props.people(c, rnd, [(92, 272, 68), (120, 268, 48), (322, 276, 72)])
    for x in (18, 40, 372):
        props.bush(c, x, 240, 15)


def orchard(c: Canvas, rnd: Random, light: Light) -> None:
    """Apple trees, a ladder, baskets and people picking."""
    props.sky(c, rnd, light, horizon=178)
    props.furrows(c, rnd, 192, shade(light.near, 0.07))
    fruit = rnd.choice((POPPY, RAPE, BRICK))
    for x, y, s in ((150, 208, 70), (246, 206, 66), (322, 212, 76)):
        props.tree(c, x, y, s, rnd, fruit=fruit)
    props.tree(c, 84, 252, 158, rnd, fruit=fruit)
    c.line([(142, 254), (112, 128)], tint(BARK, 0.3), 4)
    c.line([(162, 254), (126, 126)], tint(BARK, 0.3), 4)
    for k in range(8):
        c.line([(139 - k * 3.7, 242 - k * 15), (157 - k * 4.4, 242 - k * 15)], tint(BARK, 0.2), 3)
    props.people(c, rnd, [(214, 266, 78), (262, 258, 58)])
    for x, y in ((186, 276), (300, 270), (330, 280)):
        c.dome(x, y - 14, 17, 12, fruit)
        c.poly([(x - 19, y - 16), (x + 19, y - 16), (x + 14, y), (x - 14, y)], BARK)
        c.line([(x - 18, y - 11), (x + 18, y - 11)], tint(BARK, 0.3), 1.6)
        c.line([(x - 16, y - 6), (x + 16, y - 6)], tint(BARK, 0.3), 1.6)
    for _ in range(9):
        c.disc(rnd.uniform(20, 380), rnd.uniform(262, 292), 4, fruit)
    props.tufts(c, rnd, 250, shade(light.near, 0.2), 16)


def beds(c: Canvas, rnd: Random, light: Light) -> None:
    """Raised beds with vegetables, a watering can and people at work."""
    props.sky(c, rnd, light, horizon=166)
    props.house(c, 296, 190, 84, 44, tint(BARK, 0.4), DEEP)
    props.people(c, rnd, [(74, 210, 70), (238, 206, 62)])
    for x, y, w, kind in ((28, 222, 132, 0), (196, 216, 128, 1), (74, 276, 150, 2), (256, 274, 130, 3)):
        for k in range(int(w // 15)):
            px = x + 10 + k * 15
            if kind == 0:
                c.disc(px, y - 4, 8, CLOVER)
                c.disc(px, y - 5, 4.6, MEADOW)
            elif kind == 1:
                c.line([(px, y), (px + 1, y - 34)], BARK, 1.8)
                for dy in (8, 18, 28):
                    c.disc(px + (3 if dy % 4 else -3), y - dy, 4.2, POPPY if dy != 18 else WOOD)
            elif kind == 2:
                for lean in (-5, 0, 5):
                    c.line(bow((px, y), (px + lean, y - 22), 0, 4), WOOD, 2.4)
                c.disc(px, y, 4, POPPY)
            else:
                props.flower(c, px, y, 16 + (k % 3) * 7, (RAPE, POPPY, MALLOW, WHITE)[k % 4])
        c.rect(x, y - 2, w, 7, shade(BARK, 0.35), r=2)
        c.rect(x - 3, y + 3, w + 6, 24, tint(BARK, 0.2), r=2)
        c.rect(x - 3, y + 14, w + 6, 1.6, BARK)
        for dx in (0, w - 5):
            c.rect(x + dx, y + 1, 6, 28, BARK, r=1)
    c.rect(176, 252, 34, 30, LAKE, r=4)
    c.line([(210, 272), (232, 250)], LAKE, 6)
    c.disc(234, 248, 7, shade(LAKE), ry=5)
    c.arc(178, 264, 14, 14, 90, 290, shade(LAKE), 3.4)


def greenhouse(c: Canvas, rnd: Random, light: Light) -> None:
    """A glasshouse full of plants, lit from inside."""
    props.sky(c, rnd, light, horizon=196)
    glass, frame = mix(tint(WATER, 0.5), light.sky, 0.35), WHITE
    c.poly([(74, 246), (74, 138), (200, 70), (326, 138), (326, 246)], glass)
    c.poly([(74, 138), (200, 70), (326, 138)], mix(glass, STRAW, 0.45))
    c.rect(74, 216, 252, 30, tint(BRICK, 0.25))
    for k in range(9):
        x = 88 + k * 28
        height = rnd.uniform(44, 96)
        c.line(bow((x, 220), (x + rnd.uniform(-5, 5), 220 - height), 2, 5), WOOD, 3)
        for j in range(int(height // 13)):
            side = 1 if j % 2 else -1
            c.disc(x + side * 8, 214 - j * 13, 8.5, CLOVER if side > 0 else WOOD, ry=4.6)
            if j % 3 == 1:
                c.disc(x - side * 6, 212 - j * 13, 4.4, rnd.choice((POPPY, BRICK, RAPE)))
    for k in range(10):
        c.line([(74 + k * 28, 246), (74 + k * 28, 138 - (63 - abs(63 - k * 14)) * 1.08)], frame, 2.6)
    for y in (138, 178, 216):
        c.line([(74, y), (326, y)], frame, 3)
    c.line([(70, 140), (200, 69), (330, 140)], frame, 6)
    c.rect(176, 164, 50, 82, tint(glass, 0.4))
    c.rect(176, 164, 50, 4, frame)
    for x in (174, 224):
        c.rect(x, 164, 4, 82, frame)
    props.person(c, 200, 246, 70, rnd)
    c.poly([(176, 246), (226, 246), (262, 302), (150, 302)], EARTH)
    for x, y in ((48, 262), (354, 260), (118, 276), (300, 280)):
        c.poly([(x - 13, y - 18), (x + 13, y - 18), (x + 9, y), (x - 9, y)], BRICK)
        c.rect(x - 15, y - 21, 30, 6, shade(BRICK, 0.1), r=2)
        for lean in (-12, -4, 5, 13):
            c.line(bow((x, y - 20), (x + lean, y - 46), -2, 5), rnd.choice((WOOD, CLOVER)), 3.4)
    props.tufts(c, rnd, 262, shade(light.near, 0.2), 12)


def bees(c: Canvas, rnd: Random, light: Light) -> None:
    """Three bee hives in a flowering strip, bees in the air."""
    props.sky(c, rnd, light, horizon=178)
    props.tree(c, 336, 214, 120, rnd)
    for k, (x, y, colour) in enumerate(((70, 236, RAPE), (150, 244, WATER), (230, 238, POPPY))):
        c.rect(x - 26, y - 4, 6, 18, BARK)
        c.rect(x + 20, y - 4, 6, 18, BARK)
        for j in range(3):
            c.rect(x - 31, y - 26 - j * 24, 62, 23, mix(colour, WHITE, 0.12 * j), r=2)
            c.rect(x - 12, y - 16 - j * 24, 24, 3.4, shade(colour, 0.25), r=1.6)
        c.rect(x - 36, y - 4, 72, 5, shade(BARK, 0.1), r=2)
        c.rect(x - 37, y - 83, 74, 9, shade(CHALK, 0.55), r=3)
        c.rect(x - 14, y - 8, 28, 4, INK, r=1)
        if k == 1:
            c.rect(x - 9, y - 93, 18, 10, BRICK, r=1)
    for _ in range(62):
        y = rnd.uniform(252, 300)
        props.flower(c, rnd.uniform(2, 398), y, rnd.uniform(12, 34), rnd.choice((POPPY, RAPE, MALLOW, WHITE, LAKE)))
    for x, y in ((104, 128), (188, 104), (262, 136), (292, 176), (116, 190), (34, 140), (214, 190), (316, 92)):
        c.disc(x - 3, y - 6, 5.2, tint(WATER, 0.7), ry=3.4)
        c.disc(x + 4, y - 6, 4.6, tint(WATER, 0.7), ry=3.2)
        c.disc(x, y, 7, RAPE, ry=4.6)
        for dx in (-2.4, 2):
            c.line([(x + dx, y - 3.6), (x + dx, y + 3.6)], INK, 1.9)
        c.disc(x + 6.4, y - 0.6, 2.7, INK)


def sails(c: Canvas, rnd: Random, light: Light) -> None:
    """Sun sails over a sand pit where children dig."""
    props.sky(c, rnd, light, horizon=186)
    props.bush(c, 30, 214, 24)
    props.bush(c, 372, 212, 26, WOOD)
    c.disc(200, 254, 182, shade(STRAW, 0.16), ry=42)
    c.disc(200, 250, 178, tint(EARTH, 0.45), ry=38)
    c.disc(214, 254, 128, mix(EARTH, WHITE, 0.3), ry=26)
    for x, top, foot in ((42, 70, 244), (206, 44, 216), (358, 84, 242), (122, 118, 284), (296, 112, 288)):
        c.rect(x - 3, top, 6, foot - top, tint(BARK, 0.15), r=2)
    c.poly(
        [(42, 72), *bow((42, 72), (206, 46), 13), *bow((206, 46), (122, 120), -10), *bow((122, 120), (42, 72), -9)],
        RAPE,
    )
    c.poly([(42, 72), *bow((42, 72), (122, 120), 4), (150, 84)], shade(RAPE, 0.09))
    c.poly(
        [(206, 46), *bow((206, 46), (358, 86), 13), *bow((358, 86), (296, 114), -8), *bow((296, 114), (206, 46), -12)],
        POPPY,
    )
    c.poly([(206, 46), (296, 114), (262, 78)], shade(POPPY, 0.1))
    c.poly(
        [
            (122, 120),
            *bow((122, 120), (206, 46), -8),
            *bow((206, 46), (296, 114), -8),
            *bow((296, 114), (122, 120), -14),
        ],
        tint(WATER, 0.15),
    )
    props.people(c, rnd, [(160, 250, 44), (232, 258, 42), (266, 246, 46), (88, 262, 76)])
    for x, y, s in ((198, 262, 17), (306, 258, 13)):
        c.poly([(x - s, y), (x, y - s * 1.3), (x + s, y)], shade(EARTH, 0.1))
    c.poly([(184, 272), (200, 272), (197, 288), (187, 288)], LAKE)
    c.arc(192, 272, 8, 9, 180, 360, shade(LAKE), 2)
    c.line([(244, 284), (268, 270)], BARK, 3)
    c.disc(241, 286, 7, BRICK, ry=5)


def hedgehog(c: Canvas, rnd: Random, light: Light) -> None:
    """A hedge of dead wood, a nesting box and a hedgehog in the leaves."""
    props.sky(c, rnd, light, horizon=170)
    props.tree(c, 70, 240, 170, rnd)
    c.rect(94, 118, 38, 44, tint(BARK, 0.3), r=2)
    c.poly([(88, 120), (113, 100), (138, 120)], BRICK)
    c.disc(113, 136, 7, INK)
    c.line([(113, 150), (113, 156)], INK, 2.4)
    for _ in range(46):
        x, y = rnd.uniform(170, 366), rnd.uniform(196, 262)
        c.line(
            [(x, y), (x + rnd.uniform(24, 46), y + rnd.uniform(-7, 7))],
            rnd.choice((BARK, shade(BARK), tint(BARK, 0.3), EARTH)),
            rnd.uniform(3, 6),
        )
    for x in (176, 238, 306, 372):
        c.rect(x, 176, 7, 96, shade(BARK, 0.2), r=3)
    for _ in range(70):
        c.disc(rnd.uniform(100, 396), rnd.uniform(264, 294), 4.6, rnd.choice((POPPY, RAPE, BRICK, EARTH)), ry=2.6)
    x, y = 128, 282
    c.dome(x, y, 30, 25, shade(BARK, 0.35))
    for k in range(15):
        a = math.pi * (k + 1) / 16
        c.line(
            [(x - 25 * math.cos(a), y - 20 * math.sin(a)), (x - 33 * math.cos(a), y - 28 * math.sin(a))],
            shade(BARK, 0.5),
            1.8,
        )
    c.poly([(x + 20, y), (x + 22, y - 17), (x + 46, y - 3), (x + 44, y)], tint(EARTH, 0.2))
    c.disc(x + 46, y - 3, 3, INK)
    c.disc(x + 31, y - 9, 1.9, INK)
    c.disc(196, 160, 9, POPPY)
    c.disc(200, 151, 6, BARK)
    c.poly([(205, 152), (212, 150), (205, 148)], RAPE)
    c.line([(188, 163), (176, 168)], BARK, 4)
    c.line([(176, 170), (226, 170)], shade(BARK, 0.2), 3)


SCENES = {
    "dome": dome,
    "orchard": orchard,
    "beds": beds,
    "greenhouse": greenhouse,
    "bees": bees,
    "sails": sails,
    "hedgehog": hedgehog,
}
