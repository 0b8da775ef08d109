"""What the database itself promises: every reference leads somewhere, every index says what its table does."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, connection

from allmende.foundation.doors import Invariant


def _dangling() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            yield from (
                f"{table}, row {row}, names a row of {other} that is not there" for table, row, other, _ in cursor
            )
            cursor.execute("PRAGMA integrity_check(5)")
            yield from (said for (said,) in cursor.fetchall() if said != "ok")
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield str(error)


INVARIANTS = (Invariant("references", "Every row that another names is there, and the database is sound.", _dangling),)
