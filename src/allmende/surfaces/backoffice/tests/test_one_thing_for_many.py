"""One thing for many: weighed first, in numbers and with reasons; done once, each right asked again; stopped, it goes on."""

from __future__ import annotations

import pytest

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.bin.models import Binned
from allmende.commons.bulk.commands import take_step
from allmende.commons.bulk.models import Batch, State
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import recorded
from allmende.identity.accounts.models import Account
from allmende.surfaces.backoffice.tests.office import choose, dead_job, text

pytestmark = pytest.mark.django_db


def test_many_are_weighed_first_with_reasons_and_done_once(olga, cast) -> None:
    running = Job.objects.create(path="x", state=JobState.RUNNING, run_after=clock.now())
    dead = [dead_job() for _turn in range(2)]
    here = choose(olga, "jobs.retry", *[job.id for job in dead], running.id, "no-key\x00")

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
