"""Choosing people in a form: two letters bring those who are called so, or else whom the directory finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.spaces.testing import make_member
from allmende.identity.accounts.testing import make_person
from allmende.people.directory.commands import refresh_all
from allmende.people.profiles.models import Key

pytestmark = pytest.mark.django_db


def called(client, letters: str, circle: str = "members") -> str:
    answer = client.get(f"/directory/choice/{circle}/", {"q": letters})
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_letters_bring_faces(directory, signed_in):
    ben = signed_in(directory.ben)

    assert 'data-handle="ada-berg"' in called(ben, "ad")
    assert 'role="option"' in called(ben, "ad")
    assert called(ben, "a").strip() == ""
    assert "ada-berg" in called(ben, " BERG  ada ")
    assert called(ben, "zz\0").strip() == ""


def test_whom_letters_name_and_otherwise_who_says_so_of_themselves(directory, signed_in, tell):
    tell(directory.ada, Key.SKILL, "Finnish")
    ben = signed_in(directory.ben)

    assert "ada-berg" not in called(ben, "finn")
    assert "finn-thal" in called(ben, "finn")
    assert "ada-berg" in called(ben, "finnish")


def test_people_of_one_name_are_told_apart(directory, signed_in):
    for _ in range(2):
        make_member(directory.community, make_person("Nele Okafor"))
    refresh_all()

    shown = called(signed_in(directory.ben), "nele")

    assert "@nele-okafor" in shown
    assert shown.count("<small>@nele-okafor") == 2


def test_nobody_is_shown_to_guests_and_strangers(directory, signed_in, client):
    assert client.get("/directory/choice/members/?q=ada").status_code == 403
    assert signed_in(directory.dora).get("/directory/choice/members/?q=ada").status_code == 403
    assert signed_in(directory.ben).get("/directory/choice/others/?q=ada").status_code == 404


def test_as_many_statements_for_one_as_for_eight(directory, signed_in):
    ben = signed_in(directory.ben)

    def counted() -> int:
        called(ben, "zoe")
        with CaptureQueriesContext(connection) as asked:
            called(ben, "zoe")
        return len(asked)

    make_member(directory.community, make_person("Zoe Eins"))
    refresh_all()
    one = counted()
    for n in range(7):
        make_member(directory.community, make_person(f"Zoe Zwei{n}"))
    refresh_all()

    assert counted() <= one <= 12
