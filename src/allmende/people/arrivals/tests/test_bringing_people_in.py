"""The wizard: choose, look, decide, watch. Nothing is written before all of it is good, and nobody comes in twice."""

import csv
import io
import json
import resource
import time

import pytest
from django.test import Client

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.commands import set_role
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import entitled
from allmende.foundation.journal.models import Entry
from allmende.foundation.tables import open_sheet
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.commands.files import path_of
from allmende.people.arrivals.models import Arrival, ImportState, Letter, PeopleImport
from allmende.people.arrivals.tests.conftest import table
from allmende.people.welcome.queries.paths import path_of as way_of

GOOD = table(
    "Nr;Name;E-Mail;Sprache;Rolle;Räume;Fähigkeiten;Über mich;admin",
    "1;Jürgen Groß;Juergen+Garten@Example.org;Deutsch;Mitglied;Orchard;Holzbau, Imkern;Gräbt gern;true",
    "2;Jürgen Groß;;it;;;;;",
    "3;Ben Roth;ben-roth@example.org;;;;;;",
    "4;Dora Weit;dora-weit@example.org;;newcomer;;;;",
)
pytestmark = pytest.mark.django_db


def page(client, url):
    return client.get(url).content.decode()


def test_a_file_is_read_shown_confirmed_and_brought_in(eli, choose, cast):
    url = choose(GOOD)
    waiting = page(eli, url)
    run_due()
    dry_run = page(eli, url)
    assert not Actor.objects.filter(name="Jürgen Groß").exists(), "the dry run changes nothing"
    eli.post(f"{url}confirmation/")
    run_due()

    assert "is being read" in waiting
    assert "Read as UTF-8, semicolon" in dry_run
    assert "admin" in dry_run
    first, second = Actor.objects.filter(name="Jürgen Groß").order_by("id")
    assert (first.kind, first.handle, first.account.email) == ("person", "juergen-gross", "juergen+garten@example.org")
    assert (second.kind, second.handle, second.language) == ("managed", "juergen-gross-2", "it")
    assert not first.account.is_staff
    assert not first.account.has_usable_password()
    assert Membership.objects.get(actor=first, space=cast.team).role == Role.MEMBER
    assert set(reach_of(first)) >= entitled(first)
    assert Membership.objects.get(actor=cast.dora, space=cast.community).role == Role.NEWCOMER
    assert way_of(cast.dora, cast.community).is_open, "a newcomer has a way on, not a dead end"
    assert Actor.objects.filter(account__email="dora-weit@example.org").get() == cast.dora, (
        "an account is never made twice"
    )
    assert "They are in." in page(eli, url)
    assert not path_of(PeopleImport.objects.get().digest).exists()


def test_the_counters_and_the_journal_are_right(eli, choose, cast):
    url = choose(GOOD)
    run_due()
    eli.post(f"{url}confirmation/")
    run_due()

    for space in Space.objects.all():
        assert space.member_count == Membership.objects.filter(space=space).count()
    imported = Entry.objects.get(name="PeopleImported")
    assert (imported.payload["new"], imported.payload["known"], imported.actor) == (3, 1, cast.eli.id)
    joined = Entry.objects.filter(name="MemberJoined", thing=cast.community.id, actor=cast.eli.id)
    assert joined.count() == 3


def test_the_same_file_again_changes_nothing(eli, choose):
    for _time in range(2):
        url = choose(GOOD)
        run_due()
        eli.post(f"{url}confirmation/")
        run_due()

    assert Actor.objects.filter(name="Jürgen Groß").count() == 2
    assert Arrival.objects.count() == 3
    second = PeopleImport.objects.order_by("-id")[0]
    assert (second.summary["new"], second.summary["known"]) == (0, 4)


def test_one_bad_line_and_nothing_comes_in(eli, choose):
    content = GOOD + table("5;Kim;kim@;xx;pope;Nowhere;;;")

    url = choose(content)
    run_due()
    shown = page(eli, url)
    refused = eli.post(f"{url}confirmation/")

    assert "Nothing has come in" in shown
    for sentence in ("“kim@” is no e-mail address", "“xx” is no language", "“pope” is no role"):
        assert sentence in shown
    assert refused.status_code == 409
    assert not Arrival.objects.exists()


def test_a_space_that_is_not_here_is_said_with_its_line(eli, choose):
    url = choose(table("name,spaces", "Kim,Orchard; Nowhere"))
    run_due()

    assert "There is no space “Nowhere” here." in page(eli, url)


