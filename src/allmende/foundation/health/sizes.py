"""The database learns once a day how much lies where, by which it plans its statements."""

from __future__ import annotations

from django.db import connection
from django.tasks import task

ENTRIES = 1_000_000
"""So many entries of each index are counted; beyond, SQLite estimates: nobody else writes meanwhile, for a second at most."""


@task()
def learn_sizes() -> int:
    """Let SQLite count what lies in its tables and indexes; return how many tables it knows. PostgreSQL does so by itself (autovacuum).

    SQLite takes an index that it never counted for a good one: a member's own drafts were looked for among all things of their kind.
    Connections learn of it when they are opened; a web process opens new ones every hour (`surfaces/cli/sharing.py`).
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ENTRIES}")
        tables = connection.introspection.table_names(cursor)
        for table in tables:  # each in a transaction of its own
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return len(tables)
