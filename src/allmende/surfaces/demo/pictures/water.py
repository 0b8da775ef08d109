"""Scenes by and with water: meander, rain barrel, pond, ferry, footbridge, pump, bathing place."""

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
    smooth,
    tint,
)
from allmende.surfaces.demo.pictures.props import Light


def meander(c: Canvas, rnd: Random, light: Light) -> None:
    """A brook from above that winds through furrowed ground, with stepping stones."""
    c.rect(0, 0, c.width, c.height, light.near)
    turn = rnd.uniform(-90, -40)
    for k in range(-10, 40):
        c.line([(k * 19, -5), (k * 19 + turn, 305)], mix(light.near, WOOD, 0.2), 2)
    bends = [(-40 + 90 * k, 150 + (72 if k % 2 else -66) + rnd.uniform(-18, 18)) for k in range(7)]
    course = smooth(bends, 16)
    for colour, width in ((CHALK, 76), (EARTH, 66), (WATER, 54)):
        c.line(course, colour, width)
    for k in range(4, len(course) - 6, 9):
        c.line(course[k : k + 4], tint(WATER, 0.6), 2.6)
    middle = course[len(course) // 2]
    for k in range(-2, 3):
        c.disc(middle[0] + 4 * k + 3, middle[1] + 15 * k + 2, 9.5, shade(EARTH, 0.25), ry=7)
        c.disc(middle[0] + 4 * k, middle[1] + 15 * k, 9.5, tint(EARTH, 0.2), ry=7)
    for k, (x, y) in enumerate(bends[1:6]):
        if k == 2:
            continue
        spot = (x + rnd.uniform(-8, 8), y + (62 if k % 2 else -60))
        for dx, r in ((0, 25), (rnd.choice((-27, 27)), 16)):
            c.disc(spot[0] + dx + 3, spot[1] + 4, r, mix(light.near, WOOD, 0.45))
            c.disc(spot[0] + dx, spot[1], r, rnd.choice((WOOD, CLOVER)))
            c.disc(spot[0] + dx - r * 0.3, spot[1] - r * 0.3, r * 0.45, tint(CLOVER, 0.2))
    for x, y in ((middle[0] + 34, middle[1] - 42), (middle[0] + 48, middle[1] - 34), (middle[0] - 44, middle[1] + 40)):
        c.disc(x, y, 7, INK)
        c.disc(x, y, 4.6, rnd.choice((RAPE, POPPY, WHITE)))


def barrel(c: Canvas, rnd: Random, light: Light) -> None:
    """A rain barrel under a downpipe at a house corner, in the rain."""
    props.sky(c, rnd, light)
    c.rect(225, 40, 180, 188, tint(BRICK, 0.2))
    for row in range(13):
        for col in range(6):
            c.rect(228 + col * 34 + (17 if row % 2 else 0), 44 + row * 14, 30, 10, mix(tint(BRICK, 0.2), BRICK, 0.35))
    c.rect(400, 0, 20, 300, light.near)
    c.rect(282, 84, 62, 78, WHITE)
    c.rect(287, 89, 52, 68, tint(WATER, 0.25))
    c.rect(310, 84, 4, 78, WHITE)
    c.rect(276, 160, 74, 7, CHALK, r=2)
    for k in range(4):
        props.flower(c, 287 + k * 17, 161, rnd.uniform(9, 17), rnd.choice((POPPY, RAPE, WHITE)))
    c.poly([(205, 46), (260, 4), (410, 4), (410, 46)], shade(BRICK, 0.28))
    c.rect(203, 43, 210, 8, INK, r=4)
    c.line([(213, 48), (213, 62), (196, 84), (196, 146)], shade(CHALK, 0.45), 8)
    c.line([(196, 146), (184, 156)], shade(CHALK, 0.45), 8)
    x, y = 168, 246
    c.disc(x, y + 2, 44, shade(light.near), ry=9)
    c.poly([(x - 34, y - 78), (x + 34, y - 78), (x + 39, y - 40), (x + 34, y), (x - 34, y), (x - 39, y - 40)], DEEP)
    for dx in (-20, -4, 14):
        c.line([(x + dx, y - 76), (x + dx * 1.15, y - 40), (x + dx, y - 2)], WOOD, 2)
    for dy in (-66, -38, -12):
        c.rect(x - 38, y + dy, 76, 5, RAPE if dy == -38 else shade(CHALK, 0.5), r=2)
    c.disc(x, y - 78, 34, shade(DEEP), ry=8)
    c.disc(x, y - 77, 29, WATER, ry=6)
    c.rect(x - 50, y - 22, 16, 5, INK, r=2)
    c.poly([(x - 84, y - 4), (x - 92, y - 30), (x - 54, y - 30), (x - 60, y - 4)], POPPY)
    c.arc(x - 73, y - 32, 17, 17, 180, 360, shade(POPPY), 3)
    c.line([(x - 92, y - 24), (x - 112, y - 38)], POPPY, 5)
    props.tufts(c, rnd, 252, shade(light.near, 0.2))
    props.rain(c, rnd, 236)


def pond(c: Canvas, rnd: Random, light: Light) -> None:
    """A pond with reeds, water lilies, ducks and a jetty."""
    props.sky(c, rnd, light, horizon=150)
    props.pollard(c, 62, 186, 78)
    props.pollard(c, 342, 178, 64, shade(CLOVER, 0.06))
    c.disc(205, 226, 178, shade(light.near, 0.16), ry=62)
    c.disc(205, 223, 172, WATER, ry=57)
    c.disc(205, 232, 160, mix(WATER, LAKE, 0.35), ry=46)
    for _ in range(9):
        x, y = rnd.uniform(80, 330), rnd.uniform(202, 262)
        c.line([(x, y), (x + rnd.uniform(12, 30), y)], tint(WATER, 0.5), 1.8)
    for x, y, s in ((118, 240, 15), (150, 256, 11), (268, 250, 14), (236, 210, 10)):
        c.disc(x, y, s, WOOD, ry=s * 0.4)
        c.poly([(x, y), (x + s, y - s * 0.3), (x + s, y + s * 0.25)], mix(WATER, LAKE, 0.35))
        if s > 12:
            for dx in (-4, 0, 4):
                c.disc(x + dx - 3, y - 4, 3.4, tint(POPPY, 0.4 if dx else 0.65), ry=5)
    for k, (x, y) in enumerate(((196, 232), (238, 226), (166, 222))):
        s = 1.2 if k == 0 else 0.65
        c.disc(x, y, 13 * s, BARK if k else WHITE, ry=6 * s)
        c.poly([(x - 12 * s, y - 2), (x - 18 * s, y - 7 * s), (x - 8 * s, y - 4 * s)], BARK if k else WHITE)
        c.disc(x + 10 * s, y - 5 * s, 4.4 * s, WOOD if k == 0 else BARK)
        c.disc(x + 11 * s, y - 9 * s, 5 * s, WOOD if k == 0 else BARK)
        c.poly([(x + 15 * s, y - 10 * s), (x + 22 * s, y - 7.5 * s), (x + 15 * s, y - 6 * s)], RAPE)
    for k in range(5):
        c.rect(300 + k * 18, 222 + k * 5, 20, 12, tint(BARK, 0.2 + 0.05 * (k % 2)), r=1)
    for x in (306, 346, 380):
        c.rect(x, 224 + (x - 300) * 0.26, 5, 30, BARK, r=2)
    _reeds(c, rnd)


def _reeds(c: Canvas, rnd: Random) -> None:
    """Reeds on both sides, and a dragonfly."""
    for k in range(17):
        x = rnd.choice((rnd.uniform(14, 66), rnd.uniform(40, 92), rnd.uniform(338, 392)))
        y = rnd.uniform(262, 286)
        tip = (x + rnd.uniform(-9, 9), y - rnd.uniform(40, 74))
        c.line(bow((x, y), tip, rnd.uniform(-3, 3), 6), rnd.choice((WOOD, CLOVER)), 2.6)
        if k % 3 == 0:
            c.line([tip, (tip[0] + 1, tip[1] + 15)], BARK, 6)
    c.line([(250, 176), (268, 170)], DEEP, 2.6)
    for dy in (-8, 7):
        c.disc(258, 173 + dy, 8, tint(WATER, 0.6), ry=3)


def ferry(c: Canvas, rnd: Random, light: Light) -> None:
    """A small ferry on the wide river, with people and a bicycle on deck."""
    props.sky(c, rnd, light, horizon=140)
    props.house(c, 300, 160, 30, 34, CHALK, BRICK, stepped=True)
    props.house(c, 334, 160, 38, 26, tint(BRICK, 0.3), shade(BRICK))
    c.poly([(268, 160), (272, 108), (286, 108), (290, 160)], CHALK)
    c.poly([(268, 108), (279, 76), (290, 108)], shade(LAKE, 0.3))
    c.rect(0, 158, 400, 142, mix(WATER, LAKE, 0.3))
    for k in range(38):
        x, y = rnd.uniform(-10, 390), 164 + (k * 3.5)
        c.line(bow((x, y), (x + 26, y), -2.2, 6), tint(WATER, 0.35), 1.8)
    y = 238
    c.poly([(60, y - 26), (346, y - 26), (322, y + 14), (92, y + 14)], DEEP)
    c.poly([(66, y - 16), (340, y - 16), (336, y - 10), (70, y - 10)], RAPE)
    c.poly([(86, y + 4), (328, y + 4), (322, y + 14), (92, y + 14)], BRICK)
    c.rect(228, y - 84, 68, 58, WHITE, r=4)
    c.rect(220, y - 92, 84, 9, POPPY, r=4)
    for k in range(3):
        c.rect(235 + k * 20, y - 76, 15, 18, tint(WATER, 0.2), r=2)
    c.rect(246, y - 122, 16, 30, INK, r=2)
    c.rect(246, y - 114, 16, 7, RAPE)
    props.cloud(c, 276, y - 136, 0.7, tint(light.sky, 0.5))
    props.people(c, rnd, [(100, y - 26, 50), (128, y - 26, 44), (206, y - 26, 50)])
    for wx in (150, 184):
        props.wheel(c, wx, y - 37, 11)
    c.line([(150, y - 37), (162, y - 54), (180, y - 54), (184, y - 37)], POPPY, 2.4)
    c.line([(162, y - 54), (168, y - 37), (150, y - 37)], POPPY, 2.4)
    c.line([(168, y - 37), (180, y - 54)], POPPY, 2.4)
    c.line([(180, y - 54), (179, y - 61), (173, y - 62)], INK, 2.2)
    c.line([(66, y - 44), (222, y - 44)], CHALK, 2.4)
    for k in range(7):
        c.line([(68 + k * 25, y - 44), (68 + k * 25, y - 26)], CHALK, 2)
    for k in range(3):
        x = 60 + k * 115
        c.line(bow((x, y + 22), (x + 80, y + 22), -5, 8), tint(WATER, 0.7), 3)
    for x, top in ((150, 66), (176, 78), (196, 58)):
        c.line([(x - 8, top - 4), (x, top), (x + 8, top - 4)], WHITE if not light.dark else STRAW, 2.2)


def bridge(c: Canvas, rnd: Random, light: Light) -> None:
    """A wooden footbridge in an arc over a brook."""
    props.sky(c, rnd, light, horizon=160)
    props.tree(c, 52, 196, 96, rnd)
    props.tree(c, 350, 190, 78, rnd)
    c.poly([(140, 178), (262, 178), (330, 302), (66, 302)], mix(light.near, EARTH, 0.6))
    c.poly([(152, 178), (250, 178), (308, 302), (90, 302)], WATER)
    for k in range(12):
        y = 186 + k * 9
        x = 200 + rnd.uniform(-0.35, 0.25) * (y - 120)
        c.line(bow((x, y), (x + 22, y), -2, 5), tint(WATER, 0.55), 2)
    deck = bow((30, 246), (370, 246), -20, 20)
    rail = bow((30, 206), (370, 206), -20, 20)
    c.line([(x, y + 6) for x, y in deck], shade(BARK, 0.3), 14)
    c.line(deck, tint(BARK, 0.25), 10)
    for (x, y), (_, top) in zip(deck[1::2], rail[1::2], strict=False):
        c.rect(x - 2.5, top, 5, y - top, BARK, r=2)
    c.line([(x, y + 17) for x, y in rail], BARK, 3.4)
    props.people(c, rnd, [(150, 219, 64), (184, 216, 46), (262, 221, 60)])
    c.line(rail, tint(BARK, 0.1), 5)
    for x in (22, 378):
        c.rect(x - 7, 200, 14, 66, shade(BARK, 0.15), r=4)
        c.disc(x, 199, 8, BARK)
    for _ in range(9):
        x = rnd.choice((rnd.uniform(4, 70), rnd.uniform(326, 396)))
        props.flower(c, x, rnd.uniform(278, 296), rnd.uniform(14, 30), rnd.choice((POPPY, RAPE, WHITE)))


def pump(c: Canvas, rnd: Random, light: Light) -> None:
    """A drinking fountain on a square, with a dog and people in summer."""
    props.sky(c, rnd, light, horizon=180)
    for x, w, h, wall in ((8, 70, 84, tint(BRICK, 0.35)), (80, 60, 66, CHALK), (318, 76, 78, STRAW)):
        props.house(c, x, 206, w, h, wall, rnd.choice((BRICK, shade(BRICK), shade(LAKE, 0.35))), stepped=x == 8)
    c.rect(0, 204, 400, 96, tint(EARTH, 0.35))
    for row in range(7):
        for col in range(-1, 11):
            c.rect(
                col * 40 + (20 if row % 2 else 0),
                208 + row * 14,
                36,
                10,
                mix(EARTH, WHITE, 0.42 + 0.05 * ((row + col) % 3)),
                r=2,
            )
    props.tree(c, 282, 222, 110, rnd)
    c.disc(196, 268, 62, shade(EARTH, 0.12), ry=13)
    c.poly([(150, 232), (242, 232), (232, 266), (160, 266)], shade(CHALK, 0.25))
    c.disc(196, 232, 46, shade(CHALK, 0.1), ry=10)
    c.disc(196, 232, 39, WATER, ry=7)
    c.rect(187, 152, 18, 82, DEEP, r=5)
    c.disc(196, 150, 13, RAPE)
    c.line([(202, 180), (224, 180), (228, 188)], DEEP, 7)
    c.line(bow((228, 190), (230, 231), 0, 4), tint(WATER, 0.3), 5)
    c.line([(188, 164), (166, 144), (158, 176)], INK, 4)
    props.people(c, rnd, [(268, 276, 84), (118, 270, 70), (92, 274, 54)])
    x, y = 316, 276
    c.disc(x, y - 15, 17, BARK, ry=9)
    for dx in (-12, -6, 8, 13):
        c.line([(x + dx, y - 12), (x + dx, y)], BARK, 3.6)
    c.disc(x - 18, y - 25, 8, BARK)
    c.disc(x - 25, y - 22, 4, BARK)
    c.line([(x + 15, y - 19), (x + 25, y - 30)], BARK, 3.4)


def bathing(c: Canvas, rnd: Random, light: Light) -> None:
    """A bathing place on the lake: a raft, a ladder, swimmers."""
    props.sky(c, rnd, light, horizon=140)
    for x in (18, 46, 330, 362, 388):
        props.tree(c, x, 172, rnd.uniform(54, 84), rnd)
    c.rect(0, 166, 400, 140, mix(WATER, LAKE, 0.2))
    for k in range(30):
        x, y = rnd.uniform(-10, 390), 172 + k * 4.3
        c.line([(x, y), (x + 12 + k * 0.6, y)], tint(WATER, 0.45), 1.8)
    c.poly([(128, 214), (276, 214), (300, 240), (106, 240)], tint(BARK, 0.3))
    for k in range(9):
        c.line([(136 + k * 17, 214), (118 + k * 21, 240)], shade(BARK, 0.1), 1.4)
    c.rect(106, 240, 194, 9, BARK, r=2)
    for x in (124, 282):
        c.disc(x, 254, 13, RAPE, ry=9)
    c.line([(262, 212), (262, 190)], CHALK, 3)
    c.line([(274, 212), (274, 190)], CHALK, 3)
    props.people(c, rnd, [(160, 228, 58), (190, 232, 50)])
    c.poly([(214, 214), (230, 196), (256, 214)], POPPY)
    for x, y, s in ((78, 238, 9), (330, 226, 8), (348, 262, 10)):
        skin, hair = rnd.choice(props.SKINS), rnd.choice(props.HAIRS)
        c.disc(x, y, s, skin)
        c.dome(x, y - 1, s * 1.05, s * 1.05, hair)
        c.rect(x - s * 2, y + s * 0.55, s * 4, s, mix(WATER, LAKE, 0.2))
        c.arc(x, y + s * 0.6, s * 1.9, s * 0.4, 0, 180, tint(WATER, 0.7), 2)
    c.ring(60, 272, 15, POPPY, 8)
    for a in (0, 90, 180, 270):
        t = math.radians(a)
        c.disc(60 + 11 * math.cos(t), 272 + 11 * math.sin(t), 3.4, WHITE)


SCENES = {
    "meander": meander,
    "barrel": barrel,
    "pond": pond,
    "ferry": ferry,
    "bridge": bridge,
    "pump": pump,
    "bathing": bathing,
}
