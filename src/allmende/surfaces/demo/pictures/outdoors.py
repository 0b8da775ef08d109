"""Scenes of work and play outside: oven, sun power, cargo bike, mural, playground, market."""

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
    NIGHT,
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


def oven(c: Canvas, rnd: Random, light: Light) -> None:
    """A domed bread oven under a roof, smoke, loaves on a table."""
    props.sky(c, rnd, light, horizon=186)
    for k in range(5):
        c.disc(272 + k * 9 + (5 if k % 2 else -4), 62 - k * 15, 9 + k * 2.6, mix(light.sky, CHALK, 0.75 - 0.1 * k))
    c.disc(244, 264, 116, shade(light.near), ry=13)
    c.rect(142, 198, 200, 64, tint(BRICK, 0.15), r=3)
    for row in range(4):
        for col in range(6):
            c.rect(
                146 + col * 33 + (14 if row % 2 and col < 5 else 0),
                203 + row * 14.6,
                28,
                11,
                mix(BRICK, EARTH, 0.15 + 0.1 * ((row + col) % 3)),
                r=1,
            )
    c.dome(242, 200, 92, 96, tint(EARTH, 0.25))
    c.dome(226, 200, 60, 78, tint(EARTH, 0.42))
    c.rect(262, 70, 22, 44, BRICK)
    c.rect(258, 66, 30, 8, shade(BRICK, 0.25), r=2)
    c.dome(234, 200, 42, 52, shade(BRICK, 0.4))
    c.dome(234, 200, 33, 42, INK)
    c.dome(234, 200, 27, 28, BRICK)
    c.dome(229, 200, 15, 23, POPPY)
    c.dome(240, 200, 10, 16, RAPE)
    c.rect(186, 198, 98, 7, shade(CHALK, 0.45), r=2)
    c.line([(66, 250), (196, 192)], tint(BARK, 0.2), 4)
    c.disc(206, 188, 17, BARK, ry=5)
    props.person(c, 92, 284, 128, rnd, coat=WHITE)
    _bench_with_loaves(c)


