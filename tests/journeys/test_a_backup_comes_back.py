"""A community is backed up while it works, and comes back as it was: on the same database, on the other one, after a kill."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from allmende.commons.consent import commands as consent
from allmende.commons.files.storage import erase, versions_of
from allmende.commons.files.testing import make_picture
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.backups import archive, manifest, stored
from allmende.foundation.backups.models import Backup, is_backup_running
from allmende.foundation.backups.restoring import mark, require_whole, restore, verify
from allmende.foundation.backups.snapshot import sqlite
from allmende.foundation.backups.tables import present_tables, summary
from allmende.foundation.backups.taking import folder, take
from allmende.foundation.health.findings import State
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.mail.commands import post
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.outgoing import HELD_BACK
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, _own_database, elsewhere
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

pytestmark = pytest.mark.django_db(transaction=True)
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


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, db, monkeypatch):
    """Files and backups of this test alone, on a node that is whole; databases beside the node's own may be opened."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def connect(self):
        if self.connection is None and self.alias != "default":
            self.connect()
        else:
            guarded(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", connect)
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"}}
    with override_settings(BACKUPS=tmp_path / "backups", STORAGES=storages):
        yield
    mark().unlink(missing_ok=True)


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


def test_it_is_taken_while_eight_people_write_and_comes_back_whole(town, tmp_path):
    path = tmp_path / "backups" / "town.zip"
    with people_writing(town) as written:
        while len(written) < WRITERS:
            threading.Event().wait(0.01)
        before = set(written)
        made = take(path)
        at_end = len(written)
        while len(written) < at_end + WRITERS:
            threading.Event().wait(0.01)
    assert verify(path, None, silent, build).summary == made.summary

    done = put_back(path)

    there = set(Comment.objects.values_list("id", flat=True))
    assert before <= there, "what was answered before it began is in it"
    assert there - {Comment.objects.order_by("pk").first().id} < set(written), "what came later is not"
    assert done.manifest.rows == sum(held.rows for held in made.held)
    run_due()
    assert broken() == []


def test_it_comes_back_from_the_other_database_and_every_page_is_the_same(town, tmp_path):
    """SQLite to SQLite here; in the run on PostgreSQL from there to SQLite and back."""
    readers, path = (None, town.ada, town.ben, town.eli), tmp_path / "backups" / "town.zip"
    pages, made = seen_by(*readers), take(path)

    with archive.open_archive(path) as source, sqlite("other", tmp_path / "other.sqlite3") as other:
        from allmende.foundation.backups.refilling import fill

        build("other", made)
        fill(source, made, other, silent)
        other.cursor().execute("PRAGMA journal_mode=WAL")
    second = tmp_path / "second.zip"
    environment = {
        **os.environ,
        "ALLMENDE_DATA": str(settings.DATA),
        "ALLMENDE_DATABASE": f"sqlite:///{tmp_path}/other.sqlite3",
    }
    taken = subprocess.run(
        [sys.executable, "-m", "allmende.surfaces.cli", "backup", str(second)],
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert taken.returncode == 0, taken.stderr
    with archive.open_archive(second) as source:
        assert manifest.read(source).summary == made.summary
    comment(town.ada, town.call, "This was not there yet.")
    for name in versions_of(town.pond.files.get().id):
        Path(default_storage.location, "aa").mkdir(exist_ok=True)
        Path(default_storage.location, "aa", name).write_bytes(b"not there yet either")

    done = put_back(path)

    assert seen_by(*readers) == pages
    assert summary(connection, present_tables()).keys() == made.summary.keys()
    assert done.manifest.files == len([one for one in Path(default_storage.location).rglob("*") if one.is_file()])
    assert broken() == []


def test_life_goes_on_after_it(town, tmp_path):
    """Sign-in works, numbers go on, the journal's chain holds, and nothing is sent that was sent before."""
    town.ada.account.set_password("a long enough one")
    town.ada.account.save()
    EmailAddress.objects.create(user=town.ada.account, email=town.ada.account.email, verified=True, primary=True)
    post("somebody@elsewhere.example", "consent/mail/departure_withdrawn", language="en", actor=town.ada)
    path = tmp_path / "backups" / "town.zip"
    made = take(path)
    numbers = {held.table.name: held.last for held in made.held}
    mail.outbox.clear()

    done = put_back(path)
    run_due()

    assert done.held_back == 1
    assert mail.outbox == []
    assert Job.objects.filter(state=JobState.DEAD, error=HELD_BACK).count() == 1
    client = Client(SERVER_NAME="localhost")
    answer = client.post("/accounts/login/", {"login": town.ada.account.email, "password": "a long enough one"})
    assert (answer.status_code, client.get("/settings/").status_code) == (302, 200)
    made_after = make_picture(town.ada, alt="Later").id
    assert comment(town.ada, town.call, "We are back.").id
    from allmende.commons.audiences.models import Audience, Layer

    assert Audience.objects.create(layer=Layer.PRIVATE, key="later").id > numbers["audiences_audience"]
    run_due()
    assert versions_of(made_after)
    assert broken() == []


def test_whoever_was_erased_since_is_erased_again(town, tmp_path):
    xenia = make_person("Xenia Quendelmoos", email="xenia@quendel.example")
    path = tmp_path / "backups" / "town.zip"
    take(path)
    consent.ask_to_leave(xenia, keeps_contributions=False)
    with clock.frozen(clock.now() + timedelta(days=15)):
        run_due()
    assert Actor.objects.get(id=xenia.id).erased

    done = put_back(path)

    assert done.forgotten == 1
    assert (Actor.objects.get(id=xenia.id).erased is not None, b"uendel" in (folder() / "forgotten").read_bytes()) == (
        True,
        False,
    )
    assert put_back(path).forgotten == 1, "the list outlives the restore"


def test_files_stay_while_it_is_taken(town, tmp_path):
    picture = town.pond.files.get()
    row = Backup.objects.create(path="being made")
    assert is_backup_running()

    erase(picture.id)
    assert versions_of(picture.id), "the snapshot may know it"

    Backup.objects.filter(pk=row.pk).update(finished=clock.now())
    erase(picture.id)
    assert not Path(default_storage.location, picture.id.hex[-2:], str(picture.id)).exists()


@pytest.mark.parametrize("at", ["journal_entry", "files/"])
def test_a_killed_backup_leaves_nothing_that_looks_whole(town, tmp_path, at):
    path = tmp_path / "backups" / "allmende-1.zip"
    killed = elsewhere(f"""
import os, signal
from pathlib import Path
from django.conf import settings
from allmende.foundation.backups.taking import take
settings.STORAGES["default"]["OPTIONS"]["location"] = {str(tmp_path / "files")!r}
def report(done, total, what):
    if {at!r} == what or ({at!r} == "files/" and not total):
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
