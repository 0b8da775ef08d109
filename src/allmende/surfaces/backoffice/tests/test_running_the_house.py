"""The office runs the house: what needs someone stands first, work is tried again, many are done with one preview."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.bin.models import Binned
from allmende.commons.bulk.commands import take_step
from allmende.commons.bulk.models import Batch, State
from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.tasks import forget_words, send_mail
from allmende.foundation.options.models import Value
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.worker import forget_jobs, run_due
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.models import Account
from allmende.identity.operating.commands.accounts import end_suspensions, suspend_account
from allmende.observers.audit.queries import VERIFY

pytestmark = pytest.mark.django_db
PASSWORD = "a meadow full of bees"


def browser_of(actor: Any) -> Client:
    actor.language = "en"
    actor.save(update_fields=["language"])
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(actor.account)
    return browser


@pytest.fixture
def olga(db: None) -> Client:
    """Olga, who runs this node, in her browser."""
    return browser_of(open_account("olga@example.org", "Olga", PASSWORD, operator=True, language="en"))


@pytest.fixture
def eli(cast: Any) -> Client:
    """Eli, the community's curator, in his browser."""
    return browser_of(cast.eli)


def text(answer: Any) -> str:
    assert answer.status_code in {200, 422}, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def dead_job(path: str = "allmende.commons.bin.tasks.empty_bin", **more: Any) -> Job:
    return Job.objects.create(
        path=path, state=JobState.DEAD, attempts=6, run_after=clock.now(), finished=clock.now(),
        error="Traceback …\nConnectionRefusedError: [Errno 111]", **more,
    )  # fmt: skip


def choose(browser: Client, deed: str, *keys: Any, **more: str) -> str:
    """Choose rows, and return where the preview stands."""
    answer = browser.post("/backoffice/bulk/", {"deed": deed, "key": [str(key) for key in keys], **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def test_the_office_is_calm_and_says_so_until_something_needs_someone(olga, cast) -> None:
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
    post("bo@example.org", "operating/mail/password", language="en", name="Bo", path="/x")
    Job.objects.update(state=JobState.DEAD, error="550 no such mailbox", finished=clock.now())
    key = Job.objects.get().id

    for page in (text(olga.get("/backoffice/mails/")), text(olga.get(f"/backoffice/jobs/{key}/"))):
        assert "bo@example.org" in page
        assert "From those who run the node" in page
        assert "550 no such mailbox" in page
        assert "new password" not in page


def test_the_words_of_a_mail_that_was_sent_stay_for_a_day(db) -> None:
    post("bo@example.org", "operating/mail/password", language="en", name="Bo", path="/x")
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


def test_many_are_weighed_first_with_reasons_and_done_once(olga, cast) -> None:
    running = Job.objects.create(path="x", state=JobState.RUNNING, run_after=clock.now())
    dead = [dead_job() for _turn in range(2)]
    here = choose(olga, "jobs.retry", *[job.id for job in dead], running.id, "no-key")

    page = text(olga.get(here))
    assert "2 jobs will wait for a worker again, now." in page
    assert "It is running." in page
    assert "This is gone already." in page
    assert Job.objects.filter(state=JobState.READY).count() == 0, "nothing happens before the yes"
    dead[0].delete()
    olga.post(f"{here}doing/")
    olga.post(f"{here}doing/")

    done = text(olga.get(here))
    assert "1 is done." in done
    assert Job.objects.filter(state=JobState.READY).count() == 1
    assert recorded().count("BatchDone") == 1


def test_all_that_fit_the_filter_are_done_in_the_background_and_go_on_after_a_stop(olga) -> None:
    for _turn in range(60):
        dead_job()
    keep = dead_job("allmende.commons.files.tasks.sweep")
    filters = {"all": "1", "f-state": "dead", "f-task": "allmende.commons.bin.tasks.empty_bin"}
    here = choose(olga, "jobs.drop", **filters)
    assert "Is weighed" in text(olga.get(here))
    run_due(rounds=False)
    assert "60 jobs will be dropped." in text(olga.get(here))

    olga.post(f"{here}doing/")
    key = Batch.objects.get().id
    take_step(key)
    assert Batch.objects.get().at == 50
    run_due(rounds=False)

    batch = Batch.objects.get()
    assert (batch.state, batch.fits, batch.refused) == (State.DONE, 60, 0)
    assert list(Job.objects.filter(state=JobState.DEAD)) == [keep]


def test_a_batch_is_its_owner_s_alone_and_rights_are_asked_again(olga, eli, cast) -> None:
    here = choose(eli, "members.role", cast.finn.id)
    assert olga.get(here).status_code == 404
    assert olga.post(f"{here}doing/").status_code == 404
    eli.post(f"{here}details/", {"role": "host"})
    assert "1 person will have the role: host." in text(eli.get(here))

    Membership.objects.filter(space=cast.community, actor=cast.eli).update(role=Role.MEMBER)

    assert eli.post(f"{here}doing/").status_code == 404
    assert Membership.objects.get(space=cast.community, actor=cast.finn).role == Role.MEMBER


@pytest.mark.parametrize("deed", ["accounts.suspend", "jobs.drop", "mails.retry", "nothing", ""])
def test_a_curator_can_t_do_what_operators_do(eli, deed: str) -> None:
    assert eli.post("/backoffice/bulk/", {"deed": deed, "all": "1"}).status_code == 404
    assert not Batch.objects.exists()


def test_members_are_taken_into_a_space_together(eli, cast) -> None:
    here = choose(eli, "members.space", cast.finn.id, cast.ben.id)
    eli.post(f"{here}details/", {"space": cast.team.slug})
    page = text(eli.get(here))
    assert "1 person will belong to" in page
    assert "Belongs there already." in page
    eli.post(f"{here}doing/")

    assert Membership.objects.filter(space=cast.team, actor=cast.finn).exists()


def test_many_accounts_are_suspended_but_never_an_operator_s(olga, cast) -> None:
    me = Account.objects.get(email="olga@example.org").actor_id
    here = choose(olga, "accounts.suspend", cast.ben.id, me)
    olga.post(f"{here}details/", {"reason": "They flood the others.", "days": "7"})
    assert "1 person will be signed out" in text(olga.get(here))
    olga.post(f"{here}doing/")

    assert not Account.objects.get(actor=cast.ben).is_active
    assert Account.objects.get(actor_id=me).is_active


def test_bins_of_all_spaces_are_brought_back_or_let_go_together(eli, cast) -> None:
    notes = [make_note(cast.team, cast.ben, title=f"Note {n}") for n in range(3)]
    for note in notes:
        put_in_bin(cast.ben, note)
    assert "Note 2" in text(eli.get("/backoffice/bin/"))

    back = choose(eli, "bin.restore", notes[0].id)
    eli.post(f"{back}doing/")
    away = choose(eli, "bin.delete", all="1")
    assert "2 things will be deleted for good" in text(eli.get(away))
    eli.post(f"{away}doing/")

    assert not Binned.objects.exists()
    notes[0].refresh_from_db()
    assert not type(notes[0]).objects.filter(id=notes[1].id).exists()


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
        suspend_account(cast.eli, cast.ben.id, "Because I can do it.", 3)
    assert cast.ben.account.is_active
