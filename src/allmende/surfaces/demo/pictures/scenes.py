"""All scenes by name, and the one function that paints one of them for a contribution, a call or a space."""

from __future__ import annotations

from random import Random

from allmende.surfaces.demo.pictures import growing, indoors, meeting, outdoors, props, roads, water
from allmende.surfaces.demo.pictures.canvas import Canvas

SCENES = {
    name: scene for part in (water, growing, indoors, outdoors, roads, meeting) for name, scene in part.SCENES.items()
}
"""The motifs: thirty-six painters, each of which takes a canvas, a random source and a light."""

LIGHTS_OF = {"barrel": ("rain",), "cinema": ("night",), "lanterns": ("night",), "stage": ("dawn", "night", "mallow")}
"""The lights in which a motif makes sense, where that isn't every light by day."""

BY_DAY = ("day", "straw", "dawn", "mallow", "chalk", "day")
READ_FROM_THE_LEFT = frozenset({"words", "busstop", "hall", "mural"})


def paint(motif: str, seed: str, *, light: str = "", width: int = 1280) -> bytes:
    """The PNG file of a scene, 4:3 and `width` pixels wide; the same seed paints the same picture.

    Raises KeyError for a motif or light that nobody has drawn.
    """
    rnd = Random(f"{motif} {seed}")
    chosen = props.LIGHTS[light or rnd.choice(LIGHTS_OF.get(motif, BY_DAY))]
    flip = rnd.random() < 0.5 and motif not in READ_FROM_THE_LEFT
    canvas = Canvas(400, 300, unit=width / 400, smooth=2, ground=chosen.sky, flip=flip)
    SCENES[motif](canvas, rnd, chosen)
    return canvas.png()
