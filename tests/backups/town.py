"""A town that is backed up and comes back: how it is looked at, written in, and restored quickly."""

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.backups import archive
from allmende.foundation.backups.restoring import restore
from allmende.foundation.health.findings import State
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import WEEK

WRITERS = 8
PAGES = ("/", "/calls/", "/people/ada-berg/", "/search/?q=pond", "/notices/")


def silent(_done, _total, _what):
    """Tell nobody how far it is."""


class NoMigrations:
    """Tables straight from the models: what the migrations come to, in a tenth of the time."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


def build(alias, made):
    """Bring a database to an archive's tables quickly."""
    recorder = MigrationRecorder(connections[alias])
    if set(recorder.applied_migrations()) == set(made.migrations):
        return
    with override_settings(MIGRATION_MODULES=NoMigrations()):
        call_command("migrate", database=alias, run_syncdb=True, verbosity=0)
    recorder.ensure_schema()
    for app, name in made.migrations:
        recorder.record_applied(app, name)


def put_back(path, *, key=None, replace=True, report=silent):
    """Restore an archive here."""
    with archive.open_archive(path, key) as source:
        return restore(source, path.parent, replace=replace, report=report, build=build)


def broken():
    """The invariants that do not hold."""
    return [finding for finding in check_invariants() if finding.state != State.GOOD]


def seen_by(*readers):
    """What each reader sees on each page, without what differs from one request to the next."""
    found = {}
    for reader in readers:
        client = Client(SERVER_NAME="localhost")
        if reader:
            client.force_login(reader.account)
        for page in PAGES:
            with clock.frozen(NOON + 3 * WEEK):
                answer = client.get(page)
            lines = answer.content.decode().splitlines()
            found[reader and reader.handle, page] = (
                answer.status_code,
                [one for one in lines if "csrf" not in one.lower()],
            )
    return found


@contextmanager
def people_writing(town):
    """Eight people comment for as long as the block; yields the ids of what was written and answered."""
    people = [town.ada, town.ben] * (WRITERS // 2)
    written, over, failures, number = [], threading.Event(), [], itertools.count(1)

    def write(person):
        try:
            while not over.is_set():
                written.append(comment(person, town.call, f"And thought {next(number)}.").id)
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield written
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert failures == []
