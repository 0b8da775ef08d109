"""The process dies, or something fails, in the middle of an import: it is there whole and once, or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.counting import read_pb
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import elsewhere
from allmende.rooms.calls.commands.elections import import_election
from allmende.rooms.calls.models import Call, Contribution, ElectionImport


def choose(client, content):
    return client.post("/imports/elections/", {"file": SimpleUploadedFile("schoolyard.pb", content)})


@pytest.fixture
def eli(cast, signed_in):
    return signed_in(cast.eli)


CONFIRMED = """
import os, signal
from uuid import UUID
from allmende.counting import Rule
from allmende.rooms.calls.commands.imports import confirm_import
from allmende.rooms.calls.models import ElectionImport
from allmende.rooms.calls.tasks import import_ballot_file
def die(): os.kill(os.getpid(), signal.SIGKILL)
def enqueue_and_die(key):
    import_ballot_file.enqueue(key)
    die()
row = ElectionImport.objects.select_related("actor").get()
confirm_import(row.actor, row, Rule.GREEDY, then=%s)
die()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_after_the_decision_the_next_worker_does_it_once(eli, ballot_file):
    url = choose(eli, ballot_file).url
    run_due()

    process = elsewhere(CONFIRMED % "import_ballot_file.enqueue")

    assert process.returncode == -9, process.stderr
    assert (ElectionImport.objects.get().state, Call.objects.count()) == ("importing", 0)
    assert "is being imported" in eli.get(url).content.decode()
    run_due()
    run_due()
    assert (ElectionImport.objects.get().state, Call.objects.count()) == ("done", 1)


@pytest.mark.django_db(transaction=True)
def test_killed_within_the_decision_it_was_never_made(eli, ballot_file):
    url = choose(eli, ballot_file).url
    run_due()

    process = elsewhere(CONFIRMED % "enqueue_and_die")

    assert process.returncode == -9, process.stderr
    assert ElectionImport.objects.get().state == "ready"
    assert not Job.objects.filter(path__contains="import_ballot_file").exists()
    assert eli.post(f"{url}confirmation/", {"rule": "greedy"}).status_code == 302


IMPORTED = """
import os, signal
from allmende.commons.spaces.models import Space
from allmende.counting import read_pb
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.elections import import_election
def die_in_the_middle(done, total):
    if done == 2: os.kill(os.getpid(), signal.SIGKILL)
space = Space.objects.get(root=None)
import_election(space.author, space, read_pb(%r), source="x", progress=die_in_the_middle)
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_importing_nothing_is_left(cast, ballot_file):
    process = elsewhere(IMPORTED % ballot_file)

    assert process.returncode == -9, process.stderr
    assert not Call.objects.exists()
    assert not Contribution.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(cast, ballot_file):
    def fail(done, total):
        if done == 2:
            raise OSError("The disk is full.")

    with pytest.raises(OSError, match="full"):
        import_election(cast.eli, cast.community, read_pb(ballot_file), source="x", progress=fail)

    assert not Call.objects.exists()
    assert not Contribution.objects.exists()
