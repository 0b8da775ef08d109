"""Whether people may be sent to this process."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_is_of_this_version = False


def why_not() -> str:
    """Return why nobody should be sent here now; empty when all is well. Says no word that only an operator may know."""
    global _is_of_this_version
    if (Path(settings.DATA) / "restoring").exists():
        return "a backup is being restored"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_of_this_version:  # asked until it is so: a database does not go back
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return "the database is not of this version yet"
            _is_of_this_version = True
    except DatabaseError:
        return "the database does not answer"
    return ""
