"""Statements that Django composes once and that are asked with every request: composing takes longer than asking.

PostgreSQL plans them once for each connection too (they are prepared, with values bound by the server): planning takes longer
than answering. Django's other statements go on being bound by psycopg.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import FETCH_ONE, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

from allmende.foundation.marks import adapted, mark_of, places_of, with_constants

LONG = 400
"""Letters of a text, or of a list of ids, from which on a statement is planned each time: PostgreSQL looks a long list up by its
hash only where it is written out."""
MOST_PREPARED = 300
"""Statements that a connection keeps planned; psycopg's own 100 are fewer than a member's pages have."""


class Composed:
    """A question of values (`values_list`) whose statement is the same but for the values that it is asked with.

    `build` makes the queryset from values of these `kinds`: UUID, str, bytes, int, date, datetime, or list for ids that `within`
    writes into the statement. Each may stand in it several times.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self._made: dict[tuple[str, tuple[bool, ...]], Statement] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """Return the rows, each with its columns as `values_list` gives them."""
        made = self._statement(values)
        return made.converted(fetched(*made.filled(values)))

    def count(self, *values: Any) -> int:
        """Return how many rows there are, without reading them."""
        sql, params = self.filled(*values)
        return int(fetched(f"SELECT COUNT(*) FROM ({sql}) q", params)[0][0])  # noqa: S608  made by Django

    def filled(self, *values: Any) -> tuple[str, list[Any]]:
        """Return the statement and its parameters with these values."""
        return self._statement(values).filled(values)

    def _statement(self, values: Sequence[Any]) -> Statement:
        """The statement for this database; a list of one id reads otherwise than one of many (`within`)."""
        alone = tuple(isinstance(value, list) and len(value) == 1 for value in values)
        return self._made.get((connection.vendor, alone)) or self._compose(alone)

    def _compose(self, alone: tuple[bool, ...]) -> Statement:
        values = [mark_of(kind, n) for n, kind in enumerate(self.kinds)]
        values = [mark[:1] if is_one else mark for mark, is_one in zip(values, alone, strict=True)]
        compiler = self.build(*values).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        sql, params = with_constants(sql, params, values)
        marks = [_Listed.found(params, mark) if isinstance(mark, list) else places_of(params, mark) for mark in values]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        made = Statement(sql, tuple(params), marks, _steps(converters), compiler)
        self._made[connection.vendor, alone] = made
        return made


class Instances(Composed):
    """A question of a model's rows, with what `select_related` and `annotate` bring, composed once."""

    def __call__(self, *values: Any) -> list[Any]:
        """Return the rows as Django makes them."""
        made = self._statement(values)
        return [made.instance(row) for row in made.converted(fetched(*made.filled(values)))]

    def first(self, *values: Any) -> Any:
        """Return the first of them, or None."""
        return next(iter(self(*values)), None)


class Rows(Composed):
    """Rows that may be some or none: counted together with others in one statement (`most` is as far as it counts), and read
    only where there are some."""

    def __init__(self, build: Callable[..., QuerySet[Any]], *kinds: type, most: int | None = None) -> None:
        super().__init__(lambda *values: _keys(build(*values))[:most], *kinds)
        self.rows = build

    def asked(self, *values: Any) -> Asked:
        """The rows for these values."""
        return Asked(self, values)


@dataclass(frozen=True)
class Asked:
    """Rows for values, not read yet."""

    of: Rows
    values: tuple[Any, ...]

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows as Django knows them."""
        return self.of.rows(*self.values)


def counted(asked: Sequence[Asked | QuerySet[Any]]) -> list[int]:
    """Return how many rows each has, all in one statement; none for nothing."""
    parts = [one.of.filled(*one.values) if isinstance(one, Asked) else _made_anew(one) for one in asked]
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) q)" for sql, _params in parts)  # noqa: S608  made by Django
    return list(fetched(f"SELECT {counts}", [each for _sql, params in parts for each in params])[0]) if parts else []


def _made_anew(rows: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    try:
        return _keys(rows).query.get_compiler(connection=connection).as_sql()  # type: ignore[no-any-return]
    except EmptyResultSet:
        return "SELECT 1 WHERE 1 = 0", ()


def _keys(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """What is counted of rows: nothing of them, so that an index alone may answer, unless they are told apart by it."""
    is_told_apart = rows.query.distinct or rows.query.combinator
    return rows.order_by().values_list("pk" if is_told_apart else Value(1))


def fetched(sql: str, params: Sequence[Any], *, comes_again: bool = True) -> list[Any]:
    """Return the rows of a statement as the database hands them out; PostgreSQL plans one once that `comes_again` as it is."""
    using = connections[DEFAULT_DB_ALIAS]
    is_watched = bool(using.execute_wrappers) or using.queries_logged
    if using.vendor == "sqlite" and not is_watched:
        return using.answered(sql, params)  # type: ignore[attr-defined,no-any-return]  # ours (foundation/sqlite)
    is_planned_once = comes_again and not any(isinstance(one, str) and len(one) > LONG for one in params)
    if using.vendor == "postgresql" and is_planned_once and not is_watched:
        return _answered(sql, params)
    with using.cursor() as cursor:
        if using.vendor == "postgresql" and is_planned_once:
            cursor.cursor = bound_by_the_server()
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
    return rows


def _answered(sql: str, params: Sequence[Any]) -> list[Any]:
    """Ask PostgreSQL with one cursor for all statements of a connection: making two for each took half as long as asking."""
    using = connections[DEFAULT_DB_ALIAS]
    using.ensure_connection()
    using.validate_no_broken_transaction()
    with using.wrap_database_errors:
        raw = using.connection
        cursor = getattr(raw, "bound", None)
        if cursor is None:
            raw.bound = cursor = bound_by_the_server()
        return cursor.execute(sql, params).fetchall()  # type: ignore[no-any-return]


def bound_by_the_server() -> Any:
    """A cursor whose statements are prepared once they have been asked `prepare_threshold` times (config/databases.py)."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # slow import

    raw = connection.connection
    raw.prepared_max = MOST_PREPARED
    return ServerBindingCursor(raw)  # type: ignore[call-arg]  # its base is one of two packages


