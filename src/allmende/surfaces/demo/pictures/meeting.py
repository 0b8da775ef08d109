"""Scenes of people who meet: stage, cinema, library, bench, hall, mural, playground, bus stop, trail, lanterns."""

from __future__ import annotations

import math
from random import Random

from . import props
from .canvas import (
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
    bow,
    mix,
    shade,
    smooth,
    tint,
)
from .props import Light


def stage(c: Canvas, rnd: Random, light: Light) -> None:
    """An open-air stage with a band and an audience."""
    props.sky(c, rnd, light, horizon=190)
    c.dome(200, 214, 150, 150, DEEP)
    c.dome(200, 214, 136, 136, RAPE)
    for k in range(-4, 5):
        c.line(
            [(200, 214), (200 + 134 * math.sin(k * 0.33), 214 - 134 * math.cos(k * 0.33))], mix(RAPE, POPPY, 0.55), 7
        )
    c.dome(200, 214, 52, 46, mix(RAPE, WHITE, 0.55))
    c.rect(40, 212, 320, 30, tint(BARK, 0.2), r=2)
    c.rect(40, 212, 320, 6, tint(BARK, 0.4), r=2)
    for x, s in ((138, 84), (200, 92), (262, 82)):
        props.person(c, x, 214, s, rnd)
    c.disc(146, 176, 12, BRICK, ry=10)
    c.line([(150, 172), (172, 156)], BARK, 3.6)
    c.line([(226, 214), (226, 152)], INK, 2)
    c.disc(226, 150, 4.6, INK)
    c.rect(286, 190, 34, 22, POPPY, r=2)
    c.disc(303, 190, 17, WHITE, ry=4)
    for k in range(11):
        x, y = 24 + k * 36 + rnd.uniform(-6, 6), 318 + rnd.uniform(-8, 8)
        coat = rnd.choice(props.COATS)
        c.rect(x - 16, y - 46, 32, 60, coat, r=14)
        c.disc(x, y - 54, 11, rnd.choice(props.HAIRS))
    props.bunting(c, (0, 90), (74, 124), rnd)
    props.bunting(c, (326, 124), (400, 84), rnd)


def cinema(c: Canvas, rnd: Random, light: Light) -> None:
    """A screen between two trees at night, people on blankets."""
    props.sky(c, rnd, light, horizon=196)
    c.poly([(200, 290), (86, 72), (314, 72), (200, 290)], mix(light.sky, STRAW, 0.16))
    c.rect(80, 66, 240, 128, INK, r=4)
    c.rect(87, 72, 226, 116, tint(WATER, 0.35))
    c.disc(256, 108, 19, RAPE)
    c.poly([*bow((87, 164), (313, 156), -24), (313, 188), (87, 188)], CLOVER)
    c.poly([*bow((87, 178), (313, 170), -9), (313, 188), (87, 188)], WOOD)
    props.person(c, 152, 182, 66, rnd, wave=True, coat=POPPY)
    props.person(c, 184, 182, 52, rnd, coat=RAPE)
    for x in (96, 300):
        c.rect(x, 192, 7, 34, INK)
    props.tree(c, 36, 236, 150, rnd)
    props.tree(c, 372, 232, 134, rnd)
    lights = bow((36, 108), (372, 112), -68, 22)
    c.line(lights, INK, 1.2)
    for x, y in lights[1:-1]:
        c.disc(x, y + 3, 3.4, STRAW)
    for k, (x, y) in enumerate(((70, 262), (150, 256), (246, 258), (330, 264), (110, 292), (200, 296), (292, 294))):
        c.disc(x, y + 4, 36, (POPPY, MALLOW, RAPE, LAKE, CLOVER, STRAW, POPPY)[k], ry=8)
        for dx in (-12, 11):
            c.rect(x + dx - 10, y - 26, 20, 30, rnd.choice(props.COATS), r=9)
            c.disc(x + dx, y - 32, 8.4, rnd.choice(props.HAIRS))


