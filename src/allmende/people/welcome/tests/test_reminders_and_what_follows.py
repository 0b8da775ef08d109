"""Reminders before a commitment lapses; what happens then is kind; pausing; renewing; parting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from allmende.commons.spaces.commands import leave_space
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.rules import has_say
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.people.welcome.commands import (
    begin,
    commit,
    look_after_promises,
    part,
    pause,
    renew,
    report,
    resume,
)
from allmende.people.welcome.models import Path, PathState, Promise, PromiseState
from allmende.people.welcome.testing import make_commitment, make_newcomer

REMINDER = ("dora-weit@example.org", "A reminder: Four hours a month")


@pytest.fixture
def promise(cast: Any) -> Promise:
    """Sixty days, two reminders: after 20 and 40 days."""
    return make_newcomer(cast.dora, cast.community)


def state(promise: Promise) -> tuple[str, str]:
    promise.refresh_from_db()
    return promise.state, Path.objects.get(pk=promise.path_id).state


def test_reminders_come_in_even_parts_of_the_time_each_once(promise: Promise, later: Any, posted: Any) -> None:
    mails = {}
    for day in (19, 21, 22, 39, 41, 59):
        with later(day):
            mails[day] = posted().count(REMINDER)

    assert mails == {19: 0, 21: 1, 22: 0, 39: 0, 41: 1, 59: 0}
    assert state(promise) == (PromiseState.OPEN, PathState.WALKING)


def test_when_the_time_is_over_nothing_is_taken_and_the_curators_ask(
    cast: Any, promise: Promise, later: Any, posted: Any
) -> None:
    for day in (21, 41):
        with later(day):
            posted()
    with later(62):
        mails = posted()

        assert state(promise) == (PromiseState.LAPSED, PathState.ASKED)
        assert ("dora-weit@example.org", "What would help? Four hours a month") in mails
        assert ("eli-stein@example.org", "Ask Dora Weit what would help") in mails
        assert Membership.objects.get(actor=cast.dora, space=cast.community).role == Role.NEWCOMER
        assert has_say(cast.dora, cast.community)


def test_a_worker_that_slept_for_half_a_year_still_sends_every_reminder_before_anything_lapses(
    promise: Promise, posted: Any
) -> None:
    story = []
    for day in range(180, 190):
        with clock.frozen(NOON + timedelta(days=day)):
            story.append((posted().count(REMINDER), state(promise)[0]))

    assert [day for day, (mails, _state) in enumerate(story) if mails] == [0, 3]
    assert [lapsed for _mails, lapsed in story].index(PromiseState.LAPSED) == 6


def test_two_workers_remind_once(promise: Promise, later: Any) -> None:
    with later(21):
        assert look_after_promises() == 1
        assert look_after_promises() == 0

    assert recorded().count("CommitmentReminded") == 1


def test_without_reminders_it_lapses_when_its_time_is_over(cast: Any, later: Any) -> None:
    promise = make_newcomer(cast.dora, cast.community, make_commitment(cast.community, reminders=0, days=10))

    with later(9):
        run_due()
        assert state(promise)[0] == PromiseState.OPEN
    with later(10):
        run_due()
        assert state(promise)[0] == PromiseState.LAPSED


def test_nothing_runs_out_during_a_pause(cast: Any, promise: Promise, later: Any, posted: Any) -> None:
    with later(10):
        pause(cast.dora, promise.path)
    with later(300):
        assert posted() == []
        resume(cast.dora, promise.path)

    promise.refresh_from_db()
    assert (promise.due - promise.made).days == 350
    with later(310):
        assert posted() == []


def test_who_reports_late_is_on_the_way_again(cast: Any, promise: Promise, later: Any) -> None:
    for day in (21, 41, 62):
        with later(day):
            run_due()

    with later(70):
        report(cast.dora, promise)

    assert state(promise) == (PromiseState.REPORTED, PathState.WALKING)


def test_another_commitment_takes_the_place_of_one_that_lapsed(cast: Any, promise: Promise, later: Any) -> None:
    for day in (21, 41, 62):
        with later(day):
            run_due()
    with later(63):
        commit(cast.dora, promise.path, make_commitment(cast.community, "Two hours", hours=2))

    assert state(promise) == (PromiseState.CHANGED, PathState.WALKING)


def test_more_time_begins_the_reminders_anew(cast: Any, promise: Promise, later: Any, posted: Any) -> None:
    for day in (21, 41, 62):
        with later(day):
            run_due()
    with later(63):
        renew(cast.eli, promise, timedelta(days=30))
        assert ("dora-weit@example.org", "More time: Four hours a month") in posted()

    with later(74):
        assert posted() == [REMINDER]
    assert state(promise) == (PromiseState.OPEN, PathState.WALKING)


@pytest.mark.parametrize("days", [0, -3, 366])
def test_more_time_is_a_day_to_a_year(cast: Any, promise: Promise, days: int) -> None:
    with pytest.raises(Refused) as refused:
        renew(cast.eli, promise, timedelta(days=days))

    assert refused.value.status == 422


def test_parting_ends_the_membership_and_leaves_the_door_open(cast: Any, promise: Promise, later: Any) -> None:
    for day in (21, 41, 62):
        with later(day):
            run_due()
    with later(63):
        part(cast.eli, promise.path)
        assert state(promise) == (PromiseState.CHANGED, PathState.PARTED)
        assert not Membership.objects.filter(actor=cast.dora, space=cast.community).exists()

        assert begin(cast.dora, cast.community).state == PathState.CHOOSING


def test_nobody_is_parted_from_while_their_time_runs(cast: Any, promise: Promise) -> None:
    with pytest.raises(Refused):
        part(cast.eli, promise.path)


def test_who_leaves_is_reminded_of_nothing_more(cast: Any, promise: Promise, later: Any, posted: Any) -> None:
    run_due()
    leave_space(cast.dora, cast.community)
    run_due()

    assert state(promise) == (PromiseState.CHANGED, PathState.PARTED)
    with later(100):
        assert posted() == []
