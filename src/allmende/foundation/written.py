"""Rows written by statements that Django composes once: composing takes longer than writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery

from allmende.foundation.composed import Composed, Statement, bound_by_the_server
from allmende.foundation.marks import mark_of, places_of


@contextmanager
def in_transaction() -> Iterator[None]:
    """Work in the transaction that is open, or in one of its own; for what refuses before it writes anything.

    `atomic` would set a savepoint in an open one, two statements, to take back what was written before a refusal.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


def insert(row: Model, *, unless_there: bool = False) -> None:
    """Write a new row, and first those of its parents, as `save(force_insert=True)` does.

    For models whose keys and defaults are known before; nobody is told by a signal. Raises IntegrityError as `save` does;
    `unless_there` (for a model without parents) leaves the row that it would collide with.
    """
    _insert_as(type(row), row, OnConflict.IGNORE if unless_there else None)
    row._state.adding, row._state.db = False, connection.alias


def _insert_as(model: type[Model], row: Model, on_conflict: OnConflict | None = None) -> None:
    for parent, link in model._meta.parents.items():
        _insert_as(parent, row)
        if link is not None:
            setattr(row, link.attname, row._get_pk_val(parent._meta))  # type: ignore[attr-defined]
    _execute(
        _statement(model, connection.vendor, on_conflict), _values(row, model._meta.local_concrete_fields, add=True)
    )


@cache
def _statement(model: type[Model], vendor: str, on_conflict: OnConflict | None) -> str:
    query = InsertQuery(model, on_conflict=on_conflict)
    query.insert_values(model._meta.local_concrete_fields, [model()])
    ((sql, _params),) = query.get_compiler(connection=connection).as_sql()
    return str(sql)


def update(row: Model, *names: str) -> None:
    """Write some columns of a row that stands in one table, as `save(update_fields=names)` does."""
    fields = _fields(type(row), names)
    places = [f'"{field.column}" = %s' for field in fields]
    sql = f'UPDATE "{row._meta.db_table}" SET {", ".join(places[:-1])} WHERE {places[-1]}'  # noqa: S608  names of columns
    _execute(sql, _values(row, fields, add=False))


def _values(row: Model, fields: Sequence[Field[Any, Any]], *, add: bool) -> list[Any]:
    """What goes into the database, as each field cleans and renders it."""
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks it up anew for each of its attributes
    return [field.get_db_prep_save(field.pre_save(row, add=add), database) for field in fields]


def _execute(sql: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor = bound_by_the_server()  # planned once for each connection
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@cache
def _fields(model: type[Model], names: tuple[str, ...]) -> list[Field[Any, Any]]:
    """The fields of these names, and last the key."""
    return [cast("Field[Any, Any]", model._meta.get_field(name)) for name in names] + [model._meta.pk]


class Updated(Composed):
    """An update whose statement is the same but for the values that it is made with: `rows` and `changes` (as a queryset's
    `update` takes them) are both made from values of these kinds.
    """

    def __init__(
        self, rows: Callable[..., QuerySet[Any]], changes: Callable[..., dict[str, Any]], *kinds: type
    ) -> None:
        super().__init__(rows, *kinds)
        self.changes = changes

    def __call__(self, *values: Any) -> int:  # type: ignore[override]
        """Write, and return how many rows there were."""
        return _execute(*self.filled(*values))

    def _compose(self, alone: tuple[bool, ...]) -> Statement:
        values = [mark_of(kind, n) for n, kind in enumerate(self.kinds)]
        query = cast(UpdateQuery, self.build(*values).query.chain(UpdateQuery))
        query.add_update_values(self.changes(*values))
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        made = Statement(sql, tuple(params), [places_of(params, mark) for mark in values], [], compiler)
        self._made[connection.vendor, alone] = made
        return made
