"""`{% load participation %}`: the sign of a degree of participation."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from allmende.commons.participation.models import Degree
from allmende.foundation.ui.html import attrs, safe, text

register = template.Library()


@register.simple_tag
def degree_sign(degree: str, *, link: bool = True) -> SafeString:
    """The sign of a declared degree: five bars, filled as far as it goes, and its word; pressed, it explains itself.

    `link=False` where it stands inside a link already, as on a card. Nothing where no degree is declared.
    """
    return _sign(degree, link, get_language() or "en") if degree in Degree.values else SafeString("")


@lru_cache(maxsize=64)
def _sign(key: str, link: bool, _language: str) -> SafeString:
    degree = Degree(key)
    bars = "".join(
        f'<rect x="{4 * n}" y="{10 - 2 * n}" width="3" height="{4 + 2 * n}" rx="1" opacity="{"1" if n < degree.step else "0.25"}"/>'
        for n in range(5)
    )
    picture = f'<svg class="bars" viewBox="0 0 19 14" aria-hidden="true">{bars}</svg>'
    said = f'<span class="sr">{text(gettext("Degree of participation:"))} </span>{text(degree.label)}'
    tag = "a" if link else "span"
    href = f"{reverse('participation:degrees')}#{key}" if link else ""
    return safe(
        f'<{tag} class="chip"{attrs(href=href, data_line=True, title=degree.promise)}>{picture}<span>{said}</span></{tag}>'
    )
