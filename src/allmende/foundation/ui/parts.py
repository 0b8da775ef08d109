"""`{% part %}`: a piece of a page that is drawn once for the same values and kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from allmende.foundation import clock
from allmende.foundation.kept import Shelf

PLAIN = (str, int, float, bool, UUID, datetime, date, Decimal, Promise, Enum, type(None))
TOKEN, HERE, ONCE = "\ue000token\ue000", "\ue000here\ue000", "\ue000once\ue000"
"""What differs with every request stands in a kept piece as a mark: the token and the key of a form, the page's own address."""

register = template.Library()
_pieces = Shelf(most=6000)


class PartNode(template.Node):
    """Draws a template from the values named in the tag, and from nothing else."""

    def __init__(self, name: str, values: dict[str, FilterExpression]) -> None:
        self.name, self.values = name, values

    def render(self, context: template.Context) -> SafeString:
        """The piece as it was drawn for equal values, or drawn now; with this request's token and address."""
        values = {name: wanted.resolve(context) for name, wanted in self.values.items()}
        typed = tuple((type(value), value) for value in values.values())  # 1 is not True, text is not HTML
        ground = _ground(context)
        key = (self.name, ground, typed)
        html: str | None = _pieces.get(key)
        if html is None:
            require_plain(values, self.name)
            engine = context.template.engine  # type: ignore[union-attr]
            drawn = template.Context(
                {**values, "signed_in": ground[-1], "csrf_token": TOKEN, "here": HERE, "once": ONCE}
            )
            html = str(engine.get_template(self.name).render(drawn))
            _pieces.put(key, html)
        return mark_safe(_filled(html, context))


def _ground(context: template.Context) -> tuple[str | None, str, bool]:
    """Language, time zone and whether someone is signed in: they stay as they are while a page is drawn, so they are asked once."""
    found: tuple[str | None, str, bool] | None = getattr(context, "ground", None)
    if found is None:
        found = (get_language(), get_current_timezone_name(), bool(context.get("signed_in", False)))
        context.ground = found  # type: ignore[attr-defined]
    return found


def _filled(html: str, context: template.Context) -> str:
    if TOKEN in html:
        html = html.replace(TOKEN, str(context.get("csrf_token", "")))
    if ONCE in html:
        html = html.replace(ONCE, str(context.get("once") or clock.new_id()))
    if HERE in html:
        request = context.get("request")
        here = escape(request.get_full_path()) if request else context.get("here")
        html = html.replace(HERE, here or "")
    return html


def require_plain(value: Any, name: str) -> None:
    """Refuse what may change while it stays equal (a model's row is equal to every other state of it): it would go stale.

    Raises TypeError with the template's name.
    """
    if isinstance(value, PLAIN):
        return
    if isinstance(value, dict):
        within = list(value.values())
    elif isinstance(value, tuple | frozenset):
        within = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        within = [getattr(value, field.name) for field in fields(value)]
    else:
        raise TypeError(f"{name} is kept by its values, and a {type(value).__name__} is no plain value.")
    for each in within:
        require_plain(each, name)


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """`{% part "calls/steps.html" steps=head.steps %}`: the template sees the values named here and nothing else."""
    _tag, name, *rest = token.split_contents()
    values = token_kwargs(rest, parser)
    if rest or name[0] not in "\"'":
        raise template.TemplateSyntaxError("part takes a template's name in quotes and values by name.")
    return PartNode(name[1:-1], values)
