"""Small HTML from values: escaped attributes and joined pieces, quick enough for fifty rows of them on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

type Text = str | Promise
"""Words, translated now or when they are shown."""
type Value = object


def attrs(**values: Value) -> str:
    """Attributes with a leading space each: None, False and "" are left out, True stands bare.

    A trailing underscore of a name goes (`class_`), other underscores become hyphens (`aria_label`).
    """
    out = []
    for name, value in values.items():
        if value is None or value is False or value == "":
            continue
        written = name.rstrip("_").replace("_", "-")
        out.append(f" {written}" if value is True else f' {written}="{text(value)}"')
    return "".join(out)


def text(value: Value) -> str:
    """The value as escaped text; what is marked safe stays as it is."""
    if isinstance(value, Promise):
        value = str(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return escape(str(value))


def safe(html: str) -> SafeString:
    """Mark HTML as finished: every value in it has gone through `attrs` or `text`."""
    return mark_safe(html)


def join(pieces: Iterable[str]) -> SafeString:
    """Join finished pieces of HTML."""
    return mark_safe("".join(pieces))