def library(c: Canvas, rnd: Random, light: Light) -> None:
    """A book case for all in an old telephone box, somebody reading."""
    props.sky(c, rnd, light, horizon=196)
    props.tree(c, 338, 244, 168, rnd)
    c.disc(190, 272, 92, shade(light.near, 0.1), ry=13)
    body = rnd.choice((POPPY, RAPE, LAKE))
    c.rect(132, 62, 118, 210, body, r=7)
    c.poly([(126, 66), (146, 42), (236, 42), (256, 66)], shade(body, 0.2))
    c.rect(146, 82, 90, 178, shade(BARK, 0.1), r=3)
    for shelf in range(4):
        x, base = 149.0, 122 + shelf * 44
        while x < 226:
            w, h = rnd.uniform(5, 10), rnd.uniform(22, 34)
            colour = rnd.choice((POPPY, RAPE, LAKE, MALLOW, CLOVER, WHITE, DEEP, BRICK, STRAW))
            c.rect(x, base - h, w, h, colour, r=1)
            c.rect(x + 1.4, base - h + 5, w - 2.8, 2.4, shade(colour, 0.3))
            x += w + 1
        c.rect(146, base, 90, 5, tint(BARK, 0.3))
    c.rect(128, 268, 126, 10, shade(body, 0.3), r=2)
    c.poly([(250, 74), (292, 86), (292, 272), (250, 268)], shade(body, 0.12))
    c.poly([(256, 88), (286, 97), (286, 256), (256, 254)], tint(WATER, 0.4))
    props.bench(c, 24, 274, 92, tint(BARK, 0.15))
    skin, coat = rnd.choice(props.SKINS), rnd.choice((PLUM, DEEP, LAKE))
    c.line([(72, 250), (88, 254), (92, 276)], NIGHT, 10)
    c.rect(54, 208, 34, 48, coat, r=14)
    c.disc(72, 192, 14, skin)
    c.dome(72, 191, 15, 16, rnd.choice(props.HAIRS))
    c.line([(60, 222), (78, 238), (94, 232)], shade(coat), 7)
    c.poly([(84, 222), (98, 228), (98, 246), (84, 240)], WHITE)
    c.poly([(98, 228), (112, 220), (112, 238), (98, 246)], RAPE)
    props.tufts(c, rnd, 262, shade(light.near, 0.2), 18)


def bench(c: Canvas, rnd: Random, light: Light) -> None:
    """Two people on a bench under a big tree that look over the river land."""
    props.sky(c, rnd, light, horizon=168)
    c.poly(
        [*smooth([(-20, 214), (90, 198), (220, 206), (420, 190)]), (420, 214), (300, 222), (140, 220), (-20, 232)],
        WATER,
    )
    for k in range(7):
        c.line([(20 + k * 56, 210 - (k % 3) * 3), (44 + k * 56, 210 - (k % 3) * 3)], tint(WATER, 0.6), 2)
    for x, s in ((232, 38), (270, 46), (366, 42)):
        props.pollard(c, x, 204, s)
    c.poly([*bow((-10, 250), (410, 258), -12), (410, 302), (-10, 302)], mix(light.near, CLOVER, 0.4))
    c.rect(84, 84, 26, 180, BARK)
    for dx, dy, r, colour in (
        (0, 60, 84, WOOD),
        (-66, 96, 52, WOOD),
        (70, 92, 56, WOOD),
        (-20, 36, 46, mix(WOOD, CLOVER, 0.5)),
        (44, 66, 34, mix(WOOD, CLOVER, 0.35)),
    ):
        c.disc(97 + dx, dy, r, colour)
    c.line([(97, 170), (140, 130)], BARK, 9)
    for x, coat in ((206, rnd.choice((POPPY, RAPE))), (246, rnd.choice((LAKE, MALLOW, PLUM)))):
        c.rect(x - 17, 204, 34, 54, coat, r=15)
        c.disc(x, 190, 13.5, rnd.choice(props.HAIRS))
        c.rect(x - 4, 198, 8, 9, rnd.choice(props.SKINS))
    props.bench(c, 156, 274, 146, tint(BARK, 0.1))
    c.rect(276, 246, 18, 12, RAPE, r=2)
    for k in range(12):
        props.flower(
            c, rnd.uniform(4, 396), rnd.uniform(284, 298), rnd.uniform(10, 20), rnd.choice((POPPY, WHITE, RAPE, MALLOW))
        )


