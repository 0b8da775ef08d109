"""Icons for home screens, drawn from the community's own look: its logo, or the mark in its colour.

Under a host name of its own a community without a logo shows its first letter, as `looks.icon` does: nothing of the house.
"""

from __future__ import annotations

import io
from functools import lru_cache
from urllib.parse import quote

from PIL import Image, ImageDraw, ImageFont

from allmende.commons.files.queries import readable_version
from allmende.commons.files.storage import open_version
from allmende.commons.files.stores import StoreGoneError
from allmende.commons.spaces.models import Space
from allmende.foundation.encryption import DamagedError
from allmende.foundation.ui.colour import INK, PAPER, UnreadableColour, brand_tokens

SIZES = (180, 192, 512)
"""Sides in pixels: for Apple's home screens, for launchers, for the start."""
BRAND, SUN, CLOVER = "#0a5c43", "#ffd426", "#7fbf86"
FINE = 4
"""Drawn so many times larger, then scaled down: smooth edges."""
PARCELS = (
    ((2, 4), (15.5, 4), (13.3, 15.2), (2, 13)),
    ((18.2, 4), (30, 4), (30, 16.6), (16.1, 15.6)),
    ((2, 15.8), (12.8, 17.8), (11, 28), (2, 28)),
    ((15.5, 18.2), (30, 19.4), (30, 28), (13.6, 28)),
)
"""The four parcels of the mark on 32 by 32."""


def brand_of(space: Space | None) -> str:
    """Return a community's colour as it can be read on paper; without one ink under a host name of its own, else the house's."""
    house = INK if space and space.host else BRAND
    return _readable(space.colour, house) if space and space.colour else house


@lru_cache(maxsize=256)
def _readable(colour: str, otherwise: str) -> str:
    try:
        return brand_tokens(colour).light.brand
    except UnreadableColour:
        return otherwise


def version_of(space: Space | None) -> str:
    """Return what an icon is made of, for its address: another look is another icon."""
    drawn = space.logo.hex[-8:] if space and space.logo else _letter(space) or "mark"
    return quote(f"{brand_of(space)[1:]}-{drawn}")


def _letter(space: Space | None) -> str:
    """Return the first letter of a community's name where it has a host name of its own; else nothing."""
    return next((sign for sign in space.title if sign.isalnum()), "").upper()[:1] if space and space.host else ""


def icon(space: Space | None, size: int, *, is_maskable: bool) -> bytes:
    """Return a PNG: on paper, with the room around it that launchers cut off (W3C App Manifest: the inner 80 %)."""
    inner = round(size * (0.6 if is_maskable else 0.86))
    picture = _logo(space, inner) or _own_or_house(space, inner)
    ground = Image.new("RGB", (size, size), PAPER)
    place = ((size - picture.width) // 2, (size - picture.height) // 2)
    ground.paste(picture, place, picture)
    target = io.BytesIO()
    ground.save(target, "PNG", optimize=True)
    return target.getvalue()


def _logo(space: Space | None, side: int) -> Image.Image | None:
    """Return the community's logo in a square of that side; None without one."""
    if space is None or space.logo is None:
        return None
    found = readable_version(space.logo, "320.webp", "", "")
    if found is None:
        return None
    try:
        with open_version(found.file, found.name) as stored:
            image = Image.open(stored, formats=["WEBP"]).convert("RGBA")
    except (FileNotFoundError, StoreGoneError, DamagedError):
        return None
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def _own_or_house(space: Space | None, side: int) -> Image.Image:
    brand, letter = brand_of(space), _letter(space)
    return _initial(brand, letter, side) if space and space.host else _mark(brand, side)


@lru_cache(maxsize=32)
def _initial(brand: str, letter: str, side: int) -> Image.Image:
    image = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side // 4, fill=brand)
    draw.text((side / 2, side / 2), letter, fill=PAPER, font=ImageFont.load_default(side * 0.6), anchor="mm")
    return image


@lru_cache(maxsize=32)
def _mark(brand: str, side: int) -> Image.Image:
    scale = side * FINE / 32
    image = Image.new("RGBA", (side * FINE, side * FINE))
    draw = ImageDraw.Draw(image)
    for corners, colour in zip(PARCELS, (brand, SUN, CLOVER, INK), strict=True):
        draw.polygon([(x * scale, y * scale) for x, y in corners], fill=colour)
    return image.resize((side, side), Image.Resampling.LANCZOS)
