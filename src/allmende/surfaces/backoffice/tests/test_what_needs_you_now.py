"""The office says first what needs someone: what the doctor found, backups that failed, who carries too much; each with what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.backups.models import Backup
from allmende.foundation.health.findings import bad, looks_at
from allmende.foundation.health.keeping import look_around
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.surfaces.backoffice.tests.office import browser_of, text

pytestmark = pytest.mark.django_db


def test_a_backup_that_failed_or_is_overdue_stands_on_the_first_page_at_once(olga, cast) -> None:
    assert "There is no backup." in text(olga.get("/backoffice/"))
    old = clock.now() - timedelta(days=3)
    Backup.objects.create(path="a", started=old, finished=old, verified=old)
    page = text(olga.get("/backoffice/"))
    assert "The newest backup is 72 hours old." in page
    assert "allmende backup --verify" in page

    Backup.objects.create(path="b", finished=clock.now(), error="No room: 100 % full")
    assert "The last backup failed: No room: 100 % full" in text(olga.get("/backoffice/"))
    assert "The last backup failed" not in text(browser_of(cast.eli).get("/backoffice/"))  # a curator runs no node


def test_what_the_doctor_finds_is_kept_and_read_in_ones_own_language(olga, cast, monkeypatch) -> None:
    monkeypatch.setattr("allmende.foundation.health.findings._looks", {})
    looks_at("mail")(lambda: bad("mail", "The mail server does not let us in: %(error)s",
                                 "Check ALLMENDE_MAIL; what waits is sent later.", error="100 % no"))  # fmt: skip
    look_around.func()
    monkeypatch.setattr("allmende.foundation.health.findings._looks", {})

    page = text(olga.get("/backoffice/"))
    assert "The mail server does not let us in: 100 % no" in page
    assert "what waits is sent later" in page
    assert "The mail server does not let us in" in text(olga.get("/backoffice/health/"))
    german = Client(SERVER_NAME="localhost")
    Actor.objects.filter(account__email="olga@example.org").update(language="de")
    german.force_login(Account.objects.get(email="olga@example.org"))
    assert "Der Mailserver lässt uns nicht ein: 100 % no" in text(german.get("/backoffice/"))
    Actor.objects.filter(account__email="olga@example.org").update(language="en")

    assert olga.post("/backoffice/health/examination/").status_code == 302  # now all is well
    assert "The mail server does not let us in" not in text(olga.get("/backoffice/"))


def test_who_carries_more_than_two_duties_is_named_to_curators_with_what_to_do(cast) -> None:
    for duty in (Duty.SALES, Duty.COMMUNITY):
        assign(cast.eli, cast.community, duty, cast.ada)
    eli = browser_of(cast.eli)
    assert "carries" not in text(eli.get("/backoffice/"))
    assign(cast.eli, cast.team, Duty.PROJECTS, cast.ada)

    for address in ("/backoffice/", f"/spaces/{cast.community.slug}/duties/"):
        page = text(eli.get(address))
        assert "Ada Berg carries 3 duties" in page
        assert "deputy" in page
    assert "carries 3 duties" not in text(browser_of(cast.ben).get(f"/spaces/{cast.community.slug}/duties/"))
