"""Scenes of work in a room: workshop, repair table, kitchen, robot, printing press, microphone."""

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


def _room(c: Canvas, rnd: Random, light: Light) -> None:
    """A wall, a floor of boards and a window with the light of the day."""
    wall = rnd.choice((tint(MALLOW, 0.45), tint(WATER, 0.45), tint(STRAW, 0.3), CHALK))
    c.rect(0, 0, 400, 236, wall)
    c.rect(0, 232, 400, 70, tint(EARTH, 0.1))
    c.rect(0, 228, 400, 6, WHITE)
    for k in range(9):
        c.line([(200 + (k - 4) * 48, 234), (200 + (k - 4) * 78, 302)], shade(EARTH, 0.08), 1.6)
    c.rect(26, 34, 92, 96, WHITE, r=3)
    c.rect(32, 40, 80, 84, light.sky)
    c.disc(92, 62, 11, light.sun)
    c.poly([*bow((32, 106), (112, 98), -9), (112, 124), (32, 124)], light.far)
    c.rect(70, 40, 4, 84, WHITE)
    c.rect(32, 80, 80, 4, WHITE)
    c.rect(20, 128, 104, 7, WHITE, r=2)


def workshop(c: Canvas, rnd: Random, light: Light) -> None:
    """A work bench with a vice under a board of tools."""
    _room(c, rnd, light)
    c.rect(142, 36, 236, 124, tint(BARK, 0.45), r=4)
    for row in range(8):
        for col in range(16):
            c.disc(152 + col * 14.6, 45 + row * 15, 1, BARK)
    c.rect(166, 58, 5, 62, tint(BARK, 0.1), r=2)
    c.rect(154, 52, 30, 14, shade(CHALK, 0.55), r=3)
    c.poly([(204, 52), (214, 52), (228, 128), (206, 128)], shade(CHALK, 0.25))
    for k in range(12):
        c.poly([(204.2, 56 + k * 6), (200, 59 + k * 6), (204.4, 62 + k * 6)], shade(CHALK, 0.25))
    c.rect(199, 40, 22, 18, POPPY, r=6)
    for k, h in enumerate((62, 52, 44, 36)):
        c.rect(248 + k * 15, 52, 6, h * 0.55, (RAPE, POPPY, LAKE, WOOD)[k], r=3)
        c.rect(250 + k * 15, 52 + h * 0.5, 2.4, h * 0.6, INK)
    c.ring(332, 78, 20, shade(CHALK, 0.5), 6)
    c.rect(322, 92, 20, 48, shade(CHALK, 0.5), r=5)
    c.ring(332, 136, 14, shade(CHALK, 0.5), 5)
    c.disc(360, 132, 14, RAPE)
    c.disc(360, 132, 8, tint(BARK, 0.45))
    props.person(c, 104, 290, 156, rnd, coat=rnd.choice((LAKE, POPPY, WOOD)))
    c.rect(132, 196, 262, 15, tint(BARK, 0.15), r=3)
    c.rect(132, 206, 262, 5, BARK)
    for x in (150, 356):
        c.rect(x, 211, 16, 84, BARK, r=2)
    c.rect(166, 252, 190, 9, shade(BARK))
    c.rect(338, 178, 40, 18, LAKE, r=2)
    c.rect(346, 166, 10, 14, shade(LAKE, 0.2))
    c.rect(326, 184, 62, 5, shade(CHALK, 0.5), r=2)
    c.poly([(190, 196), (204, 152), (214, 152), (210, 196)], EARTH)
    c.rect(180, 148, 44, 7, EARTH, r=2)
    c.line([(196, 186), (226, 196)], EARTH, 5)
    c.rect(250, 184, 54, 12, STRAW, r=1)
    for k in range(3):
        c.arc(262 + k * 16, 192, 7, 6, 150, 420, tint(EARTH, 0.3), 2.6)
    c.rect(190, 232, 46, 20, POPPY, r=3)
    c.arc(213, 233, 12, 10, 180, 360, INK, 3)


