"""Filling a database from an archive: tables of the archive's own version first, then the rows, then a comparison."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from allmende.foundation.backups import manifest, snapshot, tables
from allmende.foundation.backups.manifest import Manifest
from allmende.foundation.backups.taking import Report
from allmende.foundation.verdicts import Refused

ALWAYS_FILLED = ("django_content_type", "auth_permission")
"""Tables that every migrated database has rows in."""

type Build = Callable[[str, Manifest], None]
"""Brings the database of an alias to the tables of an archive's version."""


def build(alias: str, made: Manifest) -> None:
    """Bring a database to the migrations that an archive was made with, neither fewer nor more."""
    executor = MigrationExecutor(connections[alias])
    wanted = set(made.migrations)
    if not wanted <= set(executor.loader.disk_migrations):
        strange = ", ".join(sorted({app for app, _ in wanted - set(executor.loader.disk_migrations)}))
        raise Refused(
            f"The archive knows what this version or its choice of rooms does not ({strange}). Restore it with version "
            f"{made.version} or later and all its rooms.",
            422,
        )
    if wanted == set(executor.loader.disk_migrations):
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    else:
        executor.migrate(sorted(_last_of_each_app(executor, wanted)))


def _last_of_each_app(executor: MigrationExecutor, nodes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the migrations that none of the same app follows: to reach them is to apply all of `nodes`."""
    followed = {
        parent.key
        for node in nodes
        for parent in executor.loader.graph.node_map[node].parents
        if parent.key[0] == node[0]
    }
    return nodes - followed


def fill(source: ZipFile, made: Manifest, connection: BaseDatabaseWrapper, report: Report) -> None:
    """Replace what the tables hold with what an archive holds, in one transaction, and compare it with the archive's digests.

    Raises Refused (422) for rows that the database does not take, or gives back otherwise; nothing has changed then.
    """
    with transaction.atomic(using=connection.alias):
        tables.empty(connection, made.tables)
        for number, held in enumerate(made.held):
            report(number, len(made.held), held.table.name)
            with manifest.rows_of(source, held.table) as rows:
                tables.load(connection, held.table, rows)
            if held.last:
                tables.go_on_from(connection, held.table, held.last)
        compare(made, connection)


def compare(made: Manifest, connection: BaseDatabaseWrapper) -> None:
    """Raise Refused (422) where a database does not hold exactly what an archive does."""
    found = tables.summary(connection, made.tables)
    if other := [name for name, summary in made.summary.items() if found[name] != tuple(summary)]:
        raise Refused(f"What came out of the archive is not what went in: {', '.join(other)}.", 422)


def is_blank(connection: BaseDatabaseWrapper) -> bool:
    """Say whether a database holds nothing yet: no tables of ours, or none of them with a row."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables.present_tables():
            if table.name in there and table.name not in ALWAYS_FILLED:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table.name)} LIMIT 1")  # noqa: S608  quoted
                if cursor.fetchone():
                    return False
    return True


def restore_tables(source: ZipFile, made: Manifest, report: Report, build: Build = build) -> None:
    """Restore the node's database. SQLite's is made beside the present one and takes its place whole; PostgreSQL's is filled in
    one transaction, after its tables were dropped if they are of another version."""
    own = connections["default"]
    if own.vendor == "sqlite":
        _restore_sqlite(Path(str(own.settings_dict["NAME"])), source, made, report, build)
        return
    if set(MigrationRecorder(own).applied_migrations()) != set(made.migrations):
        _drop_tables(own)
        build("default", made)
    fill(source, made, own, report)


def _restore_sqlite(path: Path, source: ZipFile, made: Manifest, report: Report, build: Build) -> None:
    fresh = path.with_name(f"{path.name}.restoring")
    fresh.unlink(missing_ok=True)
    try:
        with snapshot.sqlite("restored", fresh) as connection:
            build("restored", made)
            fill(source, made, connection, report)
        _put_away_log(path)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _put_away_log(path: Path) -> None:
    """Let no log of the present database remain, which SQLite would take for the new one's; refuse while someone has it open."""
    connections["default"].close()
    if not path.exists():
        return
    with snapshot.sqlite("old", path) as connection, connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 2000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode = DELETE")
        if cursor.fetchone()[0] != "delete":
            raise Refused("The database is in use. Stop the node, then restore.", 409)


def _drop_tables(connection: BaseDatabaseWrapper) -> None:
    """Drop our tables, and Django's notes of which migrations made them."""
    there = set(connection.introspection.table_names())
    ours = {table.name for table in tables.present_tables()} | tables.LEFT_OUT | {"django_migrations"}
    quoted = [connection.ops.quote_name(name) for name in sorted(there & ours)]
    if quoted:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(quoted)} CASCADE")
