"""Scenes of people who meet: stage, cinema, library, hall, long table, talk."""

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
    tint,
)
from allmende.surfaces.demo.pictures.props import Light


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


SCENES = {"stage": stage, "cinema": cinema, "library": library, "hall": hall, "feast": feast, "words": words}