def hall(c: Canvas, rnd: Random, light: Light) -> None:
    """The old fire station with its hose tower, doors open."""
    props.sky(c, rnd, light, horizon=196)
    props.tree(c, 366, 226, 110, rnd)
    c.rect(60, 60, 56, 190, tint(BRICK, 0.1))
    c.poly([(52, 62), (88, 24), (124, 62)], DEEP)
    c.disc(88, 88, 15, WHITE)
    c.line([(88, 88), (88, 78)], INK, 2)
    c.line([(88, 88), (95, 91)], INK, 2)
    for y in (120, 158, 196):
        c.rect(78, y, 20, 24, tint(WATER, 0.2), r=9)
    c.rect(112, 130, 226, 120, tint(BRICK, 0.25))
    c.poly([(104, 132), (132, 94), (318, 94), (346, 132)], DEEP)
    for k in range(7):
        c.line([(132 - k * 4, 99 + k * 5), (318 + k * 4, 99 + k * 5)], shade(DEEP, 0.25), 1.4)
    for k, colour in enumerate((POPPY, RAPE, POPPY)):
        x = 124 + k * 71
        c.rect(x, 164, 60, 86, INK, r=3)
        c.dome(x + 30, 166, 30, 16, INK)
        if k == 1:
            c.rect(x + 4, 170, 52, 80, STRAW)
            c.rect(x + 12, 208, 36, 42, tint(BARK, 0.3))
            c.line([(x + 30, 168), (x + 30, 184)], INK, 1.6)
            c.dome(x + 30, 190, 11, 8, DEEP)
        else:
            c.rect(x + 4, 170, 25, 80, colour)
            c.rect(x + 31, 170, 25, 80, colour)
            for px in (x + 8, x + 35):
                c.rect(px, 178, 17, 18, tint(WATER, 0.4))
    c.rect(0, 248, 400, 54, tint(EARTH, 0.35))
    for k in range(11):
        c.line([(k * 40, 248), (200 + (k - 5) * 62, 302)], mix(EARTH, WHITE, 0.18), 1.6)
    props.people(c, rnd, [(182, 262, 66), (246, 268, 72), (272, 266, 50), (40, 276, 78), (324, 286, 80)])
    props.bunting(c, (88, 60), (346, 128), rnd, 16)


def mural(c: Canvas, rnd: Random, light: Light) -> None:
    """A house wall being painted: scaffold, big shapes, paint pots."""
    props.sky(c, rnd, light, horizon=214)
    c.rect(70, 26, 262, 226, CHALK)
    ground = rnd.choice((tint(LAKE, 0.2), MALLOW, tint(POPPY, 0.2)))
    c.rect(78, 34, 246, 210, ground)
    c.disc(262, 92, 38, RAPE)
    for k, colour in enumerate((POPPY, STRAW, WOOD, WATER)):
        c.poly(
            [
                *smooth([(78, 150 + k * 24), (140, 128 + k * 24), (220, 164 + k * 22), (324, 136 + k * 26)]),
                (324, 244),
                (78, 244),
            ],
            colour,
        )
    c.dome(150, 178, 30, 62, DEEP)
    c.disc(150, 106, 22, BRICK)
    c.disc(142, 103, 3.4, WHITE)
    c.disc(158, 103, 3.4, WHITE)
    c.arc(150, 110, 9, 7, 10, 170, WHITE, 2.6)
    c.line([(126, 150), (98, 112)], DEEP, 10)
    c.line([(174, 150), (206, 122), (214, 92)], DEEP, 10)
    for dx, dy in ((0, 0), (-10, 6), (10, 6), (-5, -8), (7, -8)):
        c.disc(214 + dx, 80 + dy, 7, POPPY)
    c.rect(284, 34, 40, 84, CHALK)
    for k in range(3):
        c.rect(288, 40 + k * 26, 32, 20, mix(CHALK, ground, 0.5))
    for x in (244, 362):
        c.rect(x, 44, 5, 232, shade(CHALK, 0.55))
    for y in (132, 208):
        c.rect(236, y, 140, 7, tint(BARK, 0.3), r=2)
    c.line([(247, 208), (364, 139)], shade(CHALK, 0.45), 3)
    props.person(c, 300, 132, 74, rnd, wave=True)
    props.person(c, 338, 208, 62, rnd)
    c.rect(262, 120, 14, 13, RAPE, r=2)
    c.rect(272, 195, 14, 13, POPPY, r=2)
    c.rect(0, 252, 400, 50, tint(EARTH, 0.3))
    for k, colour in enumerate((LAKE, RAPE, POPPY, WOOD)):
        x = 30 + k * 34
        c.disc(x, 286, 17, shade(EARTH, 0.03), ry=4)
        c.rect(x - 13, 262, 26, 24, shade(CHALK, 0.3), r=3)
        c.disc(x, 262, 13, colour, ry=4)
        c.rect(x - 4, 262, 7, 13, colour, r=3)
    props.person(c, 196, 290, 92, rnd)