def repair(c: Canvas, rnd: Random, light: Light) -> None:
    """A repair table: an old radio, a lamp, a sewing machine and two people over them."""
    _room(c, rnd, light)
    props.bunting(c, (130, 30), (400, 22), rnd, 22)
    c.line([(268, 0), (268, 66)], INK, 2)
    c.dome(268, 84, 34, 24, DEEP)
    c.disc(268, 85, 9, RAPE)
    c.poly([(236, 86), (300, 86), (352, 200), (184, 200)], mix(STRAW, WHITE, 0.55))
    for x, s in ((168, 168), (344, 156)):
        props.person(c, x, 292, s, rnd)
    c.rect(70, 206, 320, 14, tint(BARK, 0.25), r=4)
    c.rect(70, 215, 320, 5, BARK)
    for x in (88, 362):
        c.rect(x, 220, 12, 74, BARK, r=2)
    c.rect(88, 158, 68, 48, BRICK, r=6)
    c.rect(94, 164, 34, 36, shade(BRICK, 0.35), r=3)
    for k in range(5):
        c.line([(97, 169 + k * 6.4), (125, 169 + k * 6.4)], tint(EARTH, 0.2), 1.8)
    c.rect(133, 164, 18, 12, STRAW, r=2)
    c.disc(142, 190, 7.4, STRAW)
    c.line([(150, 158), (168, 112)], INK, 2)
    c.rect(218, 192, 92, 14, DEEP, r=4)
    c.rect(288, 142, 22, 54, DEEP, r=5)
    c.rect(216, 138, 94, 22, DEEP, r=9)
    c.rect(216, 138, 20, 44, DEEP, r=6)
    c.line([(226, 182), (226, 194)], shade(CHALK, 0.4), 2.6)
    c.ring(314, 150, 11, shade(CHALK, 0.4), 4)
    c.rect(254, 126, 9, 13, POPPY, r=2)
    c.poly([(182, 206), (188, 189), (258, 192), (270, 206)], MALLOW)
    c.rect(248, 146, 30, 5, RAPE, r=2)
    c.disc(350, 198, 12, POPPY, ry=9)
    c.rect(344, 184, 12, 6, shade(POPPY), r=2)
    for k in range(3):
        c.rect(176 + k * 11, 199, 8, 7, (RAPE, LAKE, CLOVER)[k], r=1)


