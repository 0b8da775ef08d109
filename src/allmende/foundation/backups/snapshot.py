"""The database as it stood at one instant, while others go on writing; and databases beside the node's own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def beside(alias: str, **changes: Any) -> Iterator[BaseDatabaseWrapper]:
    """Open a connection of its own like the node's, with some of its settings changed, for the block."""
    connections.settings[alias] = {**connections["default"].settings_dict, "CONN_MAX_AGE": 0, **changes}
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@contextmanager
def sqlite(alias: str, path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Open a SQLite file beside the node's database, made if it is not there, whatever the node's own is."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA synchronous=OFF;"}
    with beside(alias, ENGINE="django.db.backends.sqlite3", NAME=str(path), OPTIONS=options) as connection:
        yield connection


@contextmanager
def snapshot(room: Path) -> Iterator[BaseDatabaseWrapper]:
    """Open what the database holds now, and hold still until the block ends; nobody waits for it.

    SQLite's is a copy in `room`, made in one step of its online backup, so that the log of writes does not grow meanwhile;
    PostgreSQL's is one read-only transaction (repeatable read).
    """
    own = connections["default"]
    if own.vendor == "sqlite":
        with TemporaryDirectory(dir=room, prefix=".snapshot-") as folder:
            path = Path(folder) / "database"
            _copy(str(own.settings_dict["NAME"]), path)
            with sqlite("snapshot", path) as connection:
                yield connection
        return
    with beside("snapshot") as connection, transaction.atomic(using="snapshot"):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


def _copy(source: str, target: Path) -> None:
    """Copy a SQLite database in one step: writers go on in its log."""
    address = f"file:{quote('/' + os.path.abspath(source).lstrip('/'))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=60)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