def playground(c: Canvas, rnd: Random, light: Light) -> None:
    """A climbing tower with a slide, a swing and children."""
    props.sky(c, rnd, light, horizon=184)
    props.tree(c, 26, 222, 92, rnd)
    c.disc(206, 262, 196, tint(EARTH, 0.4), ry=34)
    for x in (64, 118):
        c.rect(x, 92, 7, 168, tint(BARK, 0.1), r=3)
        c.rect(x + 44, 92, 6, 158, BARK, r=3)
    c.poly([(56, 96), (94, 52), (132, 96)], POPPY)
    c.poly([(94, 52), (132, 96), (176, 92), (138, 50)], shade(POPPY, 0.12))
    c.rect(60, 166, 112, 9, tint(BARK, 0.3), r=2)
    c.rect(66, 138, 100, 4, RAPE, r=2)
    for k in range(7):
        c.rect(70 + k * 15, 140, 3, 28, RAPE)
    props.person(c, 104, 168, 50, rnd, wave=True)
    c.line(smooth([(170, 164), (204, 182), (236, 232), (272, 256)]), LAKE, 19)
    c.line(smooth([(170, 162), (204, 180), (236, 230), (272, 253)]), tint(LAKE, 0.35), 10)
    for k in range(5):
        c.line([(68, 252 - k * 19), (118, 252 - k * 19)], RAPE, 4.4)
    c.line([(284, 262), (302, 92), (320, 262)], tint(BARK, 0.15), 6)
    c.line([(364, 258), (380, 96), (398, 258)], tint(BARK, 0.05), 6)
    c.line([(302, 94), (382, 98)], BARK, 7)
    for x, lean in ((326, -18), (354, 20)):
        for dx in (0, 10):
            c.line([(x + dx, 96), (x + dx + lean, 208)], INK, 1.4)
        c.rect(x + lean - 5, 206, 20, 5, POPPY, r=2)
    props.person(c, 313, 212, 52, rnd)
    props.people(c, rnd, [(222, 276, 54), (196, 286, 82), (46, 282, 62)])
    c.disc(248, 284, 9, POPPY)
    c.arc(248, 284, 9, 4, 180, 360, WHITE, 2)


def busstop(c: Canvas, rnd: Random, light: Light) -> None:
    """A bus stop with a green roof, and the village bus."""
    props.sky(c, rnd, light, horizon=184)
    props.house(c, 10, 212, 58, 58, STRAW, BRICK)
    c.rect(0, 250, 400, 52, shade(CHALK, 0.5))
    for k in range(6):
        c.rect(14 + k * 72, 274, 40, 5, CHALK, r=2)
    c.rect(0, 236, 400, 16, shade(CHALK, 0.16))
    colour = rnd.choice((RAPE, POPPY, LAKE))
    c.rect(196, 122, 216, 134, colour, r=16)
    c.rect(196, 206, 216, 18, WHITE)
    c.rect(208, 138, 46, 54, tint(WATER, 0.3), r=6)
    for k in range(3):
        c.rect(264 + k * 50, 138, 42, 54, tint(WATER, 0.15), r=6)
        c.disc(284 + k * 50, 172, 10, rnd.choice(props.SKINS))
        c.dome(284 + k * 50, 171, 10.6, 11, rnd.choice(props.HAIRS))
        c.rect(272 + k * 50, 180, 24, 12, rnd.choice(props.COATS), r=6)
    c.rect(206, 126, 92, 9, INK, r=3)
    for k in range(9):
        c.rect(214 + k * 9, 128.6, 5, 3.6, RAPE)
    for x in (246, 366):
        c.disc(x, 256, 23, INK)
        c.disc(x, 256, 10, shade(CHALK, 0.2))
    c.disc(203, 228, 6, STRAW)
    c.rect(58, 132, 6, 112, DEEP)
    c.rect(158, 132, 6, 112, DEEP)
    c.rect(66, 142, 92, 84, mix(tint(WATER, 0.6), light.sky, 0.4))
    c.rect(76, 150, 30, 42, WHITE, r=2)
    for k in range(4):
        c.rect(80, 156 + k * 8, 22, 2.6, (POPPY, INK, INK, INK)[k])
    c.rect(46, 122, 130, 12, DEEP, r=3)
    for k in range(22):
        x = 50 + k * 5.8
        c.dome(x, 124, 6, rnd.uniform(5, 13), rnd.choice((CLOVER, WOOD, MEADOW)))
        if k % 4 == 0:
            c.disc(x, 113, 2.6, rnd.choice((POPPY, WHITE, RAPE)))
    c.rect(72, 214, 74, 6, tint(BARK, 0.2), r=2)
    for x, s in ((92, 74), (132, 80)):
        props.person(c, x, 246, s, rnd)
    c.rect(30, 142, 4, 104, INK)
    c.disc(32, 134, 15, RAPE)
    c.ring(32, 134, 15, DEEP, 4)
    c.rect(28, 127, 3, 14, DEEP)
    c.rect(33, 127, 3, 14, DEEP)
    c.rect(28, 132.6, 8, 3, DEEP)


