"""Statements that Django composes once and that are asked with every request: composing takes longer than asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

MARK = UUID("e57a0d5f-0000-7000-8000-e57a0d5f0000")
LONG_AGO = datetime(1999, 9, 9, 9, 9, 9, 999_999, UTC)
NUMBER = 1_999_099_000


class Composed:
    """A question of values (`values_list`) whose statement is the same but for the values that it is asked with.

    `build` makes the queryset from values of these `kinds`: UUID, str, bytes, int, datetime, or list for ids that `within`
    writes into the statement. Each may stand in it several times.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self._made: dict[str, _Statement] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """Return the rows, each with its columns as `values_list` gives them."""
        made = self._made.get(connection.vendor) or self._compose()
        sql, params = made.sql, list(made.params)
        for mark, value in zip(made.marks, values, strict=True):
            if isinstance(mark, str):
                sql = sql.replace(mark, _written(value))
            else:
                for place in mark:
                    params[place] = _adapted(value)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        return [made.converted(row) for row in rows] if made.converters else rows

    def _compose(self) -> _Statement:
        values = [_mark(kind, n) for n, kind in enumerate(self.kinds)]
        compiler = self.build(*values).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        marks = [_written(mark) if isinstance(mark, list) else _places(params, mark) for mark in values]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        made = _Statement(sql, tuple(params), marks, list(converters.items()))
        self._made[connection.vendor] = made
        return made


@dataclass(frozen=True)
class _Statement:
    """What Django made of a question for one database."""

    sql: str
    params: tuple[Any, ...]
    marks: list[str | list[int]]
    """Where each value goes: its places among the parameters, or the text that stands for a list in the statement."""
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
    marks: dict[type, Any] = {
        UUID: UUID(int=MARK.int + n), str: f"\ue000{n}\ue000", bytes: b"\xfe\xff%d" % n, int: NUMBER + n,
        datetime: LONG_AGO + timedelta(seconds=n), list: [NUMBER + n, NUMBER + n],
    }  # fmt: skip
    return marks[kind]


def _places(params: Sequence[Any], mark: Any) -> list[int]:
    wanted = _plain(_adapted(mark))
    return [place for place, param in enumerate(params) if _plain(param) == wanted]


def _plain(param: Any) -> Any:
    """A parameter as it compares: psycopg wraps bytes in an object that equals nothing."""
    return getattr(param, "obj", param)


def _written(ids: Sequence[int]) -> str:
    return ",".join([str(int(one)) for one in ids])


def _adapted(value: Any) -> Any:
    """The value as Django hands it to this database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, bytes):
        return connection.Database.Binary(value)  # type: ignore[attr-defined]
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