@dataclass(frozen=True)
class Statement:
    """What Django made of a question for one database."""

    sql: str
    params: tuple[Any, ...]
    marks: list[_Listed | list[int]]
    """Where each value goes: its places among the parameters, or what stands for a list."""
    steps: list[tuple[int, Callable[[Any], Any]]]
    """What Python makes of the values in these columns."""
    compiler: SQLCompiler

    def filled(self, values: Sequence[Any]) -> tuple[str, list[Any]]:
        """The statement with values in their places."""
        sql, params, using = self.sql, list(self.params), connections[DEFAULT_DB_ALIAS]
        for mark, value in zip(self.marks, values, strict=True):
            if isinstance(mark, _Listed):
                sql = mark.written(sql, params, value)
            else:
                for place in mark:
                    params[place] = _of_kind(params[place], adapted(value, using))
        return sql, params

    @cached_property
    def _related(self) -> list[Any]:
        return get_related_populators(self.compiler.klass_info, self.compiler.select, connection.alias, FETCH_ONE)

    def instance(self, row: Sequence[Any]) -> Any:
        """A row as its model, as `ModelIterable` makes it."""
        select, info = self.compiler.select, self.compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _sql, _alias in select[first:last]]
        made = info["model"].from_db(connection.alias, names, row[first:last])
        for related in self._related:
            related.populate(row, made)
        for name, place in (self.compiler.annotation_col_map or {}).items():
            setattr(made, name, row[place])
        return made

    def converted(self, rows: list[Any]) -> list[Any]:
        """Rows as Python knows their values."""
        if not self.steps or not rows:
            return rows
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, convert in self.steps:
            columns[place] = [convert(value) for value in columns[place]]
        return list(zip(*columns, strict=True))


@dataclass(frozen=True)
class _Listed:
    """The text that stands for a list of ids: in the statement (SQLite), or in these of its parameters (PostgreSQL's arrays)."""

    text: str
    places: list[int]

    @classmethod
    def found(cls, params: Sequence[Any], mark: Sequence[int]) -> _Listed:
        text = _written(mark)
        return cls(text, [place for place, param in enumerate(params) if isinstance(param, str) and text in param])

    def written(self, sql: str, params: list[Any], ids: Sequence[int]) -> str:
        """Write ids into the parameters; return the statement with them."""
        written = _written(ids)
        for place in self.places:
            params[place] = params[place].replace(self.text, written)
        return sql if self.places else sql.replace(self.text, written)


def _steps(converters: Mapping[int, tuple[Sequence[Any], Any]]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Django's converters of some columns, each as a function of the value; ids that come again are not read again."""
    reads_id = getattr(connection.ops, "convert_uuidfield_value", None)
    return [
        (place, _id_in if convert == reads_id else partial(_converted, convert, expression))
        for place, (steps, expression) in converters.items()
        for convert in steps
    ]


def _converted(convert: Callable[..., Any], expression: Any, value: Any) -> Any:
    return convert(value, expression, connection)


@lru_cache(4096)
def _id_in(value: str | None) -> UUID | None:
    """An id as SQLite keeps it."""
    return None if value is None else UUID(value)


def _of_kind(mark: Any, value: Any) -> Any:
    """The value as its mark was: Django says of a number how wide its column is, or PostgreSQL would take it for a narrower one."""
    return type(mark)(value) if isinstance(mark, int) and value is not None else value


def _written(ids: Sequence[int]) -> str:
    return ",".join([str(int(one)) for one in ids])
