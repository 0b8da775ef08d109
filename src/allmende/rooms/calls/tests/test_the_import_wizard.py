"""The import wizard through the browser's eyes: choose, look, decide, watch; all or nothing, and once."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allmende.commons.spaces.commands.members import take_out
from allmende.commons.spaces.testing import make_member
from allmende.counting import LIMITS, read_pb
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.rooms.calls.commands.elections import import_election, source_of
from allmende.rooms.calls.commands.imports import path_of, take_file
from allmende.rooms.calls.models import Call, Contribution, ElectionImport
from allmende.rooms.calls.tasks import read_ballot_file
from allmende.rooms.calls.tests.conftest import BALLOT_FILE
from allmende.rooms.calls.tests.test_importing_an_election import FILES

INDEX = "/imports/elections/"


def choose(client, content, name="schoolyard.pb"):
    """Hand a file to the wizard; return the answer."""
    return client.post(INDEX, {"file": SimpleUploadedFile(name, content)})


def confirm(client, url, rule="greedy"):
    return client.post(f"{url}confirmation/", {"rule": rule})


@pytest.fixture
def eli(cast, signed_in):
    return signed_in(cast.eli)


def test_a_file_is_read_shown_confirmed_and_imported(eli, ballot_file):
    url = choose(eli, ballot_file).url
    waiting = eli.get(url).content.decode()
    run_due()
    dry_run = eli.get(url).content.decode()
    assert not Call.objects.exists(), "the dry run changes nothing"
    confirm(eli, url)
    run_due()
    page = eli.get(url).content.decode()

    assert "is being read" in waiting
    assert "as published" in dry_run
    assert "4" in dry_run
    call = Call.objects.get()
    assert reverse("calls:call", args=[call.slug]) in page
    assert (call.state, call.contribution_count, call.box.turnout, call.budget) == ("counted", 3, 4, 100_000)
    result = eli.get(reverse("calls:result", args=[call.slug])).content.decode()
    assert "This is the result that was published at the time" in result


@pytest.mark.parametrize("name", FILES)
def test_the_real_elections_come_in_and_show_their_published_result(eli, shared, name):
    url = choose(eli, (shared / "data" / "pabulib" / "elections" / f"{name}.pb").read_bytes(), f"{name}.pb").url
    run_due()
    confirm(eli, url)
    run_due()

    call = Call.objects.get()
    result = eli.get(reverse("calls:result", args=[call.slug])).content.decode()
    assert ("This is the result that was published at the time" in result) == (call.official is not None)
    if call.official is not None:
        chosen = Contribution.objects.filter(is_chosen=True).values_list("ballot_key", flat=True)
        assert sorted(chosen) == call.official


def faults():
    """A kind of fault, the file that has it, the line and words that say so."""
    good = BALLOT_FILE.format(title="x")
    return [
        ("truncated in the middle of a line", good[:-2].encode(), "19", "empty place"),
        ("truncated between sections", good.partition("VOTES")[0].encode(), "–", "VOTES is missing"),
        ("a wrong count of votes", good.replace("num_votes;4", "num_votes;5").encode(), "6", "num_votes says 5"),
        ("a wrong count of projects", good.replace("num_projects;3", "num_projects;9").encode(), "5", "num_projects"),
        ("a project twice", good.replace("\n2;500", "\n1;500").encode(), "12", "stands already in line 11"),
        ("a voter twice", good.replace("\nb;1", "\na;1").encode(), "17", "has voted in an earlier line"),
        ("another encoding", good.replace("pond", "p\xf6nd").encode("latin-1"), "11", "is not UTF-8"),
        ("UTF-16", good.encode("utf-16"), "1", "UTF-16"),
        ("binary", b"PK\x03\x04\x14\x00\x00\x00" * 50, "1", "not a text file"),
        ("hostile", b"META\nkey;value\n<script>alert(1)</script>;1\n", "–", "PROJECTS is missing"),
        ("cents of a cent", good.replace("1;600;", "1;600.001;").encode(), "–", "finer than the smallest coin"),
    ]


@pytest.mark.parametrize(("fault", "content", "line", "words"), faults(), ids=[fault[0] for fault in faults()])
def test_a_faulty_file_is_explained_line_by_line_and_nothing_comes_in(eli, fault, content, line, words):
    url = choose(eli, content).url
    run_due()

    page = eli.get(url).content.decode()

    assert re.search(rf">{line}</td><td>[^<]*{re.escape(words)}", page)
    assert "Nothing was imported" in page
    assert "<script>alert" not in page
    assert not Call.objects.exists()
    assert confirm(eli, url).status_code == 409
    assert not path_of(ElectionImport.objects.get().digest).exists(), "a file that won't come in isn't kept"


def test_an_empty_file_is_refused_at_once(eli):
    answer = choose(eli, b"")

    assert answer.status_code == 422
    assert "empty" in answer.content.decode()
    assert not ElectionImport.objects.exists()


def test_no_file_at_all_is_refused_at_once(eli):
    assert eli.post(INDEX, {}).status_code in {200, 422}
    assert eli.post(INDEX, {"file": "not a file"}).status_code == 422
    assert not ElectionImport.objects.exists()


def test_the_same_file_twice_is_one_call(eli, ballot_file):
    first = choose(eli, ballot_file).url
    second = choose(eli, ballot_file, "again.pb").url
    run_due()
    confirm(eli, first)
    confirm(eli, second)
    run_due()
    third = choose(eli, ballot_file).url

    assert Call.objects.count() == 1
    link = reverse("calls:call", args=[Call.objects.get().slug])
    assert all(link in eli.get(url).content.decode() for url in (first, second, third))
    assert not path_of(ElectionImport.objects.first().digest).exists(), "nothing waits for the file any more"


def test_another_space_brings_in_the_same_file_for_itself(cast, ballot_file):
    one = import_election(cast.eli, cast.community, read_pb(ballot_file), source=source_of("x", cast.community))
    two = import_election(cast.ada, cast.team, read_pb(ballot_file), source=source_of("x", cast.team))

    assert one.id != two.id


def test_confirming_twice_imports_once(eli, ballot_file):
    url = choose(eli, ballot_file).url
    run_due()

    assert confirm(eli, url).status_code == 302
    assert confirm(eli, url).status_code == 409
    run_due()
    run_due()

    assert Call.objects.count() == 1


def test_a_rule_that_does_not_exist_is_refused(eli, ballot_file):
    url = choose(eli, ballot_file).url
    run_due()

    assert confirm(eli, url, "by-lot").status_code == 422
    assert ElectionImport.objects.get().state == "ready"


def test_how_far_it_is_survives_a_reload(eli, ballot_file):
    url = choose(eli, ballot_file).url
    Job.objects.update(state="running", done=40, total=100)

    for _reload in range(2):
        page = eli.get(url).content.decode()
        assert "40 %" in page
        assert f'data-live="job:{Job.objects.get().id}" hx-trigger="live"' in page
    fragment = eli.get(url, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="state"')


def test_work_that_was_given_up_is_said(eli, ballot_file):
    url = choose(eli, ballot_file).url
    Job.objects.update(state="dead")

    page = eli.get(url).content.decode()

    assert "Nothing was imported" in page
    assert 'data-live="job:' not in page


def test_only_those_who_care_for_the_space_import_and_each_sees_their_own(cast, signed_in, eli, ballot_file):
    url = choose(eli, ballot_file).url

    for actor, own in ((cast.finn, 403), (cast.ben, 403), (cast.dora, 403)):
        client = signed_in(actor)
        assert client.get(INDEX).status_code == own
        assert choose(client, ballot_file).status_code == own
        assert client.get(url).status_code == own
        assert confirm(client, url).status_code == own
    assert ElectionImport.objects.count() == 1


def test_another_curator_does_not_see_it(cast, signed_in, eli, ballot_file):
    other = make_member(cast.community, make_person("Olga Ried"), "curator")
    url = choose(eli, ballot_file).url

    assert signed_in(other).get(url).status_code == 404


def test_who_lost_the_right_meanwhile_imports_nothing(cast, eli, ballot_file):
    url = choose(eli, ballot_file).url
    run_due()
    confirm(eli, url)
    olga = make_member(cast.community, make_person("Olga Ried"), "curator")
    take_out(olga, cast.community, cast.eli)
    run_due()

    row = ElectionImport.objects.get()
    assert (row.state, Call.objects.count()) == ("faulty", 0)
    assert Job.objects.filter(state="done").count() == 2, "a refusal is final: it is not tried again"


def test_a_file_over_the_size_is_refused_and_leaves_nothing(cast):
    piece = b"0" * (1 << 20)
    chunks = (piece for _number in range(LIMITS.bytes // len(piece) + 1))

    with pytest.raises(Refused) as refusal:
        take_file(cast.eli, cast.community, "large.pb", chunks, then=read_ballot_file.enqueue)

    assert refusal.value.status == 413
    assert not ElectionImport.objects.exists()
    assert not list(path_of("x").parent.glob(".*"))


def test_the_way_back_stays_on_this_machine(eli, ballot_file):
    assert not urlsplit(choose(eli, ballot_file).url).netloc
