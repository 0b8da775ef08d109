"""Generated field-map pictures (covers, portraits in initials, medals, emblems): the same seed gives the same SVG.

Colours are the custom properties of `tokens.css` in presentation attributes, so one SVG serves light and dark and
passes a CSP without inline styles. Everything of one colour is one path: a cover stays under 12 kB, an avatar under
1.5 kB. The land itself (parcels, furrows) is made in `land.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from random import Random

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from allmende.foundation.ui import land
from allmende.foundation.ui.land import Parcel, Point

MOODS: dict[str, dict[str, float]] = {
    "lowland": {"meadow": 5, "clover": 4, "wood": 2, "rape": 3, "straw": 3, "earth": 2, "poppy": 1.2, "water": 1.4},
    "harvest": {"rape": 5, "straw": 5, "earth": 3, "meadow": 3, "clover": 1.5, "poppy": 1.5, "wood": 1, "chalk": 1},
    "heath": {"mallow": 4, "meadow": 4, "clover": 3, "straw": 2, "wood": 2, "rape": 1, "earth": 1.5, "chalk": 1.4},
    "polder": {"water": 4, "meadow": 5, "clover": 3.5, "straw": 2, "rape": 2, "wood": 1.4, "chalk": 1.6, "mallow": 0.8},
    "orchard": {
        "meadow": 4,
        "poppy": 3.4,
        "straw": 3,
        "clover": 3,
        "wood": 2.4,
        "rape": 1.6,
        "mallow": 1.4,
        "earth": 1,
    },
}
"""Which fields grow how often: a weight for each; one mood is picked by the seed."""

FURROWED = frozenset({"rape", "straw", "earth", "poppy", "mallow"})
COATS = ("sun", "f-poppy", "surface", "f-water", "f-mallow")
PATCHES = ("meadow", "clover", "chalk", "straw", "poppy", "mallow", "water", "earth")
"""Grounds on which initials are legible in light and dark (rape is not)."""

_CURVE = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'


@lru_cache(maxsize=512)
def cover_svg(seed: str, *, width: int = 1040, height: int = 400, mood: str = "") -> SafeString:
    """A patchwork of fields seen from above, with a lane or a river and a few people; decoration for a thing.

    The sizes are units of the view box, not pixels: the picture fills its box and crops. `mood` is one of `MOODS`;
    left empty, the seed picks one. Unknown moods raise KeyError.
    """
    rnd = Random(f"cover {seed}")
    weights = MOODS[mood] if mood else MOODS[rnd.choice(list(MOODS))]
    size = max(3400.0, min(6900.0, width * height / 36))
    layers = _Layers()
    for parcel in land.parcels(width, height, rnd, size):
        _plant(layers, parcel, rnd, weights)
    way = land.way(width, height, rnd)
    river = rnd.random() < 0.4
    if river:
        banks = land.curve(land.way(width, height, rnd))
        layers.over += [_stroke(banks, "f-chalk", 46), _stroke(banks, "f-water", 37)]
    layers.over.append(_stroke(land.curve(way), "f-chalk", 15))
    if not river:
        _build(layers, way, rnd)
    _people(layers, way, rnd)
    return mark_safe(
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f'<path d="M0 0h{width}v{height}H0z" fill="var(--f-chalk)"/>{layers.drawn()}</svg>'
    )


@lru_cache(maxsize=4096)
def avatar_svg(seed: str, initials: str, label: str = "") -> SafeString:
    """A 40×40 tile of two field colours with at most two initials.

    Give `label` only where no name stands beside it: the picture then has that name for assistive technology,
    otherwise it is hidden from it.
    """
    rnd = Random(f"avatar {seed}")
    ground, patch = rnd.sample(PATCHES, 2)
    turn = rnd.choice((-38, -20, 18, 35, 52))
    colour = f'fill="var(--f-{patch})"'
    deco = rnd.choice(
        (
            f'<path d="M-12 20h64v40h-64z" {colour} transform="rotate({turn} 20 20)"/>',
            f'<circle cx="{rnd.choice((6, 34))}" cy="{rnd.choice((8, 33))}" r="17" {colour}/>',
            f'<path d="M20-14v70" stroke="var(--f-{patch})" stroke-width="70" stroke-dasharray="5 6" '
            f'transform="rotate({turn} 20 20)"/>',
            f'<path d="M0 40 40 0v40z" {colour}/>',
            f'<path d="M-4 {rnd.randrange(20, 30)}q12-{rnd.randrange(6, 14)} 24 0t24 0v30h-48z" {colour}/>',
        )
    )
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="on-{ground}" viewBox="0 0 40 40" {name}>{deco}'
        f'<text x="20" y="25.4">{escape(initials[:2])}</text></svg>'
    )


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name, in capitals ("Nele Okafor" → "NO")."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@lru_cache(maxsize=512)
def badge_svg(seed: str, icon_path: str, level: int = 1) -> SafeString:
    """A medal: an irregular parcel with furrows, an icon (path data on a 24 grid, ours) and one dot per level."""
    rnd = Random(f"badge {seed}")
    ground, stripes = rnd.sample(("meadow", "clover", "rape", "straw", "poppy", "mallow", "water"), 2)
    corners = 5 + rnd.randrange(3)
    outer: Parcel = []
    for k in range(corners):
        angle, radius = 2 * math.pi * k / corners - math.pi / 2 + rnd.uniform(-0.12, 0.12), 46 + rnd.uniform(-3, 3)
        outer.append((50 + radius * math.cos(angle), 50 + radius * math.sin(angle)))
    inner = land.inset(outer, 8)
    dots = "".join(f"M{50 + (k - (level - 1) / 2) * 11:.1f} 84h0" for k in range(level))
    return mark_safe(
        '<svg viewBox="0 0 100 100" class="medal" aria-hidden="true" focusable="false">'
        f'<path d="{land.outline(outer)}" fill="var(--ink)" stroke="var(--ink)" stroke-width="7" stroke-linejoin="round"/>'
        f'<path d="{land.outline(inner)}" fill="var(--f-{ground})" stroke="var(--f-{ground})" stroke-width="6" '
        f'stroke-linejoin="round"/>'
        f'<path d="{land.furrows(inner, rnd.uniform(-1, 1), 6)}" stroke="var(--f-{stripes})" stroke-width="2.6"/>'
        '<circle cx="50" cy="48" r="21" fill="var(--surface)"/>'
        '<g transform="translate(36 34) scale(1.17)" fill="none" stroke="var(--ink)" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round"><path d="{escape(icon_path)}"/></g>'
        f'<path d="{dots}" {_CURVE} stroke="var(--ink)" stroke-width="8.8"/>'
        f'<path d="{dots}" {_CURVE} stroke="var(--sun)" stroke-width="5.6"/></svg>'
    )


@lru_cache(maxsize=512)
def emblem_svg(seed: str) -> SafeString:
    """A 40×40 emblem of four parcels round a crossing, for spaces that have no logo of their own."""
    rnd = Random(f"emblem {seed}")
    colours = rnd.sample(("meadow", "clover", "wood", "rape", "poppy", "mallow", "water"), 4)
    x, y = rnd.uniform(16, 24), rnd.uniform(16, 24)
    top, bottom, left, right = (rnd.uniform(-4, 4) for _ in range(4))
    cross: Point = (x, y)
    ends: list[Point] = [(x + top, 1), (39, y + right), (x + bottom, 39), (1, y + left)]
    stones: list[Point] = [(39, 1), (39, 39), (1, 39), (1, 1)]
    parts = []
    for k, colour in enumerate(colours):
        quarter = land.inset([cross, ends[k], stones[k], ends[(k + 1) % 4]], 2.4)
        parts.append(f'<path d="{land.outline(quarter, 1)}" fill="var(--f-{colour})" stroke="var(--f-{colour})"/>')
    return mark_safe(
        '<svg viewBox="0 0 40 40" aria-hidden="true"><g stroke-width="2.4" stroke-linejoin="round">'
        f"{''.join(parts)}</g></svg>"
    )


class _Layers:
    """What is drawn, collected per colour and kind, so that each becomes one path."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = defaultdict(list)
        self.furrows: list[str] = []
        self.rows: list[str] = []
        self.dots: list[str] = []
        self.waves: list[str] = []
        self.trees: dict[int, list[Point]] = defaultdict(list)
        self.over: list[str] = []

    def drawn(self) -> str:
        out = [
            f'<path d="{"".join(d)}" fill="var(--f-{name})" stroke="var(--f-{name})"/>'
            for name, d in self.fields.items()
        ]
        out = [f'<g stroke-width="4" stroke-linejoin="round">{"".join(out)}</g>']
        out.append(f'<path d="{"".join(self.furrows)}" stroke="var(--f-furrow)" stroke-width="1.7"/>')
        out.append(_stroke("".join(self.rows), "f-clover", 5).replace(_CURVE, f'{_CURVE} stroke-dasharray="0 14"'))
        out.append(_stroke("".join(self.dots), "f-clover", 5))
        out.append(_stroke("".join(self.waves), "f-chalk", 2.4))
        out += self.over
        for radius, points in self.trees.items():
            out.append(_stroke(land.spots(points), "f-wood", 2 * radius))
            shine = [(x - radius * 0.3, y - radius * 0.3) for x, y in points]
            out.append(_stroke(land.spots(shine), "f-clover", radius))
        return "".join(out)


