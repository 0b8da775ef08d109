"""Colours that can be read on: a brand colour's tokens for light and dark, or a refusal with its reason.

Contrast after WCAG 2.2 (relative luminance); lightness is moved in OKLCH (B. Ottosson, 2020), so that hue stays.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text (AA)."""
FARTHEST = 0.22
"""How far in OKLab lightness (0–1) a colour may be moved and still be the same brand."""

PAPER, SURFACE, INK = "#f4f6ef", "#ffffff", "#14231c"
NIGHT_PAPER, NIGHT_SURFACE, NIGHT_INK = "#0b110e", "#1b2620", "#eaf1eb"

type Channels = tuple[float, float, float]


class UnreadableColour(ValueError):
    """No readable set of tokens can be made of the colour; the message says why."""


@dataclass(frozen=True)
class Tokens:
    """The four brand tokens on one ground, each as #rrggbb."""

    brand: str
    hover: str
    soft: str
    on_brand: str


@dataclass(frozen=True)
class Brand:
    """A brand on the light and on the dark ground."""

    light: Tokens
    dark: Tokens


def parse(colour: str) -> Channels:
    """Read #rgb or #rrggbb as red, green and blue from 0 to 1; raises UnreadableColour for anything else."""
    found = HEX.fullmatch(colour.strip())
    if not found:
        raise UnreadableColour(_("Write the colour as # and six digits, for example #0a5c43."))
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def brand_tokens(colour: str) -> Brand:
    """A readable set of tokens made of one colour; where it must be moved, hue stays.

    Every text pair reaches 4.5:1: brand on paper, surface and its soft ground; the words on brand and on its hover.
    Raises UnreadableColour when the colour would have to move so far that it were another one; its message names
    the nearest colour that works.
    """
    lightness, chroma, hue = to_oklch(colour)
    dark_enough = _fit(lightness, chroma, hue, (PAPER, SURFACE, _soft_light(chroma, hue)), darker=True)
    if lightness - dark_enough > FARTHEST:
        raise UnreadableColour(
            _(
                "On white, %(colour)s reaches %(ratio).1f : 1; text needs 4.5 : 1. The nearest that can be read is %(nearest)s."
            )
            % {"colour": colour, "ratio": contrast(colour, SURFACE), "nearest": from_oklch(dark_enough, chroma, hue)}
        )
    soft_night = from_oklch(0.31, min(chroma, 0.05), hue)
    bright_enough = _fit(
        max(lightness, 0.72), min(chroma, 0.14), hue, (NIGHT_PAPER, NIGHT_SURFACE, soft_night), darker=False
    )
    return Brand(
        light=_tokens(dark_enough, chroma, hue, _soft_light(chroma, hue), hover=-0.08),
        dark=_tokens(bright_enough, min(chroma, 0.14), hue, soft_night, hover=0.06),
    )


def look_css(brand: Brand) -> str:
    """The stylesheet that gives a space its brand: four tokens, and nothing else."""
    pairs = {
        "brand": (brand.light.brand, brand.dark.brand),
        "brand-hover": (brand.light.hover, brand.dark.hover),
        "brand-soft": (brand.light.soft, brand.dark.soft),
        "on-brand": (brand.light.on_brand, brand.dark.on_brand),
    }
    lines = (f"  --{name}: light-dark({light}, {dark});" for name, (light, dark) in pairs.items())
    return "@layer tokens {\n  :root {\n" + "\n".join(f"  {line}" for line in lines) + "\n  }\n}\n"


def _soft_light(chroma: float, hue: float) -> str:
    return from_oklch(0.945, min(chroma, 0.035), hue)


def _tokens(lightness: float, chroma: float, hue: float, soft: str, *, hover: float) -> Tokens:
    brand = from_oklch(lightness, chroma, hue)
    words = max(("#ffffff", from_oklch(0.2, min(chroma, 0.04), hue)), key=lambda word: contrast(word, brand))
    moved = from_oklch(min(0.97, max(0.05, lightness + hover)), chroma, hue)
    if contrast(words, moved) < READABLE:
        moved = brand
    return Tokens(brand, moved, soft, words)


def _fit(lightness: float, chroma: float, hue: float, grounds: tuple[str, ...], *, darker: bool) -> float:
    """The lightness nearest to the given one at which the colour can be read on all grounds, and words on it."""
    step = -0.004 if darker else 0.004
    while 0 < lightness < 1:
        colour = from_oklch(lightness, chroma, hue)
        if all(contrast(colour, ground) >= READABLE for ground in grounds):
            return lightness
        lightness += step
    return max(0.0, min(1.0, lightness))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def to_oklch(colour: str) -> Channels:
    """Lightness (0–1), chroma and hue (radians) of a colour in OKLCH."""
    red, green, blue = (_linear(channel) for channel in parse(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour as #rrggbb; chroma gives way until the colour lies within sRGB."""
    while True:
        channels = _to_linear(lightness, chroma, hue)
        if chroma < 0.001 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
        chroma *= 0.96
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, channel)))):02x}" for channel in channels)


def _to_linear(lightness: float, chroma: float, hue: float) -> Channels:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