def trail(c: Canvas, rnd: Random, light: Light) -> None:
    """A path through fields with a signpost and walkers."""
    props.sky(c, rnd, light, horizon=150)
    for points, colour in (
        (((-10, 176), (150, 166), (110, 230), (-10, 250)), RAPE),
        (((160, 165), (410, 158), (410, 196), (190, 208)), MALLOW),
        (((-10, 256), (120, 236), (60, 306), (-10, 306)), CLOVER),
        (((240, 214), (410, 200), (410, 262), (280, 268)), STRAW),
        (((280, 276), (410, 270), (410, 306), (300, 306)), mix(POPPY, WHITE, 0.2)),
    ):
        c.poly(points, colour)
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
        for k in range(1, 7):
            t = k / 7
            c.line(
                [(x0 + (x3 - x0) * t, y0 + (y3 - y0) * t), (x1 + (x2 - x1) * t, y1 + (y2 - y1) * t)],
                shade(colour, 0.1),
                1.4,
            )
    c.poly(
        [
            *smooth([(196, 160), (172, 186), (206, 216), (150, 256), (96, 312)]),
            *reversed(smooth([(204, 160), (186, 186), (240, 216), (224, 256), (250, 312)])),
        ],
        tint(EARTH, 0.45),
    )
    props.people(c, rnd, [(196, 204, 30), (184, 202, 26), (206, 266, 78), (168, 272, 60)])
    props.pollard(c, 356, 216, 80)
    c.rect(292, 110, 8, 178, tint(BARK, 0.1), r=3)
    for y, way, colour in ((118, 1, RAPE), (146, -1, WHITE), (174, 1, POPPY)):
        x0, x1 = (286, 362) if way > 0 else (306, 230)
        c.poly([(x0, y), (x1, y), (x1 + 13 * way, y + 10), (x1, y + 20), (x0, y + 20)], colour)
        c.rect(min(x0, x1) + 12, y + 8, 44, 4, shade(colour, 0.6), r=2)
    c.disc(296, 106, 7, BRICK)
    props.tufts(c, rnd, 262, shade(light.near, 0.25), 14)


def lanterns(c: Canvas, rnd: Random, light: Light) -> None:
    """A dark lane made safe by lanterns, people with bicycles on their way home."""
    props.sky(c, rnd, light, horizon=180)
    for x, w, h in ((6, 56, 60), (64, 48, 46), (316, 66, 64)):
        props.house(c, x, 204, w, h, mix(NIGHT, BRICK, 0.45), mix(NIGHT, INK, 0.5))
        c.rect(x + w * 0.2, 204 - h + 8, w * 0.2, 13, STRAW)
    c.poly([(184, 190), (216, 190), (330, 304), (64, 304)], mix(EARTH, NIGHT, 0.45))
    for x, y, h in ((96, 276, 136), (146, 230, 84), (168, 208, 52), (306, 276, 136), (254, 230, 84), (232, 208, 52)):
        c.disc(x, y + 2, h * 0.36, mix(light.near, STRAW, 0.35), ry=h * 0.07)
        props.lamp(c, x, y, h, mix(light.sky, STRAW, 0.35))
    props.people(c, rnd, [(200, 216, 34), (212, 216, 28), (188, 272, 82), (228, 276, 74)])
    props.wheel(c, 126, 266, 19)
    props.wheel(c, 172, 266, 19)
    c.line([(126, 266), (138, 238), (164, 238), (172, 266)], POPPY, 3)
    c.line([(138, 238), (148, 266), (126, 266)], POPPY, 3)
    c.line([(148, 266), (164, 238), (162, 228), (154, 226)], POPPY, 3)
    c.disc(176, 240, 4, STRAW)


