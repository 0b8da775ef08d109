"""A ballot can be changed until the box closes; afterwards nothing tells whose it was."""

from datetime import timedelta

import pytest

from allmende.commons.ballots.commands import cast as vote
from allmende.commons.ballots.commands import place_box, seal_box, take_back
from allmende.commons.ballots.models import Ballot, Voter
from allmende.commons.ballots.queries import has_voted, may_be_published, my_ballot, sealed_ballots
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused

END = NOON + timedelta(hours=1)


@pytest.fixture
def box(cast):
    with clock.frozen(NOON):
        yield place_box(make_note(cast.team, cast.ada), NOON, END)


def test_a_ballot_replaces_the_voters_earlier_one_and_gets_a_new_receipt(cast, box):
    first = vote(cast.ben, box, ["a"])
    second = vote(cast.ben, box, ["b"], expected=first.receipt)

    assert (my_ballot(cast.ben, box).content, first.receipt == second.receipt) == (["b"], False)


def test_a_window_that_never_saw_the_ballot_cant_replace_it(cast, box):
    vote(cast.ben, box, ["a"])

    with pytest.raises(Refused) as refusal:
        vote(cast.ben, box, ["b"])

    assert (refusal.value.status, my_ballot(cast.ben, box).content) == (409, ["a"])


def test_a_ballot_can_be_taken_back_while_the_box_is_open(cast, box):
    vote(cast.ben, box, ["a"])

    take_back(cast.ben, box)

    assert not has_voted(cast.ben, box)


@pytest.mark.parametrize(("at", "status"), [(NOON - timedelta(seconds=1), 410), (END, 410)])
def test_before_the_first_second_and_from_the_last_one_on_nothing_is_taken(cast, box, at, status):
    with clock.frozen(at), pytest.raises(Refused) as refusal:
        vote(cast.ben, box, ["a"])

    assert (refusal.value.status, Ballot.objects.count()) == (status, 0)


def test_an_open_box_is_neither_sealed_nor_read(cast, box):
    with pytest.raises(Refused, match="still open"):
        seal_box(box, electorate=3)
    with pytest.raises(ValueError, match="not sealed"):
        list(sealed_ballots(box))


def test_sealing_keeps_contents_and_receipts_and_forgets_the_voters(cast, box):
    before = [vote(actor, box, [choice]) for actor, choice in ((cast.ben, "a"), (cast.ada, "b"))]
    with clock.frozen(END):
        seal_box(box, electorate=3)
        seal_box(box, electorate=99)

    after = Ballot.objects.filter(box=box)
    assert {(tuple(ballot.content), ballot.receipt) for ballot in after} == {
        (tuple(b.content), b.receipt) for b in before
    }
    assert set(after.values_list("voter", flat=True)) == {None}
    assert {ballot.id for ballot in after}.isdisjoint({ballot.id for ballot in before})
    assert (box.turnout, box.electorate, Voter.objects.count()) == (2, 3, 2)
    assert recorded(box.thing_id) == []


def test_so_few_ballots_are_not_published(cast, box):
    for actor in (cast.ben, cast.ada, cast.eli, cast.finn):
        vote(actor, box, ["a"])
    with clock.frozen(END):
        seal_box(box, electorate=4)

    assert not may_be_published(box)
