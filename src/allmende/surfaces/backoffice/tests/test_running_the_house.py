"""The office runs the house: what needs someone stands first, work is tried again, settings count at once."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.tasks import Task
from django.test import Client

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.backups.models import Backup
from allmende.foundation.health.keeping import KEY
from allmende.foundation.journal.observers import observers
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import NODE
from allmende.foundation.mail.tasks import forget_words, send_mail
from allmende.foundation.options.models import Value
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.worker import forget_jobs, run_due
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import open_account
from allmende.identity.operating.commands.accounts import end_suspensions, suspend_account
from allmende.observers.audit.queries import VERIFY
from allmende.surfaces.backoffice.tests.office import PASSWORD, dead_job, text
from allmende.surfaces.backoffice.words import reader_words, task_words

pytestmark = pytest.mark.django_db


def all_is_well() -> None:
    """A backup was made, and whoever looked found nothing amiss."""
    Backup.objects.create(path="a", finished=clock.now(), verified=clock.now())
    caches["shared"].set(KEY, (clock.now(), []), 60)


def test_the_office_is_calm_and_says_so_until_something_needs_someone(olga, cast) -> None:
    all_is_well()
    assert "All is calm" in text(olga.get("/backoffice/"))
    dead_job()
    dead_job(
        send_mail.module_path,
        args=["bo@example.org", "Hush", "secret words"],
        kwargs={"kind": "account/email/login_code"},
    )

    page = text(olga.get("/backoffice/"))

    assert "1 job was given up." in page
    assert "1 mail could not be delivered." in page


def test_a_curator_finds_what_they_answer_for_and_nothing_else(eli, cast) -> None:
    page = text(eli.get("/backoffice/"))
    for here in ("Journal", "Bins of all spaces", "Members", "Spaces"):
        assert f">{here}</a>" in page
    for there in ("Accounts", "Jobs", "Mail queue", "Settings", "Storage", "Health"):
        assert f">{there}</a>" not in page


def test_what_was_given_up_is_told_in_words_tried_again_or_dropped(olga) -> None:
    first, second = dead_job(), dead_job()
    page = text(olga.get("/backoffice/jobs/"))
    assert "Empty the bin of what is older than 30 days" in page
    assert "The other side does not answer" in page
    assert "Traceback" in text(olga.get(f"/backoffice/jobs/{first.id}/"))

    olga.post(f"/backoffice/jobs/{first.id}/trial/")
    olga.post(f"/backoffice/jobs/{second.id}/removal/")

    first.refresh_from_db()
    assert (first.state, first.attempts) == (JobState.READY, 0)
    assert not Job.objects.filter(id=second.id).exists()
    assert olga.post(f"/backoffice/jobs/{second.id}/trial/").status_code == 404
    assert recorded() == ["JobTriedAgain", "JobDropped"]


def test_a_mail_shows_whom_it_goes_to_its_sort_and_the_server_s_answer_but_never_its_words(olga) -> None:
    post("bo@example.org", "operating/mail/password", language="en", house=NODE, name="Bo", path="/x")
    Job.objects.update(state=JobState.DEAD, error="550 no such mailbox", finished=clock.now())
    key = Job.objects.get().id

    for page in (text(olga.get("/backoffice/mails/")), text(olga.get(f"/backoffice/jobs/{key}/"))):
        assert "bo@example.org" in page
        assert "From those who run the node" in page
        assert "550 no such mailbox" in page
        assert "new password" not in page


def test_the_words_of_a_mail_that_was_sent_stay_for_a_day(db) -> None:
    post("bo@example.org", "operating/mail/password", language="en", house=NODE, name="Bo", path="/x")
    run_due(rounds=False)
    assert (forget_words.call(), Job.objects.get(path=send_mail.module_path).args[2] != "") == (0, True)

    with clock.frozen(clock.now() + timedelta(days=2)):
        assert forget_words.call() == 1

    assert Job.objects.get(path=send_mail.module_path).args[:3] == ["bo@example.org", "", ""]


def test_an_account_is_helped_in_and_kept_out_for_a_while(olga, cast) -> None:
    ben = cast.ben.account
    here = f"/backoffice/people/{cast.ben.handle}/"
    olga.post(f"{here}password/")
    assert "Suspended" not in text(olga.get(here))
    assert olga.post(f"{here}suspension/", {"reason": "short", "days": "3"}).status_code == 422
    olga.post(f"{here}suspension/", {"reason": "Somebody else uses it.", "days": "3"})
    run_due(rounds=False)

    ben.refresh_from_db()
    assert not ben.is_active
    assert not Client(SERVER_NAME="localhost").login(email=ben.email, password=PASSWORD)
    assert [
        len(mail.outbox),
        "/password/reset/key/" in mail.outbox[0].body,
        "Somebody else uses it." in mail.outbox[1].body,
    ] == [2, True, True]
    assert end_suspensions() == 0
    with clock.frozen(clock.now() + timedelta(days=3, minutes=1)):
        assert end_suspensions() == 1
    ben.refresh_from_db()
    assert ben.is_active
    assert {"PasswordLinkSent", "AccountSuspended", "AccountReadmitted"} <= set(recorded())


def test_accounts_are_found_by_name_handle_and_address(olga, cast) -> None:
    for words in (cast.ben.name[:5].upper(), f"@{cast.ben.handle}", cast.ben.account.email):
        page = text(olga.get("/backoffice/people/", {"q": words}))
        assert cast.ben.account.email in page
        assert cast.ada.account.email not in page
    assert "Nobody found" in text(olga.get("/backoffice/people/", {"q": "x' OR 1=1 --%_\x00"}))


def test_an_option_counts_at_once_within_its_limits_and_says_who_changed_it(olga) -> None:
    old = Job.objects.create(
        path="x", state=JobState.DONE, run_after=clock.now(), finished=clock.now() - timedelta(days=5)
    )
    for wrong in ("0", "366", "many", ""):
        olga.post("/backoffice/settings/jobs.days/", {"number": wrong})
    assert not Value.objects.exists()
    assert forget_jobs() == 0

    olga.post("/backoffice/settings/jobs.days/", {"number": "3"})

    assert forget_jobs() == 1, old
    page = text(olga.get("/backoffice/settings/", {"q": "jobs that"}))
    assert "Changed by Olga" in page
    assert "Notices that were read" not in page
    assert olga.post("/backoffice/settings/nothing/", {"number": "3"}).status_code == 404


def test_what_is_secret_never_shows_among_the_settings(olga, settings) -> None:
    object.__setattr__(settings.CONFIG, "mail", "smtp://us:hush@mail.example:25")
    try:
        page = text(olga.get("/backoffice/settings/"))
    finally:
        object.__setattr__(settings.CONFIG, "mail", "")
    assert "smtp://…@mail.example:25" in page
    assert "hush" not in page


def test_the_journal_is_checked_in_the_background_and_taken_along_on_record(olga, cast) -> None:
    run_due(rounds=False)
    olga.post("/backoffice/journal/verification/")
    olga.post("/backoffice/journal/verification/")
    assert Job.objects.filter(path=VERIFY, state=JobState.READY).count() == 1
    run_due(rounds=False)
    assert "Whole up to entry" in text(olga.get("/backoffice/journal/"))

    answer = olga.post("/backoffice/journal/exports/?name=SpaceOpened", {"form": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("number,at,activity")
    assert all(",SpaceOpened," in line for line in lines[1:])
    assert len(b"".join(olga.post("/backoffice/journal/exports/", {"form": "xlsx"}).streaming_content)) > 1000
    assert olga.post("/backoffice/journal/exports/", {"form": "pdf"}).status_code == 422
    assert recorded()[-3:] == ["JournalChecked", "JournalExported", "JournalExported"]


def test_the_journal_is_filtered_by_who_what_and_where_in_words(eli, cast) -> None:
    note = make_note(cast.team, cast.ben)
    put_in_bin(cast.ben, note)
    run_due(rounds=False)

    page = text(
        eli.get("/backoffice/journal/", {"who": cast.ben.handle, "place": cast.team.slug, "name": "ThingBinned"})
    )
    assert page.count("<code>ThingBinned</code>") == 1
    assert "<code>SpaceOpened</code>" not in page
    assert "Nobody has this handle." in text(eli.get("/backoffice/journal/", {"who": "nobody-at-all"}))
    assert "No space has this address." in text(eli.get("/backoffice/journal/", {"place": "'; DROP TABLE"}))
    for after in ("x", "-1", "9" * 40, ""):
        assert eli.get("/backoffice/journal/", {"after": after}).status_code == 200


def test_pages_ask_the_same_however_much_there_is(olga, eli, cast, django_assert_max_num_queries: Any) -> None:
    paths = [
        "",
        "journal/",
        "jobs/",
        "mails/",
        "people/",
        "members/",
        "spaces/",
        "storage/",
        "bin/",
        "settings/",
        "health/",
    ]
    asked: dict[str, list[int]] = {path: [] for path in paths}
    all_is_well()
    for turn in range(3):
        dead_job()
        dead_job(send_mail.module_path, args=["a@example.org", "", ""])
        put_in_bin(cast.ben, make_note(cast.team, cast.ben, title=f"Note {turn}"))
        take_in(cast.eli, cast.community, open_account(f"n{turn}@example.org", f"New {turn}"))
        run_due(rounds=False)
        for path in paths if turn != 1 else ():
            browser = eli if path in {"members/", "bin/"} else olga
            browser.get(f"/backoffice/{path}")
            with django_assert_max_num_queries(40) as found:
                browser.get(f"/backoffice/{path}")
            asked[path].append(len(found))
    assert all(first == last for first, last in asked.values()), asked
    assert max(last for _first, last in asked.values()) <= 12, asked


def test_a_suspension_is_refused_to_who_may_not(cast) -> None:
    with pytest.raises(Refused):
        suspend_account(cast.eli, cast.ben.id, "Because I can do it.", 3, house=NODE)
    assert cast.ben.account.is_active


def test_every_task_and_every_reader_of_the_journal_has_words() -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("allmende.") and ".tests" not in name]
    tasks = {each.module_path for module in modules for each in vars(module).values() if isinstance(each, Task)}
    readers = {observer.name for observer in observers() if observer.handle.__module__.startswith("allmende.")}

    assert len(tasks) > 30
    assert [path for path in tasks if task_words(path) == path and ".tests." not in path] == []
    assert [name for name in readers if reader_words(name) == name] == []
