"""What stands for the values of a statement while it is composed once: where each value goes is found by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections

MARK = UUID("e57a0d5f-0000-7000-8000-e57a0d5f0000")
LONG_AGO = datetime(1999, 9, 9, 9, 9, 9, 999_999, UTC)
NUMBER = 1_999_099_000
PLACES = re.compile("(%%|%s)")


def mark_of(kind: type, n: int) -> Any:
    """Return the value that stands for the n-th one while a statement is composed: none that is real, so its places are found by it."""
    marks: dict[type, Any] = {
        UUID: UUID(int=MARK.int + n), str: f"\ue000{n}\ue000", bytes: b"\xfe\xff%d" % n, int: NUMBER + n,
        datetime: LONG_AGO + timedelta(seconds=n),
        date: (LONG_AGO + timedelta(days=n)).date(), list: [NUMBER + n, NUMBER + n],
    }  # fmt: skip
    return marks[kind]


def places_of(params: Sequence[Any], mark: Any) -> list[int]:
    """Where a mark stands among the parameters of a statement."""
    wanted = _plain(adapted(mark, connections[DEFAULT_DB_ALIAS]))
    return [place for place, param in enumerate(params) if _plain(param) == wanted]


def _plain(param: Any) -> Any:
    """A parameter as it compares: psycopg wraps bytes in an object that equals nothing."""
    return getattr(param, "obj", param)


def with_constants(sql: str, params: Sequence[Any], marks: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """Write what never changes into a statement for SQLite: states, kinds, truth values that something is compared with.

    Where such a value decides whether a partial index holds, SQLite plans a statement anew whenever the value is bound, even to
    the same (`sqlite3VdbeSetVarmask`): home's questions took 2.3 ms instead of 0.6.
    """
    if connection.vendor != "sqlite":
        return sql, params
    variable = {_plain(adapted(mark, connections[DEFAULT_DB_ALIAS])) for mark in marks if not isinstance(mark, list)}
    written, rest, given = [], [], iter(params)
    for piece in PLACES.split(sql):
        if piece != "%s":
            written.append(piece)
            continue
        param = next(given)
        is_compared = isinstance(param, int) and written[-1].endswith("= ")  # elsewhere 1 may mean the first column
        if param in variable or not (isinstance(param, str) or is_compared):
            written.append("%s")
            rest.append(param)
        else:
            written.append(str(int(param)) if is_compared else "'" + param.replace("'", "''").replace("%", "%%") + "'")
    return "".join(written), rest


def adapted(value: Any, using: Any) -> Any:
    """The value as Django hands it to this database."""
    if isinstance(value, UUID):
        return value if using.features.has_native_uuid_field else value.hex
    if isinstance(value, bytes):
        return using.Database.Binary(value)
    if isinstance(value, datetime):
        return using.ops.adapt_datetimefield_value(value)
    return using.ops.adapt_datefield_value(value) if isinstance(value, date) else value
