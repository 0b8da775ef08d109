"""A community is backed up while it works, and comes back as it was: on the same database, on the other one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from allmende.commons.consent import commands as consent
from allmende.commons.files.storage import read_versions
from allmende.commons.files.testing import make_picture
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.backups import archive, manifest
from allmende.foundation.backups.restoring import verify
from allmende.foundation.backups.snapshot import sqlite
from allmende.foundation.backups.tables import present_tables, summary
from allmende.foundation.backups.taking import folder, take
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import NODE
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.outgoing import HELD_BACK
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from tests.backups.town import WRITERS, broken, build, people_writing, put_back, seen_by, silent

pytestmark = pytest.mark.django_db(transaction=True)


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
    for name in read_versions(town.pond.files.get()):
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
    post("somebody@elsewhere.example", "consent/mail/departure_withdrawn", language="en", house=NODE, actor=town.ada)
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
    made_after = make_picture(town.ada, alt="Later")
    assert comment(town.ada, town.call, "We are back.").id
    from allmende.commons.audiences.models import Audience, Layer

    assert Audience.objects.create(layer=Layer.PRIVATE, key="later").id > numbers["audiences_audience"]
    run_due()
    made_after.refresh_from_db()
    assert read_versions(made_after)
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
