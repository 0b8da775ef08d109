"""Scenes on the way: bus stop, trail, lanterns at night, a bench with a view."""

from __future__ import annotations

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
from allmende.surfaces.demo.pictures.props import Light


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
    _stop(c, rnd, light)


def _stop(c: Canvas, rnd: Random, light: Light) -> None:
    """The shelter with its planted roof, and who waits there."""
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
    for _ in range(12):
        props.flower(
            c, rnd.uniform(4, 396), rnd.uniform(284, 298), rnd.uniform(10, 20), rnd.choice((POPPY, WHITE, RAPE, MALLOW))
        )


SCENES = {"busstop": busstop, "trail": trail, "lanterns": lanterns, "bench": bench}