def test_a_column_can_be_chosen_by_hand(eli, choose):
    url = choose(table("Wer,E-Post", "Kim Ott,kim@example.org"))
    run_due()
    assert "None of the columns is called" in page(eli, url)
    eli.post(f"{url}columns/", {"column": ["name", "email"]})
    run_due()
    eli.post(f"{url}confirmation/")
    run_due()

    assert Actor.objects.get(account__email="kim@example.org").name == "Kim Ott"


@pytest.mark.parametrize("columns", [["name"], ["name", "name"], ["name", "is_staff"]])
def test_columns_that_cannot_be_are_refused(eli, choose, columns):
    url = choose(table("Wer,E-Post", "Kim Ott,kim@example.org"))
    run_due()

    assert eli.post(f"{url}columns/", {"column": columns}).status_code == 422


def test_those_who_are_new_are_written_to_only_when_wished(eli, choose):
    url = choose(GOOD)
    run_due()
    eli.post(f"{url}confirmation/", {"welcome": "on"})
    run_due()
    run_due()

    assert sorted(Letter.objects.values_list("address", "state")) == [
        ("dora-weit@example.org", "sent"), ("juergen+garten@example.org", "sent"),
    ]  # fmt: skip


def test_a_file_that_shall_not_come_in_is_let_go(eli, choose, django_capture_on_commit_callbacks):
    url = choose(GOOD)
    run_due()
    file = path_of(PeopleImport.objects.get().digest)

    with django_capture_on_commit_callbacks(execute=True):
        eli.post(f"{url}removal/")

    assert not PeopleImport.objects.exists()
    assert not file.exists()


def test_an_import_is_its_makers_alone(choose, cast, signed_in):
    url = choose(GOOD)
    other = make_person("Uta Curator")
    Membership.objects.create(space=cast.community, actor=other, role=Role.CURATOR)

    assert signed_in(other).get(url).status_code == 404
    assert signed_in(cast.ben).get(url).status_code == 403


def test_who_lost_the_office_meanwhile_confirms_nothing(eli, choose, cast):
    url = choose(GOOD)
    run_due()
    set_role(cast.eli, cast.community, cast.finn, Role.CURATOR)
    set_role(cast.finn, cast.community, cast.eli, Role.MEMBER)

    assert eli.post(f"{url}confirmation/").status_code == 403
    assert PeopleImport.objects.get().state == ImportState.READY


def test_hostile_text_is_shown_as_text(eli, choose):
    hostile = "<script>alert(1)</script>"
    url = choose(table("name,email", f"{hostile},{hostile}", '"=cmd|x",a@b.de'))
    run_due()

    shown = page(eli, url)
    assert "&lt;script&gt;" in shown
    assert hostile not in shown


def test_many_thousand_lines_are_read_in_little_memory_and_the_first_problem_is_seen_early(eli, choose):
    rows = [f"{n};Person {n};p{n}@example.org;Holzbau, Imkern;Some words about number {n}" for n in range(20_000)]
    rows[3] = "3;;p3@example.org;;"
    choose(table("nr;name;email;skills;about", *rows))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    run_due()

    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    row = PeopleImport.objects.get()
    assert (row.problem_count, row.problems[0]["line"], row.summary["total"]) == (1, 5, 19_999)
    assert grown < 60, f"{grown:.0f} MB"
    assert time.monotonic() - started < 20


def test_every_naughty_string_as_a_name_or_a_word_comes_in_or_is_said(eli, choose, shared):
    naughty = json.loads((shared / "data/naughty-strings/blns.json").read_text("utf-8"))
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(["nr", "name", "about", "skills"])
    writer.writerows([[n, text, text, text] for n, text in enumerate(naughty)])
    url = choose(content.getvalue().encode())
    run_due()
    first = PeopleImport.objects.get()
    assert first.state == ImportState.FAULTY
    bad = {problem["line"] for problem in first.problems}
    assert first.problem_count < 200

    with open_sheet(path_of(first.digest)) as sheet:
        good = [cells for line, cells in sheet.lines if line not in bad]
    content = io.StringIO(newline="")
    csv.writer(content).writerows(good)
    url = choose(content.getvalue().encode())
    run_due()
    eli.post(f"{url}confirmation/")
    run_due()

    assert PeopleImport.objects.order_by("-id")[0].state == ImportState.DONE
    assert Arrival.objects.count() == len(good) - 1


def test_a_guest_is_asked_to_sign_in(cast):
    assert Client(SERVER_NAME="localhost").get("/imports/people/").status_code == 403
