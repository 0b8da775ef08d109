"""What tests of backups need: a town in the middle of its work, in folders of its own."""

from __future__ import annotations

import gc
import sqlite3
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from allmende.commons.files.testing import make_picture
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.backups.restoring import mark
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, db, monkeypatch):
    """Files and backups of this test alone, on a node that is whole; databases beside the node's own may be opened."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def connect(self):
        if self.connection is None and self.alias != "default":
            self.connect()
        else:
            guarded(self)

    _close_what_threads_left_open()
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", connect)
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"}}
    with override_settings(BACKUPS=tmp_path / "backups", STORAGES=storages):
        yield
    mark().unlink(missing_ok=True)


def _close_what_threads_left_open():
    """Threads of earlier tests in this process may still hold the database, which can't be taken away under them."""
    for each in gc.get_objects():
        if isinstance(each, sqlite3.Connection) and each is not connection.connection:
            each.close()


@pytest.fixture
def town(cast):
    """A community in the middle of its work: a call, contributions, comments, pictures, ballots, notices."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, title="What shall we build?")
        pond = make_contribution(cast.ben, call, title="A pond")
        make_picture(cast.ben, pond, alt="The pond")
        comment(cast.ben, call, "Ein Teich! Grüße, “quoted” \U0001f438 \\ % ' \" \t end")
        run_due()
    with clock.frozen(NOON + 2.5 * WEEK):
        cast_ballot(cast.ada, call, [pond.ballot_key])
        run_due()
    return SimpleNamespace(ada=cast.ada, ben=cast.ben, eli=cast.eli, call=call, pond=pond)
