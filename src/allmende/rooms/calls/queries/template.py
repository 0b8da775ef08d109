"""The fields that a call asks for, and what was typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_decimal
from django.db.models import F, Func, TextField
from django.utils.translation import get_language

from allmende.foundation.kept import kept
from allmende.foundation.text.locales import locale_of
from allmende.rooms.calls.models import FieldKind, TemplateField

PREFIX = "f-"
"""What the name of a template field begins with, in forms, refusals and comparisons: `f-<key>`."""


class AnswerTo(Func):
    """What was typed into a field: its key is a number, which a path through JSON would take for a place in a list."""

    output_field = TextField()
    arity = 1

    def __init__(self, key: str, **more: Any) -> None:
        self.key = str(int(key))
        super().__init__(F("answers"), **more)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """The value by its name in quotes."""
        return self.as_sql(compiler, connection, template=f"JSON_EXTRACT(%(expressions)s, '$.\"{self.key}\"')", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """The value by its name as text."""
        return self.as_sql(compiler, connection, template=f"(%(expressions)s ->> '{self.key}')", **more)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a call asks for."""

    key: str
    kind: str
    label: str
    help: str
    is_required: bool
    most: int | None
    unit: str
    choices: tuple[str, ...]
    is_gone: bool = False

    @property
    def name(self) -> str:
        """Its name in forms and refusals."""
        return f"{PREFIX}{self.key}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed into a field, as a page shows it."""

    key: str
    kind: str
    label: str
    text: str
    href: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is more than a line."""
        return self.kind == FieldKind.TEXT


def template_of(call: UUID, *, gone: bool = False) -> tuple[Asked, ...]:
    """Return the fields of a call in their order; with `gone` also those that are asked for no longer. Kept."""
    fields = kept(("template", call), lambda: _read(call))
    return fields if gone else tuple(field for field in fields if not field.is_gone)


def _read(call: UUID) -> tuple[Asked, ...]:
    rows = TemplateField.objects.filter(call=call).order_by("is_gone", "position", "id")
    values = rows.values_list("key", "kind", "label", "help", "is_required", "most", "unit", "choices", "is_gone")
    return tuple(Asked(*row[:7], tuple(row[7]), row[8]) for row in values)


def answers_of(call: UUID, answers: Mapping[str, Any] | None) -> tuple[Answer, ...]:
    """Return what was typed into the fields that a call asks for, in their order; empty ones are left out."""
    given = answers or {}
    return tuple(_answer(field, str(given[field.key])) for field in template_of(call) if given.get(field.key))


def _answer(field: Asked, value: str) -> Answer:
    return Answer(
        field.key, field.kind, field.label, in_words(field, value), value if field.kind == FieldKind.LINK else ""
    )


def in_words(field: Asked, value: str) -> str:
    """Return a value as people of this language read it."""
    language = get_language() or "en"
    if field.kind == FieldKind.NUMBER and value:
        return f"{format_decimal(Decimal(value), locale=language)} {field.unit}".strip()
    if field.kind == FieldKind.DATE and value:
        return format_date(date.fromisoformat(value), "long", locale=locale_of(language))
    return value


@dataclass(frozen=True, slots=True)
class Sieve:
    """A field that a list can be narrowed by: its name, and for each choice the address (None stands for all of them)."""

    label: str
    choices: tuple[tuple[str | None, str, bool], ...]


def chosen_in(call: UUID, asked: Mapping[str, str]) -> dict[str, str]:
    """Return by which values an address narrows a list, by the keys of their fields; what a call doesn't offer is left out."""
    fields = [field for field in template_of(call) if field.kind == FieldKind.CHOICE]
    return {field.key: asked[field.name] for field in fields if asked.get(field.name) in field.choices}


def sieves_of(call: UUID, only: Mapping[str, str], order: str) -> tuple[Sieve, ...]:
    """Return what a list of contributions can be narrowed by, with the addresses that do."""
    found = []
    for field in template_of(call):
        if field.kind == FieldKind.CHOICE:
            rest = {f"{PREFIX}{key}": value for key, value in only.items() if key != field.key}
            everything: tuple[str | None, ...] = (None, *field.choices)
            choices = tuple(
                (choice, "?" + urlencode({"order": order, **rest, **({field.name: choice} if choice else {})}), only.get(field.key) == choice)
                for choice in everything
            )  # fmt: skip
            found.append(Sieve(field.label, choices))
    return tuple(found)
