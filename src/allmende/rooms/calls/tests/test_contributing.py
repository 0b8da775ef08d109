"""People begin, save, hand in, revise and withdraw contributions, while the phase is open for it."""

from datetime import timedelta

import pytest

from allmende.commons.versions.models import Version
from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import (
    draft_contribution,
    save_contribution,
    submit_contribution,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution


@pytest.fixture
def at_noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


def sees(reader, contribution):
    return Contribution.objects.visible_to(reader).filter(id=contribution.id).exists()


def test_a_draft_is_its_authors_alone(cast, call):
    draft = draft_contribution(cast.ben, call, title="A pond")

    assert [sees(reader, draft) for reader in (cast.ben, cast.ada, cast.eli)] == [True, False, False]


def test_handing_in_shows_it_as_far_as_the_call(cast, call):
    contribution = make_contribution(cast.ben, call)

    assert [sees(reader, contribution) for reader in (cast.ada, cast.finn, cast.cleo)] == [True, False, False]
    assert Call.objects.get(id=call.id).contribution_count == 1
    assert recorded(contribution.id) == ["ContributionDrafted", "ContributionSubmitted"]


def test_handing_in_twice_is_once(cast, call):
    contribution = make_contribution(cast.ben, call)

    submit_contribution(cast.ben, contribution)

    assert Call.objects.get(id=call.id).contribution_count == 1


def test_two_windows_cant_overwrite_each_other(cast, call):
    draft = draft_contribution(cast.ben, call, title="A pond")
    save_contribution(cast.ben, draft, 0, title="A big pond")

    with pytest.raises(Refused) as refusal:
        save_contribution(cast.ben, draft, 0, title="A small pond")

    assert refusal.value.status == 409
    assert Contribution.objects.get(id=draft.id).title == "A big pond"


def test_what_is_missing_is_named_field_by_field(cast, call):
    draft = draft_contribution(cast.ben, call)

    with pytest.raises(Refused) as refusal:
        submit_contribution(cast.ben, draft)

    assert (refusal.value.status, sorted(refusal.value.errors)) == (422, ["cost", "text", "title"])


def test_more_than_the_whole_budget_is_refused(cast, call):
    with pytest.raises(Refused) as refusal:
        draft_contribution(cast.ben, call, cost=call.budget + 1)

    assert list(refusal.value.errors) == ["cost"]


def test_the_phases_last_second_counts_and_the_next_does_not(cast, call):
    draft = draft_contribution(cast.ben, call, title="A pond", text="It cools the air in summer.", cost=100)
    late = draft_contribution(cast.ben, call, title="A bench", text="To sit on under the lime tree.", cost=100)

    with clock.frozen(NOON + WEEK - timedelta(seconds=1)):
        submit_contribution(cast.ben, draft)
    with clock.frozen(NOON + WEEK), pytest.raises(Refused) as refusal:
        submit_contribution(cast.ben, late)

    assert refusal.value.status == 410
    assert "ended on" in str(refusal.value.reason)
    assert Contribution.objects.get(id=late.id).title == "A bench"


def test_a_revision_keeps_what_it_said_before(cast, call):
    contribution = make_contribution(cast.ben, call)
    with clock.frozen(NOON + WEEK):
        save_contribution(cast.ben, contribution, contribution.revision, title="A pond with reeds")

    version = Version.objects.get(thing_id=contribution.id)
    assert (version.number, version.snapshot["title"]) == (1, "A pond")


def test_withdrawing_takes_it_out_of_sight_until_the_vote_begins(cast, call):
    contribution = make_contribution(cast.ben, call)
    other = make_contribution(cast.ben, call, title="A bench")
    with clock.frozen(NOON + WEEK):
        withdraw_contribution(cast.ben, contribution)
    with clock.frozen(NOON + 2 * WEEK), pytest.raises(Refused) as refusal:
        withdraw_contribution(cast.ben, other)

    assert not sees(cast.ada, contribution)
    assert sees(cast.ben, contribution)
    assert refusal.value.status == 409


def test_only_members_contribute(cast, call):
    for reader, status in ((cast.finn, 404), (cast.dora, 404), (cast.cleo, 404)):
        with pytest.raises(Refused) as refusal:
            draft_contribution(reader, call, title="A pond")
        assert refusal.value.status == status


def test_sealed_contributions_are_the_authors_and_hosts_until_the_time_is_over(cast, at_noon):
    call = make_call(cast.ada, cast.team, sealed=True)
    contribution = make_contribution(cast.ben, call)
    assert [sees(reader, contribution) for reader in (cast.ben, cast.ada, cast.eli, cast.finn)] == [
        True,
        True,
        True,
        False,
    ]

    with clock.frozen(NOON + WEEK):
        turn_due_calls()

    assert sees(cast.ben, contribution)
    assert not sees(cast.finn, contribution)
