"""A commitment is kept: said by whoever made it and confirmed by another, or seen by the house."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.rules import has_share
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.models import Notice
from allmende.people.welcome.commands import commit, confirm, not_yet, report
from allmende.people.welcome.listeners import watch
from allmende.people.welcome.models import Evidence, Form, Path, PathState, Promise, PromiseState
from allmende.people.welcome.testing import make_commitment, make_newcomer


@pytest.fixture
def promise(cast: Any) -> Promise:
    return make_newcomer(cast.dora, cast.community)


def told(actor: Any) -> list[str]:
    return list(Notice.objects.filter(actor=actor).order_by("id").values_list("reason", flat=True))


def test_reported_and_confirmed_makes_a_full_member(cast: Any, promise: Promise, posted: Any) -> None:
    report(cast.dora, promise)
    assert ("eli-stein@example.org", "Dora Weit has kept a commitment") in posted()
    assert "welcome.reported" in told(cast.eli)

    confirm(cast.eli, promise)

    member = Membership.objects.get(actor=cast.dora, space=cast.community)
    assert (member.role, member.has_share) == (Role.MEMBER, True)
    assert Path.objects.get().state == PathState.ARRIVED
    assert posted() == [("dora-weit@example.org", "Thank you! You are a full member of Meadow")]
    assert "welcome.kept" in told(cast.dora)
    assert recorded()[-1] == "CommitmentKept"


def test_a_report_alone_makes_nobody_a_full_member(cast: Any, promise: Promise) -> None:
    report(cast.dora, promise)

    assert not has_share(cast.dora, cast.community)


def test_nobody_confirms_what_was_not_reported_nor_their_own(cast: Any, promise: Promise) -> None:
    with pytest.raises(Refused, match="Nothing waits"):
        confirm(cast.eli, promise)
    report(cast.dora, promise)
    with pytest.raises(Refused):
        confirm(cast.dora, promise)
    with pytest.raises(Refused):
        confirm(cast.finn, promise)


def test_confirming_twice_is_told_so(cast: Any, promise: Promise) -> None:
    report(cast.dora, promise)
    confirm(cast.eli, promise)

    with pytest.raises(Refused) as refused:
        confirm(cast.eli, promise)

    assert refused.value.status == 409


def test_something_missing_gives_two_weeks_at_least(cast: Any, promise: Promise, later: Any, posted: Any) -> None:
    with later(59):
        report(cast.dora, promise)
        back = not_yet(cast.eli, promise)

        assert back.state == PromiseState.OPEN
        assert (back.due - back.made).days == 73
        assert ("dora-weit@example.org", "Not quite yet: Four hours a month") in posted()


def test_the_house_sees_a_first_contribution_in_whatever_room(cast: Any) -> None:
    line = make_commitment(
        cast.community, "A first comment", form=Form.CONTRIBUTION, evidence=Evidence.SEEN, seen_kind="comment"
    )
    promise = make_newcomer(cast.dora, cast.community, line)
    note = make_note(cast.team, cast.ben, layer=3)

    comment(cast.dora, note, "Who digs?")
    run_due()

    promise.refresh_from_db()
    assert (promise.state, promise.confirmed_by.name) == (PromiseState.KEPT, "Allmende")
    assert Membership.objects.get(actor=cast.dora, space=cast.community).role == Role.MEMBER


def test_another_kind_of_thing_is_a_hello_but_no_kept_commitment(cast: Any) -> None:
    line = make_commitment(
        cast.community, "Hand in an idea", form=Form.CONTRIBUTION, evidence=Evidence.SEEN, seen_kind="contribution"
    )
    promise = make_newcomer(cast.dora, cast.community, line)

    comment(cast.dora, make_note(cast.team, cast.ben, layer=3), "Who digs?")
    run_due()

    promise.refresh_from_db()
    promise.path.refresh_from_db()
    assert promise.state == PromiseState.OPEN
    assert promise.path.greeted is not None


def test_what_others_do_keeps_nobodys_commitment(cast: Any) -> None:
    line = make_commitment(cast.community, "A first comment", form=Form.CONTRIBUTION, evidence=Evidence.SEEN)
    promise = make_newcomer(cast.dora, cast.community, line)

    comment(cast.finn, make_note(cast.team, cast.ben, layer=3), "I dig.")
    run_due()

    promise.refresh_from_db()
    assert promise.state == PromiseState.OPEN


def test_hearing_of_it_twice_changes_nothing(cast: Any) -> None:
    from allmende.foundation.journal.models import Entry

    line = make_commitment(cast.community, "A first comment", form=Form.CONTRIBUTION, evidence=Evidence.SEEN)
    make_newcomer(cast.dora, cast.community, line)
    comment(cast.dora, make_note(cast.team, cast.ben, layer=3), "Who digs?")
    run_due()

    watch(list(Entry.objects.exclude(seq=None).order_by("seq")))

    assert recorded().count("CommitmentKept") == 1


def test_only_what_one_makes_can_be_seen_by_the_house(cast: Any) -> None:
    line = make_commitment(cast.community, evidence=Evidence.SEEN)

    assert line.evidence == Evidence.CONFIRMED


def test_the_first_kept_commitment_stops_the_clock_of_the_others(cast: Any, promise: Promise, later: Any) -> None:
    other = commit(cast.dora, promise.path, make_commitment(cast.community, "Mentor someone", form=Form.MENTOR))
    report(cast.dora, promise)
    confirm(cast.eli, promise)

    with later(400):
        run_due()

    other.refresh_from_db()
    assert (other.state, other.reminded) == (PromiseState.OPEN, 0)
