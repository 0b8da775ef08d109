"""A whole page that is drawn once for all to whom it looks the same; what is a reader's own is drawn into it with each request."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import template
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.django import Template as Backed
from django.template.base import NodeList, Parser, Token
from django.template.context import make_context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from allmende.foundation import clock
from allmende.foundation.kept import Shelf
from allmende.foundation.ui.parts import HERE, ONCE, TOKEN, require_plain

OWN = "\ue000own%d\ue000"
MARK = re.compile("(\ue000[a-z0-9]+\ue000)")

register = template.Library()
_pages = Shelf(most=300)


class OwnNode(template.Node):
    """What is a reader's own; a page that is drawn for many keeps its place open."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> Any:
        """The piece itself, or a mark in its place."""
        left_open = context.get("left_open")
        if left_open is None:
            return self.nodelist.render(context)
        left_open.append(self)
        return mark_safe(OWN % (len(left_open) - 1))


@register.tag
def own(parser: Parser, token: Token) -> OwnNode:
    """`{% own %}…{% endown %}` around what differs from reader to reader; no blocks in it."""
    nodes = parser.parse(("endown",))
    parser.delete_first_token()
    return OwnNode(nodes)


def render_for_many(
    request: HttpRequest, name: str, values: dict[str, Any], own: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer with a page that sees these plain values, and of the shell what is the same for many (`alike`).

    For equal values it is not drawn again; its `own` pieces are, with all that the context processors give and the values of
    `own`, which nothing else sees. Where the shell says something to this reader alone (`alike` is None: a message, a banner) it
    is drawn as every page. Raises TypeError for a value that may change while it stays equal.
    """
    backed = get_template(name)
    assert isinstance(backed, Backed)
    context = make_context({**values, **(own or {})}, request, autoescape=backed.backend.engine.autoescape)
    with context.bind_template(backed.template):
        alike = context["alike"]
        if alike is None:
            return render(request, name, {**values, **(own or {})})
        typed = tuple((type(value), value) for value in values.values())
        key = (name, get_language(), get_current_timezone_name(), tuple(alike.values()), typed)
        pieces = _pages.get(key)
        if pieces is None:
            require_plain(values, name)
            pieces = _drawn(backed.template, {**values, **alike})
            _pages.put(key, pieces)
        return HttpResponse(b"".join([each if isinstance(each, bytes) else each(context).encode() for each in pieces]))


def _drawn(page: template.Template, values: dict[str, Any]) -> list[bytes | Callable[[template.Context], str]]:
    """The page in pieces: bytes, and what is drawn in between with each request."""
    left_open: list[OwnNode] = []
    marks = {"csrf_token": TOKEN, "here": HERE, "once": ONCE, "left_open": left_open}
    html = page.render(template.Context({**values, **marks}))
    fillings: dict[str, Callable[[template.Context], str]] = {
        TOKEN: lambda context: str(context["csrf_token"]),
        HERE: lambda context: escape(context["request"].get_full_path()),
        ONCE: lambda context: str(clock.new_id()),
    } | {OWN % n: node.nodelist.render for n, node in enumerate(left_open)}
    return [fillings.get(piece) or piece.encode() for piece in MARK.split(html)]
