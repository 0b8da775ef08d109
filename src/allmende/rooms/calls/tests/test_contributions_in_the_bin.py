"""A contribution in the bin is off the ballot; it comes back as it was, until the vote begins."""

import pytest

from allmende.commons.bin.commands import put_in_bin, restore
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import withdraw_contribution
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

VOTE = NOON + 2 * WEEK


@pytest.fixture(params=[False, True], ids=["open", "sealed"])
def pond(cast, request):
    """A contribution that was handed in, openly or under seal."""
    with clock.frozen(NOON):
        return make_contribution(cast.ben, make_call(cast.ada, cast.team, sealed=request.param))


def on_the_ballot():
    return Contribution.objects.get().state == "submitted", Call.objects.get().contribution_count


def test_it_comes_back_as_it_was(cast, pond):
    with clock.frozen(NOON):
        put_in_bin(cast.ben, pond)
        assert on_the_ballot() == (False, 0)
        restore(cast.ben, pond)

    assert on_the_ballot() == (True, 1)
    assert Contribution.objects.get().audience_id == pond.audience_id


def test_once_the_vote_has_begun_nothing_joins_it(cast, pond):
    with clock.frozen(NOON):
        put_in_bin(cast.ben, pond)
    with clock.frozen(VOTE), pytest.raises(Refused, match="nothing joins it any more") as refusal:
        restore(cast.ben, pond)

    assert refusal.value.status == 409
    assert on_the_ballot() == (False, 0)


def test_what_was_withdrawn_before_comes_back_at_any_time_and_stays_withdrawn(cast, pond):
    with clock.frozen(NOON):
        withdraw_contribution(cast.ben, pond)
        put_in_bin(cast.ben, pond)
    with clock.frozen(VOTE):
        restore(cast.ben, pond)

    assert on_the_ballot() == (False, 0)
