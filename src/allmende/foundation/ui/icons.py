"""The icons that exist: tabler's by their names in `icons.txt`, and our own drawings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

NAMES = frozenset((Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").split())
OWN = frozenset(
    {"layer-private", "layer-team", "layer-community", "layer-network", "layer-public", "contribution", "ballot"}
)

SPRITE = "vendor/icons.svg"
OWN_SPRITE = "allmende/img/marks.svg"


def icon_svg(name: str, *, label: str = "", size: str = "") -> SafeString:
    """An icon of a sprite as SVG, hidden from assistive technology unless it has a label.

    Raises ValueError for a name that is neither in `icons.txt` nor our own.
    """
    return _icon(name, str(label), size, _address(OWN_SPRITE if name in OWN else SPRITE))


def mark_svg() -> SafeString:
    """The Allmende mark as SVG, hidden from assistive technology; it stands on each page twice, so its paths are in the sprite."""
    return mark_safe(f'<svg viewBox="0 0 32 32" aria-hidden="true"><use href="{_address(OWN_SPRITE)}#mark"/></svg>')


@lru_cache(maxsize=8)
def _address(sprite: str) -> str:
    return static(sprite)


@lru_cache(maxsize=2048)
def _icon(name: str, label: str, size: str, sprite: str) -> SafeString:
    if name not in NAMES and name not in OWN:
        raise ValueError(f'There is no icon "{name}": add its tabler name to foundation/ui/icons.txt and set up again.')
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    filled = " data-filled" if name.endswith("-filled") else ""
    sized = f' data-size="{escape(size)}"' if size else ""
    return mark_safe(f'<svg class="i"{filled}{sized} {named}><use href="{sprite}#{name}"/></svg>')