def feast(c: Canvas, rnd: Random, light: Light) -> None:
    """A very long table in the lane, everybody sits down."""
    props.sky(c, rnd, light, horizon=160)
    for x, w, h, wall in (
        (0, 74, 96, tint(BRICK, 0.35)),
        (72, 58, 74, CHALK),
        (276, 60, 80, STRAW),
        (334, 70, 104, tint(POPPY, 0.45)),
    ):
        props.house(c, x, 200, w, h, wall, rnd.choice((BRICK, shade(LAKE, 0.35))), stepped=x in (0, 334))
    c.rect(0, 198, 400, 104, tint(EARTH, 0.3))
    props.bunting(c, (74, 92), (334, 86), rnd, 18)
    props.bunting(c, (74, 104), (334, 101), rnd, 18)
    for k in range(5):
        props.person(c, 130 + k * 36, 222, 60, rnd)
    c.poly([(112, 206), (288, 206), (350, 262), (50, 262)], WHITE)
    c.poly([(50, 262), (350, 262), (346, 280), (54, 280)], shade(CHALK, 0.12))
    for k in range(8):
        c.line([(112 + k * 25, 206), (50 + k * 43, 262)], mix(POPPY, WHITE, 0.65), 2)
    for x, y, colour in (
        (130, 218, POPPY),
        (176, 226, RAPE),
        (228, 220, CLOVER),
        (270, 230, BRICK),
        (108, 244, MALLOW),
        (160, 250, LAKE),
        (236, 248, POPPY),
        (300, 250, RAPE),
    ):
        c.disc(x, y, 13, shade(CHALK, 0.08), ry=5)
        c.dome(x, y + 1, 8, 7, colour)
    for x, y in ((200, 234), (136, 236), (268, 212)):
        c.rect(x - 3.4, y - 22, 7, 22, WOOD, r=2)
        c.rect(x - 1.6, y - 31, 3.2, 11, WOOD)
    for k in range(6):
        x = 66 + k * 54 + rnd.uniform(-6, 6)
        coat = rnd.choice(props.COATS)
        c.rect(x - 18, 258, 36, 60, coat, r=15)
        c.disc(x, 248, 13, rnd.choice(props.HAIRS))


def words(c: Canvas, rnd: Random, light: Light) -> None:
    """People with big speech bubbles in many colours: a talk, a language café."""
    props.sky(c, rnd, light, horizon=226)
    for k, (x, s) in enumerate(((64, 122), (150, 112), (250, 118), (336, 126))):
        colour = (RAPE, WHITE, POPPY, tint(LAKE, 0.3))[k]
        top = (66, 34, 92, 46)[k]
        bx = x + (8, 6, 2, -10)[k]
        c.rect(bx - 40, top, 80, 54, colour, r=18)
        c.poly([(bx - 8, top + 50), (bx + 12, top + 50), (x, top + 70)], colour)
        pen = shade(colour, 0.62)
        if k == 0:
            for j in range(3):
                c.disc(bx - 18 + j * 18, top + 27, 5, pen)
        elif k == 1:
            for j, w in enumerate((50, 38, 46)):
                c.rect(bx - 26, top + 13 + j * 11, w, 4.6, pen, r=2)
        elif k == 2:
            c.disc(bx - 9, top + 22, 9, WHITE)
            c.disc(bx + 9, top + 22, 9, WHITE)
            c.poly([(bx - 17, top + 26), (bx + 17, top + 26), (bx, top + 44)], WHITE)
        else:
            c.arc(bx, top + 20, 11, 10, 170, 400, pen, 5)
            c.line([(bx + 6, top + 29), (bx, top + 34)], pen, 5)
            c.disc(bx, top + 44, 3.4, pen)
        props.person(c, x, 286, s, rnd, wave=k == 1)
    props.tufts(c, rnd, 280, shade(light.near, 0.2), 16)


SCENES = {
    "stage": stage,
    "cinema": cinema,
    "library": library,
    "bench": bench,
    "hall": hall,
    "mural": mural,
    "playground": playground,
    "busstop": busstop,
    "trail": trail,
    "lanterns": lanterns,
    "feast": feast,
    "words": words,
}
