"""Rows as text that no database owns: every table line by line, the same bytes whether SQLite or PostgreSQL keeps it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from allmende.foundation.verdicts import Refused

LEFT_OUT = frozenset({"backups_backup", "tasks_worker"})
"""Tables about this machine: its archives, its workers' signs of life."""

BATCH = 1000

KINDS = {
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), "number"),
    **dict.fromkeys(("SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"), "number"),
    **dict.fromkeys(("PositiveSmallIntegerField",), "number"),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "GenericIPAddressField", "FileField"), "text"),
    "FloatField": "float",
    "DecimalField": "decimal",
    "BooleanField": "truth",
    "UUIDField": "uuid",
    "DateTimeField": "instant",
    "DateField": "date",
    "TimeField": "time",
    "JSONField": "json",
    "BinaryField": "bytes",
}
"""What Django calls a field -> how its values travel."""


@dataclass(frozen=True)
class Table:
    """A table as an archive describes it: its columns with their kinds, and the columns of its key, which give the order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]


def tables_of(connection: BaseDatabaseWrapper) -> list[Table]:
    """Return the tables as they stand in a database, of their names, also while it is of an earlier version than this code."""
    loader = MigrationLoader(connection)
    if set(loader.applied_migrations) >= set(loader.disk_migrations):
        return present_tables()
    last = {node for node in loader.applied_migrations if node in loader.graph.nodes}
    state = loader.project_state(sorted(last)).apps
    return present_tables(state.get_models(include_auto_created=True))


def present_tables(among: Iterable[type[models.Model]] | None = None) -> list[Table]:
    """Return the tables of models (all that are installed, when none are named), of their names."""
    found = {}
    for model in apps.get_models(include_auto_created=True) if among is None else among:
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table not in LEFT_OUT:
            fields = [
                field for field in meta.local_concrete_fields if field.column and not getattr(field, "generated", False)
            ]
            columns = tuple((str(field.column), _kind(field)) for field in fields)
            found[meta.db_table] = Table(meta.db_table, columns, tuple(str(field.column) for field in meta.pk_fields))
    return [found[name] for name in sorted(found)]


def _kind(field: Any) -> str:
    while field.remote_field:
        field = field.target_field
    return KINDS[field.get_internal_type()]


# ── Out ──


def lines(connection: BaseDatabaseWrapper, table: Table) -> Iterator[bytes]:
    """Yield a table's rows in the order of its key, each as one line of JSON; memory stays flat whatever their number."""
    quote = connection.ops.quote_name
    kinds = [kind for _, kind in table.columns]
    chosen = ", ".join(quote(name) for name, _ in table.columns)
    order = ", ".join(_sorted(connection, quote(name), dict(table.columns)[name]) for name in table.key)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM {quote(table.name)} ORDER BY {order}")  # noqa: S608  names are quoted
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                cells = [_out(kind, cell) for kind, cell in zip(kinds, row, strict=True)]
                yield json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _sorted(connection: BaseDatabaseWrapper, column: str, kind: str) -> str:
    """Text is ordered by its bytes everywhere, not by a language's alphabet."""
    return f'{column} COLLATE "C"' if kind == "text" and connection.vendor == "postgresql" else column


def _out(kind: str, cell: Any) -> Any:
    return None if cell is None else OUT[kind](cell)


def _utc(cell: datetime | str) -> str:
    at = datetime.fromisoformat(cell) if isinstance(cell, str) else cell
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


def _canonical(cell: Any) -> str:
    value = json.loads(cell) if isinstance(cell, str) else cell
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


OUT: dict[str, Callable[[Any], Any]] = {
    "number": int,
    "text": str,
    "float": float,
    "decimal": lambda cell: format(Decimal(str(cell)).normalize(), "f"),
    "truth": bool,
    "uuid": lambda cell: str(UUID(str(cell))),
    "instant": _utc,
    "date": str,
    "time": str,
    "json": _canonical,  # as text, so that JSON's null and a missing value stay two things
    "bytes": lambda cell: b64encode(bytes(cell)).decode(),
}


# ── In ──

FIELDS: dict[str, models.Field[Any, Any]] = {
    "number": models.BigIntegerField(),
    "text": models.TextField(),
    "float": models.FloatField(),
    "decimal": models.DecimalField(max_digits=40, decimal_places=12),
    "truth": models.BooleanField(),
    "uuid": models.UUIDField(),
    "instant": models.DateTimeField(),
    "date": models.DateField(),
    "time": models.TimeField(),
    "json": models.JSONField(),
    "bytes": models.BinaryField(),
}
IN: dict[str, Callable[[Any], Any]] = {
    "decimal": Decimal,
    "uuid": UUID,
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "json": json.loads,
    "bytes": b64decode,
}


def load(connection: BaseDatabaseWrapper, table: Table, source: Iterable[bytes]) -> None:
    """Insert rows that `lines` wrote. Raises Refused (422) with the table's name where the database does not take one."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name, _ in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    kinds = [kind for _, kind in table.columns]
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"  # noqa: S608  names are quoted
    try:
        with connection.cursor() as cursor:
            for batch in batched(source, BATCH):
                cells = (zip(kinds, json.loads(line), strict=True) for line in batch)
                cursor.executemany(statement, [[_in(connection, kind, cell) for kind, cell in row] for row in cells])
    except (DatabaseError, ValueError) as error:
        raise Refused(f"The table {table.name} could not be restored: {error}", 422) from error


def _in(connection: BaseDatabaseWrapper, kind: str, cell: Any) -> Any:
    if cell is None:
        return None
    value = IN[kind](cell) if kind in IN else cell
    if kind == "json":
        return connection.ops.adapt_json_value(value, None)
    return FIELDS[kind].get_db_prep_value(value, connection, prepared=False)


def empty(connection: BaseDatabaseWrapper, tables: Iterable[Table]) -> None:
    """Delete every row of these tables, in the caller's transaction."""
    names = [connection.ops.quote_name(table.name) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  quoted


# ── Numbers that a table gives out by itself ──


def last_number(connection: BaseDatabaseWrapper, table: Table) -> int | None:
    """Return the last number that the database gave out for a table, also to a row that is gone; None where it gives none."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            sequence = _sequence(cursor, table)
            if sequence is None:
                return None
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608  the database's own name
        row = cursor.fetchone()
    return int(row[0]) or None if row else None


def go_on_from(connection: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """Let the database give out numbers after this one: what was given to something that is gone is not given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        elif sequence := _sequence(cursor, table):
            cursor.execute("SELECT setval(%s, %s)", [sequence, number])


def _sequence(cursor: Any, table: Table) -> str | None:
    if len(table.key) != 1 or dict(table.columns)[table.key[0]] != "number":
        return None
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key[0]])
    name: str | None = cursor.fetchone()[0]
    return name


# ── Comparing ──


def summary(connection: BaseDatabaseWrapper, tables: Iterable[Table]) -> dict[str, tuple[int, str]]:
    """Return each table's number of rows and SHA-256: equal on two databases exactly if they hold the same."""
    found = {}
    for table in tables:
        count, digest = 0, sha256()
        for line in lines(connection, table):
            count += 1
            digest.update(line)
        found[table.name] = (count, digest.hexdigest())
    return found
