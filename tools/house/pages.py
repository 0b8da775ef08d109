"""Rules about templates, and markup in Python: what the content security policy would refuse, or no reader could."""

import ast
import re
from collections.abc import Iterator

from tools.house.source import Finding, Source

DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
INLINE_SCRIPT = re.compile(
    r"<script\b(?![^>]*\b(src=|type=\"(importmap|application/json|application/ld\+json)\"))[^>]*>", re.I
)
STYLES = (
    (re.compile(r"<style\b", re.I), "no inline style: the stylesheets stand below static/"),
    (re.compile(r"\sstyle\s*=", re.I), "no style= attributes: use a class, or an SVG attribute for what is computed"),
)
REFUSED = (
    (INLINE_SCRIPT, "no inline script: write an ES module below static/ and load it with src="),
    (
        re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
        "no event attributes: listen in an ES module, found by a data- attribute",
    ),
    (re.compile(r"\shx-on\b", re.I), "no hx-on: listen to htmx's events in an ES module"),
    (
        re.compile(r"=\s*[\"'](js|javascript):", re.I),
        "no js: expressions: send values as hidden fields or hx-vals JSON",
    ),
    (
        re.compile(r"<(script|link|img|iframe|source)\b[^>]*\b(src|href)=[\"'](https?:)?//", re.I),
        "nothing from other hosts: install it by npm and collect it into static/vendor",
    ),
)


def inline_code(source: Source) -> Iterator[Finding]:
    """Templates hold no script, no style and nothing from elsewhere; mails carry their style, as programs read no stylesheet."""
    refused = REFUSED if "/mail/" in source.path else (*STYLES, *REFUSED)
    text = DJANGO.sub(lambda found: re.sub(r"[^\n]", "·", found.group()), source.text)
    for pattern, message in refused:
        for found in pattern.finditer(text):
            yield source.finding(text.count("\n", 0, found.start()) + 1, "pages", message)


def inline_code_in_strings(source: Source) -> Iterator[Finding]:
    """Markup made in Python keeps the same rules."""
    if not source.parts or source.is_test:
        return
    for node in source.nodes(ast.Constant):
        if not isinstance(node.value, str) or "<" not in node.value:
            continue
        if isinstance(getattr(node, "parent", None), ast.Expr):  # a docstring
            continue
        for pattern, message in (*STYLES, *REFUSED):
            if pattern.search(node.value):
                yield source.finding(node.lineno, "pages", message)


RULES = (inline_code,)
PYTHON_RULES = (inline_code_in_strings,)
