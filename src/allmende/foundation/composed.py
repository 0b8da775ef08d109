"""Statements that Django composes once and that are asked with every request: composing takes longer than asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

MARK = UUID("e57a0d5f-0000-7000-8000-e57a0d5f0000")
LONG_AGO = datetime(1999, 9, 9, 9, 9, 9, 999_999, UTC)


class Composed:
    """A question of values (`values_list`) whose statement is the same but for the values that it is asked with.

    `build` makes the queryset from values of these `kinds` (UUID, str or datetime), each of which stands in it once.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self._made: dict[str, _Statement] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """Return the rows, each with its columns as `values_list` gives them."""
        made = self._made.get(connection.vendor) or self._compose()
        params = list(made.params)
        for place, value in zip(made.places, values, strict=True):
            params[place] = _adapted(value)
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            rows = cursor.fetchall()
        return [made.converted(row) for row in rows] if made.converters else rows

    def _compose(self) -> _Statement:
        marks = [_mark(kind, n) for n, kind in enumerate(self.kinds)]
        compiler = self.build(*marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = [list(params).index(_adapted(mark)) for mark in marks]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        made = _Statement(sql, tuple(params), places, list(converters.items()))
        self._made[connection.vendor] = made
        return made


@dataclass(frozen=True)
class _Statement:
    """What Django made of a question for one database."""

    sql: str
    params: tuple[Any, ...]
    places: list[int]
    converters: list[Any]

    def converted(self, row: tuple[Any, ...]) -> list[Any]:
        """A row as Python knows its values."""
        values = list(row)
        for place, (steps, expression) in self.converters:
            for convert in steps:
                values[place] = convert(values[place], expression, connection)
        return values


def _mark(kind: type, n: int) -> Any:
    """A value that no real one is: what takes its place in the statement is found by it."""
    return {UUID: UUID(int=MARK.int + n), str: f"\ue000{n}\ue000", datetime: LONG_AGO + timedelta(seconds=n)}[kind]


def _adapted(value: Any) -> Any:
    """The value as Django hands it to this database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
