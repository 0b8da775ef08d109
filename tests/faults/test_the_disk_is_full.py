"""F5: the disk of the data, of the files, of the log is full: people read why, nothing is half, and it goes on when there is room."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tests.faults.elsewhere import own_postgresql, pointed_at, small_disk
from tests.faults.holding import answered_is_there, invariants_hold, work_is_done
from tests.faults.people import Deed, ask, make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]


def do(town, node, kind, mark, language="en"):
    """Let the first person do something; returns the deed, and what they were told."""
    deed = Deed(kind, mark)
    town.crowd[0].deeds.append(deed)
    deed.status, deed.answer = ask(town, town.crowd[0], deed, node.port, **{"Accept-Language": language})
    return deed


def goes_on(town, node, mark):
    """Everything works again, and everything holds."""
    for kind in ("comment", "upload", "hand in"):
        assert do(town, node, kind, f"s0p{mark}d{kind[:1]}e").is_done
    work_is_done()
    answered_is_there(town)
    invariants_hold()


def test_people_read_why_and_nothing_is_half_written(cast, make_node, tmp_path, tell):
    town = make_town(cast, 2)
    with (
        small_disk(tmp_path / "log", 1) as log,
        small_disk(tmp_path / "files", 2) as files,
        _files_at(files.path),
        _data_on_a_disk(tmp_path) as data,
    ):
        node = make_node(ALLMENDE_FILES=str(files.path), ALLMENDE_LOG_REQUESTS="yes")
        node.log = log.path / "node.log"
        node.start()
        _no_room_for_files(town, node, files)
        log.fill()
        goes_on(town, node, 2)
        log.empty()
        refused = _no_room_for_data(town, node, data)
        goes_on(town, node, 3)
        node.stop()
    tell(
        f"F5: no room for files, for the log, for the data: 1 and {len(refused)} refused with 507, reading went on, nothing half"
    )


def _no_room_for_files(town, node, disk):
    before = _there(disk)
    disk.fill()
    refused = do(town, node, "upload", "s0p4d0e", language="de")
    assert (refused.status, "kein Platz" in refused.answer["detail"]) == (507, True)
    assert do(town, node, "comment", "s0p4d1e").is_done, "what needs no file goes on"
    disk.empty()
    assert _there(disk) == before, "not even a piece of it"


def _no_room_for_data(town, node, disk):
    """Until the room that the database has already taken is used up, people can still write."""
    disk.fill()
    told = [do(town, node, "comment", f"s0p5d{n}e", language="it") for n in range(40)]
    refused = [deed for deed in told if not deed.is_done]
    assert {deed.status for deed in refused} == {507}
    assert "non c'è più spazio" in refused[-1].answer["detail"]
    assert node.ask(f"/calls/{town.open_call.slug}/")[0] == 200, "reading goes on"
    disk.empty()
    return refused


def _there(disk):
    return {path for path in disk.path.rglob("*") if path.is_file()}


def _files_at(path):
    """Look for files where the node puts them."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": path, "base_url": "/m/"}}
    return override_settings(STORAGES={**settings.STORAGES, "default": default})


@contextmanager
def _data_on_a_disk(tmp_path):
    """Let the data lie on a disk of their own: SQLite's file, or all that a PostgreSQL writes."""
    if connection.vendor == "postgresql":
        # Not in a folder that is ours alone: whoever runs PostgreSQL must come in.
        with (
            tempfile.TemporaryDirectory(dir="/tmp", prefix="allmende-disk-") as folder,
            small_disk(Path(folder) / "data", 160) as disk,
        ):
            Path(folder).chmod(0o755)
            with own_postgresql(disk.path):
                yield disk
        return
    with small_disk(tmp_path / "data", 40) as disk:
        copy = disk.path / "town.sqlite3"
        connection.cursor().execute("VACUUM INTO %s", [str(copy)])
        with pointed_at(NAME=copy):
            yield disk
