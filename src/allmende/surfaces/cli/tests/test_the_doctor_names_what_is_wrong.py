"""The doctor finds what was broken, names it, says what to do, and changes nothing."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.storage import default_storage

from allmende.commons.audiences.models import Reach
from allmende.commons.ballots.models import Ballot, Box
from allmende.commons.files.storage import folder_of
from allmende.commons.files.testing import make_picture
from allmende.commons.threads.models import Thread
from allmende.foundation import clock
from allmende.foundation.backups.models import Backup
from allmende.foundation.backups.restoring import mark
from allmende.foundation.health import node, work  # noqa: F401 - looks
from allmende.foundation.health.findings import State, examine
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.journal.models import Entry
from allmende.foundation.mail.models import Outcome, Received
from allmende.foundation.tasks.models import Job, Worker
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.worker import give_back, run_due
from allmende.observers.notices.models import Notice
from allmende.observers.search.models import Document
from allmende.rooms.calls.testing import make_call
from allmende.surfaces.cli.doctor import command

pytestmark = pytest.mark.django_db


def broken():
    """The keys of the invariants that do not hold, each with what is said."""
    return {finding.key: finding.says for finding in check_invariants() if finding.state != State.GOOD}


def looked(key):
    """How one thing is."""
    (finding,) = examine((key,))
    return finding


def test_all_holds_where_nothing_is_broken_and_each_breach_is_named(cast):
    call = make_call(cast.ada, cast.team)
    picture = make_picture(cast.ben, alt="A pond")
    run_due()
    assert broken() == {}

    Reach.objects.filter(actor=cast.ben).delete()
    Thread.objects.create(thing_id=call.id, comment_count=3)
    Document.objects.filter(thing=call.id).delete()
    Notice.objects.create(
        actor=cast.ben, activity=clock.new_id(), reason="x", by=cast.ada.id, thing_id=call.id, at=clock.now()
    )
    entry = Entry.objects.exclude(seq=None).order_by("seq")[2]
    Entry.objects.filter(id=entry.id).update(actor=clock.new_id())
    now = clock.now()
    box = Box.objects.create(thing_id=cast.community.id, opens=now - timedelta(1), closes=now, sealed=now, turnout=2)
    Ballot.objects.create(id=clock.new_id(), box=box, voter=cast.ada, content={})
    picture.refresh_from_db()
    path = next(Path(default_storage.location, folder_of(picture.id, picture.place)).glob("full.*"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    said = broken()
    assert set(said) == {"reach", "comment-counts", "search", "notices", "journal", "secret-ballots", "tally", "files"}
    assert f"entry {entry.seq} was changed" in said["journal"]
    assert f"{picture.id} are damaged" in said["files"]
    path.unlink()
    assert f"{picture.id} are not there" in broken()["files"]


def test_a_worker_that_is_gone_and_jobs_that_wait_or_were_given_up_are_seen():
    assert looked("worker").state == State.BAD
    Worker.objects.create(name="here", seen=clock.now())
    assert looked("worker").state == State.GOOD
    with clock.travel(minutes=5):
        assert "last seen" in looked("worker").says
        Job.objects.create(
            path="x.y", run_after=clock.now(), state=JobState.RUNNING, lease_until=clock.now() + timedelta(seconds=9)
        )
        assert looked("worker").state == State.GOOD, "it is busy with a long job"

    Job.objects.create(path="x.slow", run_after=clock.now() - timedelta(hours=1))
    assert looked("jobs").state == State.BAD
    Job.objects.all().delete()
    Job.objects.create(
        path="x.dead",
        run_after=clock.now(),
        state=JobState.DEAD,
        finished=clock.now(),
        error="Traceback\nValueError: no",
    )
    assert (looked("jobs").state, "dead: ValueError: no" in looked("jobs").says) == (State.WARNING, True)


def test_a_job_in_hand_goes_back_into_the_queue_when_its_worker_must_leave():
    job = Job.objects.create(
        path="x.long", run_after=clock.now(), state=JobState.RUNNING, attempts=1, leased_by="here", lease_until=clock.now() + timedelta(seconds=60)
    )  # fmt: skip

    give_back("somebody else")
    give_back("here")

    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.READY, 0, None)


def test_keys_that_others_may_read_and_clocks_that_went_back_are_seen():
    folder = Path(settings.DATA) / "keys"
    before = (folder.stat().st_mode, Path(settings.DATA).stat().st_mode)
    try:
        os.chmod(settings.DATA, 0o755)
        os.chmod(folder, 0o755)
        assert (looked("keys").state, "chmod go=" in looked("keys").remedy) == (State.BAD, True)
        os.chmod(settings.DATA, 0o700)
        assert str(folder) not in looked("keys").says
    finally:
        os.chmod(folder, before[0])
        os.chmod(settings.DATA, before[1])
    Entry.objects.create(
        id=clock.new_id(), name="X", version=1, actor=clock.new_id(), at=clock.now() + timedelta(hours=1)
    )
    assert looked("clock").state == State.BAD


def test_answers_by_mail_that_nobody_proves_or_that_failed_are_named(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example")
    assert "can only comment" in looked("answers").says
    settings.CONFIG = replace(settings.CONFIG, mail_server="mx.allmende.example")
    assert looked("answers").state == State.GOOD
    Received.objects.create(key="k", carrier="lmtp", size=1, outcome=Outcome.FAILED)
    assert looked("answers").state == State.BAD


def test_it_says_so_by_its_exit_code_and_as_json_and_leaves_nothing_behind():
    before = sorted(Path(default_storage.location).rglob("*.*")), Backup.objects.count()

    answer = CliRunner().invoke(command, ["--json", "--invariants"])

    findings = {finding["key"]: finding for finding in json.loads(answer.stdout)}
    assert (answer.exit_code, findings["worker"]["state"]) == (1, "bad")
    assert {"configuration", "database", "files", "room", "keys", "clock", "mail", "backup", "journal", "reach"} <= set(
        findings
    )
    assert all(finding["remedy"] for finding in findings.values() if finding["state"] != "good")
    assert (sorted(Path(default_storage.location).rglob("*.*")), Backup.objects.count()) == before
    mark().touch()
    try:
        assert "interrupted" in looked("backup").says
    finally:
        mark().unlink()
