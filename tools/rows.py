"""Rows of the test database, taken out and put back: many times cheaper than emptying every table, or making them anew."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from datetime import time
from typing import Any

from django.apps import apps
from django.db import connection, transaction

type Rows = dict[str, list[tuple[Any, ...]]]


def taken() -> Rows:
    """Return the rows of every table that holds any."""
    return {table: _read(table) for table in _filled()}


def put(rows: Rows) -> None:
    """Write rows as they were taken; nothing of the house hears of it."""
    with connection.cursor() as cursor:
        for table, lines in rows.items():
            values = ", ".join(["%s"] * len(lines[0]))
            written = [[_adapted(value) for value in line] for line in lines]
            cursor.executemany(f"INSERT INTO {_quoted(table)} ({_columns(table)}) VALUES ({values})", written)


def leave(rows: Rows) -> None:
    """Let these rows be all there is: only tables that hold others are touched."""
    filled = set(_filled())
    same = {table for table, lines in rows.items() if table in filled and _same(lines, _read(table))}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in filled - same:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        put({table: lines for table, lines in rows.items() if table not in same})


class Mould[T]:
    """What a maker wrote into an empty database and returned, kept for later tests of this process."""

    def __init__(self, empty: Rows) -> None:
        self.empty = empty
        self.kept: tuple[Rows, bytes] | None = None

    def make(self, maker: Callable[[], T]) -> T:
        """Return what the maker returns, its rows written; the database must be empty."""
        if self.kept is not None:
            rows, made = self.kept
            put(rows)
            return pickle.loads(made)  # type: ignore[no-any-return]
        result = maker()
        there = taken()
        changed = [table for table, lines in self.empty.items() if not {*lines} <= {*there.get(table, [])}]
        assert not changed, f"The maker changed rows that every database begins with, in {changed}."
        new = {
            table: [line for line in lines if line not in self.empty.get(table, [])] for table, lines in there.items()
        }
        self.kept = {table: lines for table, lines in new.items() if lines}, pickle.dumps(result)
        return result


def _read(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(table)} FROM {_quoted(table)}")
        return cursor.fetchall()


def _adapted(value: Any) -> Any:
    """A value as the driver takes it: SQLite's knows no time of day."""
    return str(value) if isinstance(value, time) and connection.vendor == "sqlite" else value


def _same(some: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> bool:
    return sorted(map(repr, some)) == sorted(map(repr, others))


def _filled() -> list[str]:
    """The tables of models that hold a row, asked in one statement."""
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})" for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _columns(table: str) -> str:
    return ", ".join(_quoted(column) for column in _tables()[table])


@functools.cache
def _tables() -> dict[str, list[str]]:
    """The tables of all models, with their columns."""
    models = [model._meta for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return {meta.db_table: [field.column for field in meta.local_concrete_fields] for meta in models}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
