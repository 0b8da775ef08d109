"""The connection to SQLite: who wants to write looks again every millisecond whether it is their turn; short questions are asked shortly."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOKS = 0.001
"""So many seconds pass between two looks."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for how a transaction waits for the one that writes.

    SQLite sleeps longer after each look, a tenth of a second in the end, while others come and go: with eight writers the
    slowest twentieth waited six times as long as the rest (docs/decisions/writers.md). Here everyone looks equally often. As long
    as before (`timeout`) and with the same error where it takes longer; a writer that is killed holds nobody up.
    """

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
