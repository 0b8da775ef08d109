"""Rows written by statements that Django composes once: composing takes longer than writing."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery, UpdateQuery

from allmende.foundation.composed import Composed, _mark, _places, _Statement


def insert(row: Model) -> None:
    """Write a new row, and first those of its parents, as `save(force_insert=True)` does.

    For models whose keys and defaults are known before; nobody is told by a signal. Raises IntegrityError as `save` does.
    """
    _insert_as(type(row), row)
    row._state.adding, row._state.db = False, connection.alias


def _insert_as(model: type[Model], row: Model) -> None:
    for parent, link in model._meta.parents.items():
        _insert_as(parent, row)
        if link is not None:
            setattr(row, link.attname, row._get_pk_val(parent._meta))  # type: ignore[attr-defined]
    fields = model._meta.local_concrete_fields
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, connection.vendor), values)


@cache
def _statement(model: type[Model], vendor: str) -> str:
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, [model()])
    ((sql, _params),) = query.get_compiler(connection=connection).as_sql()
    return str(sql)


def update(row: Model, *names: str) -> None:
    """Write some columns of a row that stands in one table, as `save(update_fields=names)` does."""
    fields = [row._meta.get_field(name) for name in names]
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in (*fields, row._meta.pk)]
    with connection.cursor() as cursor:
        cursor.execute(_change(type(row), names), values)


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> str:
    quoted = [f'"{model._meta.get_field(name).column}" = %s' for name in names]
    return f'UPDATE "{model._meta.db_table}" SET {", ".join(quoted)} WHERE "{model._meta.pk.column}" = %s'  # noqa: S608  columns


class Updated(Composed):
    """An update whose statement is the same but for the values that it is made with.

    `build` makes, from values of these kinds, the rows and what is written into them (as `update` takes it).
    """

    def __call__(self, *values: Any) -> int:  # type: ignore[override]
        """Write, and return how many rows there were."""
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(*values))
            return int(cursor.rowcount)

    def _compose(self, alone: tuple[bool, ...]) -> _Statement:
        values = [_mark(kind, n) for n, kind in enumerate(self.kinds)]
        rows, changes = self.build(*values)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        made = _Statement(sql, tuple(params), [_places(params, mark) for mark in values], [], compiler)
        self._made[connection.vendor, alone] = made
        return made
