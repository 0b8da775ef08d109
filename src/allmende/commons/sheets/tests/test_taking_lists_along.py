"""Lists are taken along as they are seen: chosen columns, short ones at once, long ones as a file that waits a day."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from allmende.commons.sheets import commands
from allmende.commons.sheets.models import Export
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eli(cast):
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.eli.account)
    return client


def rows(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_chosen_columns_are_taken_and_remembered(eli, cast):
    taken = eli.post(f"/lists/members/exports/?space={cast.team.slug}", {"form": "csv", "columns": ["role", "name"]})
    again = eli.get(f"/lists/members/?space={cast.team.slug}").content.decode()

    assert rows(taken)[0] == ["Name", "Role"], "in the list's order"
    assert ["Ada Berg", "host"] in rows(taken)
    assert 'value="name" checked' in again
    assert 'value="handle" checked' not in again


def test_without_columns_the_page_says_what_is_missing(eli):
    answer = eli.post("/lists/bin/exports/", {"form": "csv"})

    assert answer.status_code == 422
    assert "Choose at least one column." in answer.content.decode()


def test_a_long_list_is_written_meanwhile_and_waits_for_a_day(eli, cast, monkeypatch):
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    url = f"/lists/members/exports/?space={cast.team.slug}"
    for name in ("Uma", "Veit", "Wim"):
        make_member(cast.team, make_person(name))

    page = eli.post(url, {"form": "csv", "columns": ["name"]}).headers["Location"]
    busy, early = eli.get(page).content.decode(), eli.get(f"{page}file/")
    run_due()
    ready, file = eli.get(page).content.decode(), eli.get(f"{page}file/")

    assert "is written" in busy or "are written" in busy
    assert early.status_code == 409
    assert "Fetch the list" in ready
    assert ["Veit"] in rows(file)
    assert Entry.objects.get(name="ListTaken").payload["count"] == len(rows(eli.get(f"{page}file/"))) - 1

    export = Export.objects.get()
    Export.objects.update(expires=clock.now() - timedelta(minutes=1))
    assert eli.get(f"{page}file/").status_code == 410
    assert commands.forget_exports() == 1
    assert not default_storage.exists(export.path)


def test_who_may_no_longer_have_a_list_finds_its_file_closed(cast):
    team = {"space": cast.team.slug}
    host = make_member(cast.community, make_person("Kay"))
    make_member(cast.team, host, "curator")
    export = Export.objects.create(
        actor=host, root=cast.community, sheet="members", query=team, columns=["name"], form="csv", language="en",
        expires=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    commands.write_export(export.id)
    client = Client(SERVER_NAME="localhost")
    client.force_login(host.account)
    assert client.get(f"/exports/{export.id}/file/").status_code == 200

    take_out(cast.eli, cast.team, host)

    assert client.get(f"/exports/{export.id}/file/").status_code in {403, 404}


def test_a_task_done_twice_notes_it_once(cast):
    export = Export.objects.create(
        actor=cast.eli, root=cast.community, sheet="people", columns=["name"], form="xlsx", language="en",
        expires=clock.now() + timedelta(hours=1),
    )  # fmt: skip

    for _time in range(2):
        commands.write_export(export.id)

    assert Entry.objects.filter(name="ListTaken").count() == 1
