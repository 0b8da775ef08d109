"""`{% load ways %}`: the way of a call template as a strip, each phase as wide as its days."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from allmende.foundation.ui.html import attrs, safe, text

register = template.Library()
GAP = 0.9


@register.simple_tag
def way_strip(strip: Sequence[tuple[str, int]], *, label: str) -> SafeString:
    """Phases beside each other, each as wide as the days it takes; one without an end is a dot's width."""
    wide = sum(max(days, 1) for _name, days in strip) or 1
    room = 100 - GAP * (len(strip) - 1)
    x, parts = 0.0, []
    for name, days in strip:
        width = room * max(days, 1) / wide
        shade = "done" if days else "now"
        parts.append(
            f'<rect x="{x:.2f}%" width="{width:.2f}%" height="100%" rx="2" class="{shade}"><title>{text(name)}</title></rect>'
        )
        x += width + GAP
    return safe(f'<svg class="phasebar" role="img"{attrs(aria_label=label)}>{"".join(parts)}</svg>')
