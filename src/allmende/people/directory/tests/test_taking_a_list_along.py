"""Curators take a list along: what they see, safe for spreadsheets, and the journal knows."""

import csv
import io

import pytest
from openpyxl import load_workbook

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_member
from allmende.foundation.journal.models import Entry
from allmende.identity.accounts.testing import make_person
from allmende.people.directory.commands import refresh_all
from allmende.people.directory.queries.sheets import COLUMNS
from allmende.people.profiles.models import Key


@pytest.fixture
def eli(directory, signed_in):
    return signed_in(directory.eli)


def rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_the_list_holds_what_the_curator_sees_of_those_who_are_found(eli, directory, tell):
    tell(directory.ada, Key.SKILL, "Joinery")
    tell(directory.ada, Key.SHORT, "Keep this from Eli", Layer.PRIVATE)
    tell(directory.finn, Key.SKILL, "Joinery", Layer.PRIVATE)

    answer = eli.post("/lists/people/exports/?skill=joinery", {"form": "csv", "columns": list(COLUMNS)})

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="people-')
    assert [row[0] for row in rows(answer)[1:]] == ["Ada Berg"]
    assert "Joinery" in rows(answer)[1]
    assert "Keep this" not in answer.content.decode()
    assert "example.org" not in answer.content.decode(), "addresses are nobody's"


@pytest.mark.django_db
def test_the_journal_knows_who_took_how_many(eli, directory):
    eli.post("/lists/people/exports/", {"form": "xlsx", "columns": list(COLUMNS)})

    entry = Entry.objects.get(name="ListTaken")
    assert (entry.actor, entry.payload) == (directory.eli.id, {"sheet": "people", "count": 4, "form": "xlsx"})


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_taken_for_a_formula(eli, directory, start):
    make_member(directory.community, make_person("Zed Ott", handle="zed"))
    person = directory.community.memberships.get(actor__handle="zed").actor
    person.name = f"{start} Zed"
    person.save()
    refresh_all()

    cell = rows(eli.post("/lists/people/exports/?q=zed", {"form": "csv", "columns": list(COLUMNS)}))[1][0]
    book = load_workbook(
        io.BytesIO(eli.post("/lists/people/exports/?q=zed", {"form": "xlsx", "columns": list(COLUMNS)}).content)
    )
    in_book = book.active.cell(2, 1)

    assert cell.startswith("'")
    assert (in_book.data_type, in_book.value[0]) == ("s", "'")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ben", "ada", "dora"])
def test_only_curators_take_lists_along(directory, signed_in, who):
    answer = signed_in(getattr(directory, who)).post(
        "/lists/people/exports/", {"form": "csv", "columns": list(COLUMNS)}
    )

    assert answer.status_code == 403
    assert not Entry.objects.filter(name="ListTaken").exists()


@pytest.mark.django_db
def test_another_form_is_refused(eli):
    assert eli.post("/lists/people/exports/", {"form": "pdf", "columns": list(COLUMNS)}).status_code == 422