def _stroke(d: str, colour: str, width: float) -> str:
    return f'<path d="{d}" {_CURVE} stroke="var(--{colour})" stroke-width="{width:g}"/>' if d else ""


def _plant(layers: _Layers, parcel: Parcel, rnd: Random, weights: dict[str, float]) -> None:
    """Decide what grows on a parcel and how it is worked."""
    field = land.inset(parcel, 4.4)
    if len(field) < 3 or land.area(field) < 260:
        return
    name = rnd.choices(list(weights), list(weights.values()))[0]
    layers.fields[name].append(land.outline(field))
    (x0, y0, x1, y1), (cx, cy) = land.box(field), land.centre(field)
    roomy = land.area(field) > 3000
    if name in FURROWED or (name in ("meadow", "chalk", "clover") and rnd.random() < 0.3):
        layers.furrows.append(land.furrows(field, land.long_side(field), rnd.choice((8, 10, 13))))
    elif name == "water" and roomy:
        layers.waves += [f"M{cx - 22:.0f} {cy + dy:.0f}q6-6 11 0t11 0t11 0t11 0" for dy in (-6, 6)]
    elif name == "meadow" and roomy:
        layers.rows.append(land.furrows(field, land.long_side(field), 14, short=9))
    elif name in ("wood", "clover") and roomy:
        for _ in range(rnd.randrange(2, 7)):
            spot = (rnd.uniform(x0, x1), rnd.uniform(y0, y1))
            radius = rnd.choice((6, 8, 11))
            if name == "clover" and land.inside(field, spot, radius + 1):
                layers.trees[radius].append(spot)
            elif land.inside(field, spot, 5):
                layers.dots.append(land.spots([spot]))


