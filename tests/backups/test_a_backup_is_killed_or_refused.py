"""What is killed in the middle leaves nothing that looks whole; what would do harm is refused before anything changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from allmende.commons.files.storage import erase, read_versions
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.backups import archive, manifest, stored
from allmende.foundation.backups.models import Backup, is_backup_running
from allmende.foundation.backups.restoring import mark, require_whole
from allmende.foundation.backups.tables import present_tables, summary
from allmende.foundation.backups.taking import take
from allmende.foundation.testing import elsewhere
from allmende.foundation.verdicts import Refused
from tests.backups.town import put_back

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_stay_while_it_is_taken(town, tmp_path):
    picture = town.pond.files.get()
    row = Backup.objects.create(path="being made")
    assert is_backup_running()

    erase(picture.id)
    assert read_versions(picture), "the snapshot may know it"

    Backup.objects.filter(pk=row.pk).update(finished=clock.now())
    erase(picture.id)
    assert not Path(default_storage.location, picture.id.hex[-2:], str(picture.id)).exists()


def test_a_killed_backup_leaves_nothing_that_looks_whole(town, tmp_path):
    path = tmp_path / "backups" / "allmende-1.zip"
    killed = elsewhere(f"""
import os, signal
from pathlib import Path
from django.conf import settings
from allmende.foundation.backups.taking import take
settings.STORAGES["default"]["OPTIONS"]["location"] = {str(tmp_path / "files")!r}
def report(done, total, what):
    if what and not total:  # all tables are packed, and the files begin
        os.kill(os.getpid(), signal.SIGKILL)
take(Path({str(path)!r}), report=report)
""")
    assert killed.returncode == -9, killed.stderr

    assert not path.exists()
    assert Backup.objects.get().finished is None
    assert take(path.with_name("allmende-2.zip")).files == sum(1 for _ in stored.all_names()) > 0


def test_a_killed_restore_is_known_and_done_again(town, tmp_path):
    path = tmp_path / "backups" / "town.zip"
    made = take(path)
    said = comment(town.ada, town.call, "Said after it.").id
    killed = elsewhere(f"""
import os, signal
from pathlib import Path
from allmende.foundation.backups import archive
from allmende.foundation.backups.restoring import restore
def report(done, total, what):
    if what == "things_thing":
        os.kill(os.getpid(), signal.SIGKILL)
with archive.open_archive(Path({str(path)!r})) as source:
    restore(source, Path({str(path.parent)!r}), replace=True, report=report)
""") if connection.vendor == "postgresql" else None  # fmt: skip
    if killed is None:  # SQLite's tables are made anew by migrations, which takes its time: the same moment by hand
        mark().touch()
    else:
        assert killed.returncode == -9, killed.stderr

    assert Comment.objects.filter(id=said).exists(), "nothing has changed yet"
    with pytest.raises(Refused, match="interrupted"):
        require_whole()
    put_back(path, replace=False)
    require_whole()
    assert not Comment.objects.filter(id=said).exists()
    assert summary(connection, present_tables())["threads_comment"] == made.summary["threads_comment"]


def test_it_is_refused_where_it_would_do_harm_and_nothing_changes(town, tmp_path):
    path = tmp_path / "backups" / "town.zip"
    take(path)
    before = summary(connection, present_tables())

    with pytest.raises(Refused, match="already"):
        put_back(path, replace=False)
    spoilt = tmp_path / "spoilt.zip"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        put_back(spoilt)
    with archive.new_archive(tmp_path / "foreign.zip") as foreign, archive.open_archive(path) as own:
        for name in own.namelist():
            text = own.read(name)
            foreign.writestr(name, text.replace(manifest.read(own).key.encode(), b"0" * 32))
    with pytest.raises(Refused, match="other keys"):
        put_back(tmp_path / "foreign.zip")

    assert summary(connection, present_tables()) == before
    require_whole()
