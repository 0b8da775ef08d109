"""Empty tables as the migrations make them: made once for each database, and copied by every process that tests.

A hundred migrations take longer than most tests. `python -m tools.tables` makes those of the database that the settings name.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django import VERSION
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def begin() -> str:
    """Put empty tables where this process's test database is to be, and return its name; whatever stood there goes."""
    begun = os.environ.get("TESTS_BEGIN_WITH")  # the tables of a house that a new room is to be added to
    place = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copy(begun or _made(), place)
    else:
        made = _made()
        end(place)
        _on_the_server(f"CREATE DATABASE {_quoted(place)} TEMPLATE {_quoted(made)}")
    return str(place)


def end(place: str) -> None:
    """Let a test database go; a file goes with its folder."""
    if connection.vendor != "sqlite":
        connection.close()
        _on_the_server(f"DROP DATABASE IF EXISTS {_quoted(place)} WITH (FORCE)")


def kept() -> Path:
    """The file of the tables on SQLite, whether it is there or not."""
    return Path(tempfile.gettempdir()) / f"{_name()}.sqlite3"


def _made() -> str:
    """Return the name of the tables, made if they aren't there; processes that want them at the same time wait for one."""
    with _alone():
        if connection.vendor == "sqlite":
            if not kept().exists():
                making = kept().with_suffix(".making")
                _migrate(str(making))
                making.rename(kept())
            return str(kept())
        if not _on_the_server("SELECT 1 FROM pg_database WHERE datname = %s", _name()):
            making = f"{_name()}-making"
            _migrate(making)
            _on_the_server(f"ALTER DATABASE {_quoted(making)} RENAME TO {_quoted(_name())}")
        return _name()


def _migrate(place: str) -> None:
    """Create a database of a name, with all tables, and leave it."""
    own, tests = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    before = tests["NAME"]
    tests["NAME"] = place
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        tests["NAME"], settings.DATABASES["default"]["NAME"], connection.settings_dict["NAME"] = before, own, own


@contextmanager
def _alone() -> Iterator[None]:
    with kept().with_suffix(f".{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _on_the_server(statement: str, *values: str) -> bool:
    """Run a statement beside all databases; say whether it found something."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.description is not None and cursor.fetchone() is not None


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@functools.cache
def _name() -> str:
    """A name that changes with the migrations."""
    made_by = hashlib.sha256(repr((VERSION, settings.INSTALLED_APPS)).encode())
    for file in sorted((ROOT / "src").glob("**/migrations/*.py")):
        made_by.update(file.name.encode() + file.read_bytes())
    return f"allmende-tables-{made_by.hexdigest()[:16]}"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.config.settings")
    django.setup()
    _made()
