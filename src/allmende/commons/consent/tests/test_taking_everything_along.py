"""Everything that is kept of me as one archive: made by a task, fetched by me alone, gone after a week."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.storage import default_storage

from allmende.commons.consent import commands
from allmende.commons.consent.models import Takeout
from allmende.commons.consent.tasks import pack_everything
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db


def asked(browser):
    return browser.post("/privacy/takeouts/").url


def unzipped(response):
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_from_the_wish_to_the_file(cast, sign_in):
    note = make_note(cast.team, cast.ben)
    comment(cast.ben, note, "Frogs like shade.")
    browser = sign_in(cast.ben)
    url = asked(browser)
    assert "being gathered" in browser.get(url).content.decode(), "it survives a reload"
    run_due()

    assert "It is ready." in browser.get(url).content.decode()
    archive = unzipped(browser.get(f"{url}file/"))
    assert json.loads(archive.read("threads.json"))["comments"][0]["text"] == "Frogs like shade."
    assert json.loads(archive.read("accounts.json"))["account"]["email"] == "ben-roth@example.org"
    assert "Ben Roth" in archive.read("README.txt").decode()
    assert mail.outbox[-1].to == ["ben-roth@example.org"]
    assert url in mail.outbox[-1].body


def test_my_files_lie_in_it_and_nobody_elses(cast, sign_in):
    make_picture(cast.ben)
    make_picture(cast.ada)
    browser = sign_in(cast.ben)
    url = asked(browser)
    run_due()

    names = [name for name in unzipped(browser.get(f"{url}file/")).namelist() if name.startswith("files/")]
    assert len(names) == 1


def test_nobody_else_fetches_it(cast, sign_in, client):
    url = asked(sign_in(cast.ben))
    run_due()
    assert sign_in(cast.eli).get(f"{url}file/").status_code == 404
    assert sign_in(cast.eli).get(url).status_code == 404
    assert client.get(f"{url}file/").status_code == 403


def test_it_is_gone_after_a_week(cast, sign_in):
    with clock.frozen(NOON):
        url = asked(sign_in(cast.ben))
        run_due()
        path = Takeout.objects.get().path
        assert default_storage.exists(path)
    with clock.frozen(NOON + timedelta(days=7)):
        assert sign_in(cast.ben).get(f"{url}file/").status_code == 410
        run_due()
    assert not default_storage.exists(path)
    assert not Takeout.objects.exists()


def test_once_an_hour_is_enough(cast, sign_in):
    browser = sign_in(cast.ben)
    asked(browser)
    assert browser.post("/privacy/takeouts/").status_code == 429
    with clock.travel(hours=2):
        assert browser.post("/privacy/takeouts/").status_code == 302


def test_it_is_not_there_before_it_is_ready(cast, sign_in):
    browser = sign_in(cast.ben)
    assert browser.get(f"{asked(browser)}file/").status_code == 410


def test_making_it_twice_makes_it_once(cast):
    takeout = commands.ask_for_everything(cast.ben, then=pack_everything.enqueue)
    for _time in range(2):
        commands.pack_everything(takeout.id, lambda _done, _total: None)
    run_due()
    assert len(mail.outbox) == 1


def test_guests_and_those_without_an_account_have_nothing_to_take(cast):
    with pytest.raises(Refused):
        commands.ask_for_everything(cast.cleo, then=pack_everything.enqueue)
