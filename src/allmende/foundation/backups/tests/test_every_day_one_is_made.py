"""At the hour that the operator set one backup is made, whoever works; the oldest go, and what fails is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from allmende.foundation import clock
from allmende.foundation.backups import door, keeping
from allmende.foundation.backups.models import SILENT, Backup, is_backup_running
from allmende.foundation.backups.tasks import back_up
from allmende.foundation.health import work  # noqa: F401 - looks
from allmende.foundation.health.findings import State, examine
from allmende.foundation.tasks.models import Job

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
"""Half past three in Berlin."""


@pytest.fixture(autouse=True)
def _daily(tmp_path, monkeypatch):
    """A node that makes a backup at half past three and keeps three."""
    monkeypatch.setattr(door, "_asked", "")
    daily = replace(settings.CONFIG, backup_at="03:30", backup_keep=3)
    with override_settings(CONFIG=daily, BACKUPS=tmp_path, TIME_ZONE="Europe/Berlin"):
        yield


def jobs():
    """The backups that stand in the queue."""
    return Job.objects.filter(path=back_up.module_path).count()


def test_once_a_day_at_its_hour_and_not_before_whoever_asks(monkeypatch):
    for minutes, expected in ((-1, 0), (0, 1), (1, 1), (23 * 60, 1), (24 * 60, 2)):
        for _worker in range(2):
            monkeypatch.setattr(door, "_asked", "")  # another process
            with clock.frozen(MORNING + timedelta(minutes=minutes)):
                door.back_up_when_due()
        assert jobs() == expected
    with override_settings(CONFIG=replace(settings.CONFIG, backup_at="")), clock.frozen(MORNING + timedelta(days=9)):
        door.back_up_when_due()
    assert jobs() == 2


def test_the_newest_stay(tmp_path, monkeypatch):
    """What is packed is proven elsewhere; here archives are files."""
    monkeypatch.setattr(keeping, "take", lambda path, lock, report: path.write_bytes(b"an archive"))
    monkeypatch.setattr(keeping, "check", lambda path, report: None)
    for day in range(5):
        with clock.frozen(MORNING + timedelta(days=day)):
            keeping.make_daily(lambda *_: None)

    names = [path.name for path in keeping.archives()]
    assert names == [f"allmende-2026-03-0{day}-033000.zip" for day in (4, 5, 6)]


def found():
    """What the doctor says of backups."""
    (finding,) = examine(("backup",))
    return finding


def test_the_doctor_sees_what_is_missing_old_broken_off_or_failed():
    assert (found().state, found().says) == (State.WARNING, "There is no backup.")

    good = Backup.objects.create(path="a", finished=clock.now(), verified=clock.now())
    assert found().state == State.GOOD
    with clock.travel(hours=40):
        assert (found().state, found().remedy[:20]) == (State.WARNING, "Run: allmende backup")

    cut = Backup.objects.create(path="b")
    assert (is_backup_running(), found().state) == (True, State.GOOD)
    with clock.frozen(clock.now() + SILENT):
        assert (is_backup_running(), found().says) == (False, "The last backup was interrupted.")

    Backup.objects.filter(pk=cut.pk).update(finished=clock.now(), error="No space left on device")
    assert (found().state, "No space left" in found().says) == (State.BAD, True)
    assert Backup.objects.filter(pk=good.pk).exists()
