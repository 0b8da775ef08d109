"""The connection to SQLite: who wants to write looks again every millisecond whether it is their turn; short questions are asked shortly;
requests of a web process leave their connection to the next one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, OperationalError
from django.db.backends.sqlite3 import base

LOOKS = 0.001
"""So many seconds pass between two looks."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for how a transaction waits for the one that writes.

    SQLite sleeps longer after each look, a tenth of a second in the end, while others come and go: with eight writers the
    slowest twentieth waited six times as long as the rest (docs/decisions/writers.md). Here everyone looks equally often. As long
    as before (`timeout`) and with the same error where it takes longer; a writer that is killed holds nobody up.
    """

    left: ClassVar[list[Any] | None] = None
    """What requests of this process left behind, for the next one on whichever thread; None: each thread keeps its own."""

    def connect(self) -> None:
        """Take what was left last, whose pages and statements are the warmest; open a new one where there is none."""
        if (found := self._left_by_another()) is None:
            super().connect()
        else:
            self.get_connection_params()  # by which Django notes how a transaction begins
            self.connection, self.autocommit = found, True

    def _left_by_another(self) -> Any:
        if not self.left or self.alias != DEFAULT_DB_ALIAS or self.closed_in_transaction:
            return None
        try:
            return self.left.pop()
        except IndexError:  # another thread has just taken the last one
            return None

    def close_if_unusable_or_obsolete(self) -> None:
        """As Django asks before and after each request: leave the connection to the next one, if nothing is open in it."""
        super().close_if_unusable_or_obsolete()
        if self.left is None or self.connection is None or self.alias != DEFAULT_DB_ALIAS or self.in_atomic_block:
            return
        if not self.connection.in_transaction:
            self.left.append(self.connection)
            self.connection = None

    def answered(self, sql: str, params: Sequence[Any]) -> list[Any]:
        """Return the rows of a statement, as a cursor does, without the four layers that Django lays around each of its steps.

        They take longer than SQLite itself where a row is found by its key. For statements that nothing watches
        (`execute_wrappers`, `queries_logged`). Raises Django's database errors.
        """
        self.ensure_connection()
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return self.connection.execute(_with_question_marks(sql), params).fetchall()  # type: ignore[no-any-return]

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        deadline = time.monotonic() + patience
        self._let_sqlite_wait(0)
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's stubs leave it out
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > deadline:
                        raise
                time.sleep(LOOKS)
        finally:
            self._let_sqlite_wait(patience)

    def _let_sqlite_wait(self, seconds: float) -> None:
        self.ensure_connection()
        with self.wrap_database_errors:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _with_question_marks(sql: str) -> str:
    """The statement with its values' places as SQLite writes them."""
    return sql.replace("%%", "\0").replace("%s", "?").replace("\0", "%")


def close_left(but: int = 0) -> None:
    """Close the connections that requests left behind, but for so many of the last ones; each holds pages and statements of its own."""
    left = DatabaseWrapper.left or []
    for _each in left[: len(left) - but]:
        try:
            left.pop(0).close()
        except IndexError:  # a request has just taken it
            return
