"""What is asked of the database meanwhile, without the values: Django's own log asks it once more for each statement's text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def asked() -> Iterator[list[str]]:
    """Note each statement of this thread's connection for as long as the block."""
    statements: list[str] = []

    def note(run: Any, sql: str, *others: Any) -> Any:
        statements.append(sql)
        return run(sql, *others)

    with connection.execute_wrapper(note):
        yield statements