def _build(layers: _Layers, way: list[Point], rnd: Random) -> None:
    """A hamlet beside the lane: roofs from above, one half in the shade."""
    x, y = way[rnd.randrange(1, len(way) - 2)]
    for k in range(rnd.randrange(3, 6)):
        at = (x + 34 * k - 60 + rnd.uniform(-6, 6), y + rnd.choice((-34, 30)) + rnd.uniform(-6, 6))
        layers.over.append(
            f'<g transform="translate({at[0]:.0f} {at[1]:.0f}) rotate({rnd.randrange(-30, 30)})">'
            '<path d="M-13-9h26V9h-26z" fill="var(--f-poppy)"/><path d="M-13 0h26V9h-26z" fill="var(--f-furrow)"/></g>'
        )


def _people(layers: _Layers, way: list[Point], rnd: Random) -> None:
    """People on the lane, in small groups, each in a coat of some colour."""
    coats: dict[str, list[Point]] = defaultdict(list)
    for x, y in way[1:-1]:
        for _ in range(rnd.randrange(0, 5)):
            coats[rnd.choice(COATS)].append((x + rnd.uniform(-22, 22), y + rnd.uniform(-11, 11)))
    everyone = land.spots([spot for spots in coats.values() for spot in spots])
    layers.over.append(_stroke(everyone, "ink", 12.4))
    layers.over += [_stroke(land.spots(spots), coat, 7.6) for coat, spots in coats.items()]