def kitchen(c: Canvas, rnd: Random, light: Light) -> None:
    """A long table, a steaming pot, vegetables, people who cook."""
    _room(c, rnd, light)
    c.rect(150, 66, 214, 7, BARK, r=2)
    for k in range(9):
        x = 162 + k * 23
        if k % 3 == 0:
            c.rect(x - 8, 42, 16, 24, (RAPE, POPPY, CLOVER)[k // 3], r=3)
            c.rect(x - 9, 39, 18, 5, INK, r=2)
        elif k % 3 == 1:
            c.poly([(x - 9, 52), (x + 9, 52), (x + 6, 66), (x - 6, 66)], BRICK)
            c.disc(x, 46, 10, CLOVER)
        else:
            c.disc(x, 57, 9, WHITE)
            c.disc(x, 57, 5.6, WATER)
    for x, s in ((96, 150), (262, 140), (336, 148)):
        props.person(c, x, 280, s, rnd)
    c.rect(40, 210, 340, 14, tint(BARK, 0.3), r=4)
    c.rect(40, 220, 340, 4, BARK)
    c.rect(48, 224, 324, 76, mix(POPPY, WHITE, 0.55))
    for k in range(14):
        c.rect(48 + k * 24, 224, 12, 76, mix(POPPY, WHITE, 0.8))
    for k in range(3):
        c.line(bow((180 + k * 17, 146), (186 + k * 17, 100), -5 if k % 2 else 7), mix(WHITE, CHALK, 0.3), 4.6)
    c.rect(164, 160, 74, 50, LAKE, r=8)
    c.rect(160, 156, 82, 9, shade(LAKE, 0.2), r=4)
    c.rect(150, 172, 16, 6, shade(LAKE, 0.2), r=3)
    c.rect(236, 172, 16, 6, shade(LAKE, 0.2), r=3)
    c.rect(262, 204, 64, 7, EARTH, r=3)
    for k in range(4):
        c.disc(274 + k * 12, 200, 6.4, POPPY)
        c.disc(274 + k * 12, 200, 2.2, RAPE)
    for k in range(3):
        c.poly([(76 + k * 15, 206), (82 + k * 15, 210), (104 + k * 13, 194), (99 + k * 13, 190)], POPPY)
        c.line([(102 + k * 13, 192), (112 + k * 13, 182)], WOOD, 3.4)
    c.disc(346, 200, 13, CLOVER, ry=11)
    c.disc(344, 198, 8, MEADOW, ry=7)
    c.disc(60, 202, 10, PLUM, ry=8)
    c.line([(60, 194), (62, 188)], WOOD, 3)


def robot(c: Canvas, rnd: Random, light: Light) -> None:
    """A self-built robot waters a plant; two people look on."""
    _room(c, rnd, light)
    c.rect(150, 30, 224, 112, DEEP, r=5)
    c.rect(150, 138, 224, 8, BARK, r=2)
    for a, b in (
        ((170, 60), (206, 60)),
        ((206, 60), (206, 92)),
        ((206, 92), (244, 92)),
        ((244, 92), (244, 56)),
        ((244, 56), (290, 56)),
    ):
        c.line([a, b], MEADOW, 2.4)
    for x, y in ((170, 60), (206, 92), (244, 56), (290, 56)):
        c.disc(x, y, 5, RAPE)
    c.ring(330, 84, 26, MEADOW, 2.4)
    c.line([(330, 84), (346, 68)], MEADOW, 2.4)
    props.person(c, 84, 292, 138, rnd)
    props.person(c, 350, 294, 118, rnd, wave=True)
    x, y = 206, 262
    c.disc(x, y + 18, 60, shade(EARTH, 0.12), ry=8)
    for wx in (x - 28, x + 28):
        c.disc(wx, y + 4, 16, INK)
        c.disc(wx, y + 4, 7, shade(CHALK, 0.3))
    c.rect(x - 40, y - 72, 80, 70, RAPE, r=10)
    c.rect(x - 40, y - 20, 80, 18, shade(RAPE, 0.12), r=8)
    c.rect(x - 24, y - 60, 48, 26, WHITE, r=4)
    for k, h in enumerate((8, 14, 10, 18)):
        c.rect(x - 18 + k * 10, y - 38 - h, 6, h, (LAKE, POPPY, CLOVER, MALLOW)[k])
    c.rect(x - 5, y - 86, 10, 16, shade(CHALK, 0.5))
    c.rect(x - 32, y - 128, 64, 44, LAKE, r=10)
    for ex in (x - 13, x + 13):
        c.disc(ex, y - 108, 8.4, WHITE)
        c.disc(ex + 2, y - 107, 4, INK)
    c.arc(x, y - 96, 12, 5, 10, 170, WHITE, 2.6)
    c.line([(x, y - 128), (x, y - 144)], INK, 2.6)
    c.disc(x, y - 147, 5, POPPY)
    _watering(c, x, y)


def _watering(c: Canvas, x: float, y: float) -> None:
    """The robot's arm, its can and the plant; x and y are where the robot stands."""
    c.line([(x + 38, y - 56), (x + 62, y - 40), (x + 76, y - 54)], shade(CHALK, 0.5), 7)
    c.poly([(x + 70, y - 70), (x + 96, y - 66), (x + 92, y - 46), (x + 72, y - 50)], POPPY)
    c.line([(x + 95, y - 62), (x + 108, y - 54)], POPPY, 4)
    for k in range(3):
        c.disc(x + 108 + k * 2, y - 44 + k * 9, 2.2, LAKE)
    c.poly([(x + 96, y + 2), (x + 128, y + 2), (x + 123, y + 26), (x + 101, y + 26)], BRICK)
    for lean in (-13, 0, 13):
        c.line(bow((x + 112, y + 2), (x + 112 + lean, y - 17), 0, 4), WOOD, 3)
        c.disc(x + 112 + lean, y - 18, 5, CLOVER)


def press(c: Canvas, rnd: Random, light: Light) -> None:
    """A printing press, posters drying on a line."""
    _room(c, rnd, light)
    rope = bow((124, 42), (400, 34), 16, 8)
    c.line(rope, INK, 1.4)
    for k, (x, y) in enumerate(rope[1:8]):
        c.rect(x - 15, y, 29, 42, WHITE if k % 2 else CHALK, r=1)
        colour = (POPPY, RAPE, LAKE, MALLOW, WOOD, BRICK, CLOVER)[k]
        if k % 3 == 0:
            c.disc(x, y + 18, 9, colour)
        elif k % 3 == 1:
            c.poly([(x - 10, y + 27), (x, y + 8), (x + 10, y + 27)], colour)
        else:
            c.rect(x - 10, y + 9, 20, 17, colour)
        c.rect(x - 10, y + 32, 20, 2.6, INK)
        c.rect(x - 3, y - 4, 5, 9, BARK)
    props.person(c, 96, 292, 148, rnd, coat=rnd.choice((DEEP, POPPY)))
    c.rect(160, 252, 196, 42, shade(DEEP, 0.2), r=4)
    for x in (170, 326):
        c.rect(x, 126, 20, 130, DEEP, r=4)
    c.rect(160, 114, 196, 22, DEEP, r=8)
    c.rect(250, 92, 16, 92, shade(CHALK, 0.5))
    c.rect(214, 178, 88, 18, INK, r=4)
    c.line([(258, 98), (196, 84)], INK, 6)
    c.disc(194, 83, 9, RAPE)
    c.rect(186, 214, 146, 14, tint(BARK, 0.25), r=2)
    c.rect(200, 206, 116, 8, WHITE)
    c.rect(176, 228, 166, 8, BARK, r=2)
    for k in range(4):
        c.rect(360, 284 - k * 9, 34, 7, (WHITE, CHALK)[k % 2])
    c.disc(258, 124, 9, RAPE)


def radio(c: Canvas, rnd: Random, light: Light) -> None:
    """A microphone on a kitchen table, two people talk, waves go out."""
    _room(c, rnd, light)
    for k in range(4):
        c.ring(200, 128, 46 + k * 30, mix(POPPY, WHITE, 0.2 + 0.2 * k), 5)
    for x, s in ((82, 184), (320, 178)):
        props.person(c, x, 306, s, rnd)
    c.rect(20, 226, 360, 16, tint(BARK, 0.3), r=5)
    c.rect(20, 237, 360, 5, BARK)
    for x in (44, 344):
        c.rect(x, 242, 14, 60, BARK)
    c.rect(176, 216, 48, 10, INK, r=4)
    c.rect(196, 152, 8, 66, INK)
    c.rect(178, 78, 44, 78, shade(CHALK, 0.55), r=22)
    c.rect(178, 78, 44, 46, shade(CHALK, 0.2), r=22)
    for k in range(4):
        c.line([(183, 92 + k * 9), (217, 92 + k * 9)], shade(CHALK, 0.55), 2)
    c.rect(176, 118, 48, 7, POPPY, r=3)
    c.rect(128, 202, 24, 24, RAPE, r=4)
    c.ring(155, 214, 8, RAPE, 3)
    c.rect(250, 206, 26, 20, LAKE, r=4)
    c.ring(279, 216, 7, LAKE, 3)
    c.rect(286, 220, 40, 6, WHITE, r=1)


SCENES = {"workshop": workshop, "repair": repair, "kitchen": kitchen, "robot": robot, "press": press, "radio": radio}
