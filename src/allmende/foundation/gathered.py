"""Several questions in one statement: each is answered with the rows that it would get alone.

A page that asks ten small questions waits ten times for the database, which takes longer than finding the answers. Rows travel
as JSON, so what is asked for are values (`values_list`): texts, numbers, ids, days, instants, lists and dicts, no bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from allmende.foundation.composed import Composed, fetched


@dataclass(frozen=True)
class Put:
    """A question with its values, not asked yet: its statement, how many columns it has, how rows of JSON are read, and whether
    the same statement comes again with other values."""

    sql: str
    params: Sequence[Any]
    width: int
    read: Callable[[list[list[Any]]], list[list[Any]]]
    comes_again: bool = True


class Wanted(Composed):
    """What is wanted in values, composed once; asked alone, or together with others."""

    def put(self, *values: Any) -> Put:
        """The question for these values."""
        made = self._statement(values)
        columns = [column for column, _sql, _alias in made.compiler.select]
        sql, params = made.filled(values)
        return Put(sql, params, len(columns), lambda rows: _known(columns, made.converted(_stored(rows))))


def put(rows: QuerySet[Any, Any]) -> Put:
    """Put a question that no two readers ask alike; nothing is asked for what can't have rows."""
    try:
        return replace(Wanted(lambda: rows).put(), comes_again=False)
    except EmptyResultSet:
        return Put("SELECT 1 WHERE 1 = 0", (), 1, list)


def how_many(asked: Put) -> Put:
    """Ask for the number of rows instead: one row with one number."""
    counted = f"SELECT COUNT(*) FROM ({asked.sql}) q"  # noqa: S608  made by Django
    return replace(asked, sql=counted, width=1, read=list)


def gathered(questions: Sequence[Put | QuerySet[Any, Any]]) -> list[list[list[Any]]]:
    """Ask all these questions at once; return the rows of each, in its order. One statement, none for no questions."""
    if not questions:
        return []
    asked = [one if isinstance(one, Put) else put(one) for one in questions]
    sql, params = f"SELECT {', '.join(map(_as_json, asked))}", [value for one in asked for value in one.params]
    answers = fetched(sql, params, comes_again=all(one.comes_again for one in asked))[0]
    return [one.read(json.loads(answer or "[]")) for one, answer in zip(asked, answers, strict=True)]


def _as_json(one: Put) -> str:
    columns = ", ".join(f"c{n}" for n in range(one.width))
    rows = (
        "json_agg(json_build_array(%s))::text"
        if connection.vendor == "postgresql"
        else "json_group_array(json_array(%s))"
    )
    return f"(WITH q({columns}) AS ({one.sql}) SELECT {rows % columns} FROM q)"  # noqa: S608  made by Django


def _stored(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows as the database hands them out: what is JSON itself has come as part of them."""
    return [[json.dumps(value) if isinstance(value, dict | list) else value for value in row] for row in rows]


def _known(columns: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The rows as Python knows them: PostgreSQL writes ids, days and instants as text into JSON."""
    return [
        [
            column.output_field.to_python(value) if isinstance(value, str) else value
            for column, value in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