def _bench_with_loaves(c: Canvas) -> None:
    """Loaves that cool on a bench, logs behind."""
    c.rect(298, 242, 96, 9, tint(BARK, 0.3), r=2)
    for x in (306, 380):
        c.rect(x, 251, 7, 40, BARK)
    for x, w in ((320, 19), (356, 21), (338, 17)):
        y = 242 if w != 17 else 226
        c.dome(x, y, w, 15, mix(EARTH, BRICK, 0.35))
        for dx in (-7, 0, 7):
            c.line([(x + dx - 2, y - 5), (x + dx + 3, y - 11)], tint(EARTH, 0.5), 1.9)
    for k in range(8):
        x, y = 350 + (k % 4) * 12, 186 - (k // 4) * 11
        c.disc(x, y, 6, EARTH)
        c.ring(x, y, 6, BARK, 1.2)


def solar(c: Canvas, rnd: Random, light: Light) -> None:
    """People lay sun panels on a roof."""
    props.sky(c, rnd, light, horizon=214)
    c.rect(66, 186, 262, 84, tint(BRICK, 0.3))
    c.poly([(34, 192), (108, 84), (292, 84), (362, 192)], BRICK)
    for k in range(6):
        y = 96 + k * 17
        c.line([(104 - k * 11, y), (296 + k * 11, y)], shade(BRICK, 0.13), 1.6)
    for row in range(2):
        for col in range(4):
            y0, y1 = 98 + row * 43, 136 + row * 43

            def edge(x: float, y: float) -> tuple[float, float]:
                return 200 + (x - 200) * (0.66 + (y - 84) / 108 * 0.42), y

            if row == 1 and col == 3:
                continue
            x0, x1 = 96 + col * 53, 144 + col * 53
            c.poly([edge(x0, y0), edge(x1, y0), edge(x1, y1), edge(x0, y1)], NIGHT)
            for t in (1 / 3, 2 / 3):
                c.line([edge(x0 + (x1 - x0) * t, y0), edge(x0 + (x1 - x0) * t, y1)], LAKE, 1.2)
            c.line([edge(x0, (y0 + y1) / 2), edge(x1, (y0 + y1) / 2)], LAKE, 1.2)
    c.rect(30, 189, 336, 7, shade(CHALK, 0.4), r=3)
    props.person(c, 304, 182, 62, rnd, coat=RAPE)
    for x in (96, 156, 262):
        c.rect(x, 212, 34, 34, tint(WATER, 0.3))
        c.rect(x + 15, 212, 3, 34, WHITE)
        c.rect(x, 228, 34, 3, WHITE)
    c.rect(208, 214, 32, 56, DEEP, r=2)
    c.line([(352, 280), (334, 188)], tint(BARK, 0.3), 3.6)
    c.line([(370, 280), (348, 188)], tint(BARK, 0.3), 3.6)
    for k in range(8):
        c.line([(350 - k * 1.8, 270 - k * 11), (367 - k * 2.2, 270 - k * 11)], tint(BARK, 0.2), 2.6)
    props.person(c, 42, 284, 84, rnd)
    c.poly([(60, 274), (106, 262), (110, 280), (64, 292)], NIGHT)
    props.tufts(c, rnd, 276, shade(light.near, 0.2), 14)


def cargo(c: Canvas, rnd: Random, light: Light) -> None:
    """A cargo bike with a full box on the dyke."""
    props.sky(c, rnd, light, horizon=176)
    c.poly([*bow((-10, 222), (410, 216), -16), (410, 300), (-10, 300)], mix(light.near, CLOVER, 0.35))
    c.poly([*bow((-10, 262), (410, 256), -10), (410, 284), (-10, 290)], tint(EARTH, 0.3))
    props.pollard(c, 40, 214, 74)
    y = 254
    c.disc(204, y + 24, 150, shade(EARTH, 0.05), ry=6)
    props.wheel(c, 92, y - 14, 36)
    props.wheel(c, 318, y - 6, 28)
    frame = rnd.choice((POPPY, LAKE, RAPE, DEEP))
    for line in (
        ((92, y - 14), (132, y - 74), (150, y - 10), (92, y - 14)),
        ((132, y - 74), (206, y - 70)),
        ((150, y - 10), (212, y - 20), (300, y - 20), (318, y - 6)),
        ((206, y - 84), (212, y - 20)),
    ):
        c.line(line, frame, 6)
    c.line([(206, y - 84), (203, y - 104), (186, y - 108)], INK, 4.6)
    c.line([(132, y - 74), (129, y - 88)], INK, 4.6)
    c.rect(112, y - 94, 36, 8, INK, r=4)
    c.disc(150, y - 10, 9, shade(CHALK, 0.5))
    c.line([(142, y + 2), (158, y - 22)], INK, 4)
    goods = rnd.randrange(2)
    for k in range(5):
        x = 236 + k * 17
        if goods:
            c.disc(x, y - 76, 12, (CLOVER, WOOD)[k % 2])
            c.disc(x + 3, y - 84, 6, (POPPY, RAPE, MALLOW)[k % 3])
        else:
            c.rect(x - 8, y - 96 + (k % 3) * 7, 15, 40, (RAPE, WHITE, POPPY, WATER, CLOVER)[k], r=1)
    c.poly([(218, y - 72), (322, y - 72), (310, y - 20), (228, y - 20)], tint(BARK, 0.35))
    c.poly([(219, y - 66), (321, y - 66), (319, y - 58), (221, y - 58)], BARK)
    c.disc(268, y - 42, 11, RAPE)
    c.poly([(268, y - 51), (277, y - 37), (259, y - 37)], DEEP)
    props.tufts(c, rnd, 284, shade(light.near, 0.25), 14)


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
    _scaffold(c, rnd)


def _scaffold(c: Canvas, rnd: Random) -> None:
    """The scaffold, the people who paint, and their pots."""
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


def market(c: Canvas, rnd: Random, light: Light) -> None:
    """A market stand with a striped awning, crates and customers."""
    props.sky(c, rnd, light, horizon=170)
    for x, w, h, wall in (
        (0, 62, 92, tint(BRICK, 0.4)),
        (60, 56, 72, STRAW),
        (292, 58, 82, CHALK),
        (350, 60, 98, tint(BRICK, 0.3)),
    ):
        props.house(
            c, x, 206, w, h, wall, rnd.choice((BRICK, shade(BRICK, 0.2), shade(LAKE, 0.4))), stepped=x in (0, 350)
        )
    c.rect(0, 204, 400, 96, tint(EARTH, 0.3))
    for k in range(7):
        c.line([(0, 214 + k * 14), (400, 214 + k * 14)], mix(EARTH, WHITE, 0.12), 1.4)
    a, b = rnd.choice(((POPPY, WHITE), (WOOD, CHALK), (RAPE, WHITE), (LAKE, WHITE)))
    for x in (86, 308):
        c.rect(x, 112, 6, 150, BARK)
    c.rect(92, 150, 216, 62, shade(EARTH, 0.35))
    for spot in ((150, 226, 76), (244, 226, 80)):
        props.person(c, *spot, rnd)
    c.rect(80, 220, 240, 46, tint(BARK, 0.3), r=2)
    c.rect(80, 240, 240, 2, BARK)
    for k, goods in enumerate((POPPY, CLOVER, RAPE, MALLOW, BRICK)):
        props.crate(c, 86 + k * 47, 221, 42, goods)
    c.poly([(70, 134), (96, 86), (304, 86), (330, 134)], a)
    for k in range(10):
        t0, t1 = k / 10, (k + 0.5) / 10
        c.poly([(70 + 260 * t0, 134), (96 + 208 * t0, 86), (96 + 208 * t1, 86), (70 + 260 * t1, 134)], b)
    for k in range(20):
        c.disc(76.5 + k * 13, 134, 6.5, a if k % 2 else b)
    props.people(c, rnd, [(112, 286, 86), (286, 288, 88), (320, 284, 62)])
    c.poly([(346, 270), (382, 270), (376, 294), (352, 294)], BARK)
    for dx in (0, 9, 18):
        c.disc(355 + dx, 266, 7, CLOVER)
    props.bunting(c, (0, 74), (96, 88), rnd)
    props.bunting(c, (304, 88), (400, 66), rnd)


SCENES = {"oven": oven, "solar": solar, "cargo": cargo, "mural": mural, "playground": playground, "market": market}
