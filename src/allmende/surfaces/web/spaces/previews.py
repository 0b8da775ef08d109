"""A colour tried on: how a button, a link and a mark look in it, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from allmende.foundation.ui.colour import (
    INK,
    NIGHT_INK,
    NIGHT_SURFACE,
    SURFACE,
    Tokens,
    UnreadableColour,
    brand_tokens,
    contrast,
)


@dataclass(frozen=True)
class Ground:
    """The colour on one ground: a drawing, and the contrast of words in it."""

    label: str
    drawing: SafeString
    ratio: float


@dataclass(frozen=True)
class Preview:
    """A colour on both grounds, or why it can't be taken."""

    colour: str
    grounds: tuple[Ground, ...] = ()
    problem: str = ""


def preview_of(colour: str) -> Preview | None:
    """Return what a colour would look like; None for no colour at all."""
    colour = colour.strip()[:20]
    if not colour:
        return None
    try:
        brand = brand_tokens(colour)
    except UnreadableColour as error:
        return Preview(colour, problem=str(error))
    return Preview(
        colour,
        (
            Ground(_("By day"), _drawing(brand.light, SURFACE, INK, _("By day")), contrast(brand.light.brand, SURFACE)),
            Ground(
                _("By night"),
                _drawing(brand.dark, NIGHT_SURFACE, NIGHT_INK, _("By night")),
                contrast(brand.dark.brand, NIGHT_SURFACE),
            ),
        ),
    )


def _drawing(tokens: Tokens, ground: str, ink: str, label: str) -> SafeString:
    """Draw a button, a link and a chip; fills are attributes, since the page takes no inline style."""
    return format_html(
        '<svg viewBox="0 0 320 120" role="img" aria-label="{}">'
        '<rect width="320" height="120" rx="14" fill="{}"/>'
        '<text x="20" y="34" fill="{}" font-size="15">{}</text>'
        '<rect x="20" y="54" width="132" height="44" rx="11" fill="{}"/>'
        '<text x="86" y="81" text-anchor="middle" fill="{}" font-size="15" font-weight="650">{}</text>'
        '<rect x="168" y="60" width="132" height="32" rx="16" fill="{}"/>'
        '<text x="234" y="81" text-anchor="middle" fill="{}" font-size="14" font-weight="650">{}</text></svg>',
        label, ground, ink, _("Words stay as they are"), tokens.brand, tokens.on_brand, _("A button"),
        tokens.soft, tokens.brand, _("A mark"),
    )  # fmt: skip
