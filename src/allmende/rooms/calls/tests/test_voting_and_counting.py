"""A vote on a budget: secret, changeable until the minute stated, counted exactly, thanked for."""

from io import StringIO

import pytest

from allmende.commons.ballots.models import Ballot
from allmende.commons.ballots.queries import sealed_ballots
from allmende.commons.spaces.testing import make_member
from allmende.counting import Completion, Rule, Satisfaction, count, read_pb
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.rooms.calls.commands import cast_ballot, count_call, tell_outcome
from allmende.rooms.calls.commands.election import write_audit_file
from allmende.rooms.calls.models import Call, Contribution, Thanks
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

VOTE = NOON + 2 * WEEK
END = NOON + 3 * WEEK


@pytest.fixture
def call(cast):
    """A budget of 12,000 with a pond for 5,000, a bench for 4,000 and an awning for 8,000."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        for title, cost in (("A pond", 500_000), ("A bench", 400_000), ("An awning", 800_000)):
            make_contribution(cast.ben, call, title=title, cost=cost)
    return call


def test_only_those_who_belong_vote(cast, call):
    with clock.frozen(VOTE):
        for reader in (cast.finn, cast.dora, cast.cleo):
            with pytest.raises(Refused):
                cast_ballot(reader, call, ["0001"])


def test_a_ballot_can_be_changed_until_the_end(cast, call):
    with clock.frozen(VOTE):
        first = cast_ballot(cast.ben, call, ["0001"])
        second = cast_ballot(cast.ben, call, ["0002"], expected=first.receipt)

    assert Ballot.objects.get(box_id=call.id).content == ["0002"]
    assert first.receipt != second.receipt


def test_a_second_window_cant_replace_a_ballot_it_never_showed(cast, call):
    with clock.frozen(VOTE):
        cast_ballot(cast.ben, call, ["0001"])
        with pytest.raises(Refused) as refusal:
            cast_ballot(cast.ben, call, ["0002"])

    assert refusal.value.status == 409
    assert Ballot.objects.get(box_id=call.id).content == ["0001"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [(["0001", "0003"], "more than there is"), (["0009"], "isn't up for the vote")],
)
def test_a_ballot_that_cant_be_is_refused_whole(cast, call, keys, sentence):
    with clock.frozen(VOTE), pytest.raises(Refused, match=sentence):
        cast_ballot(cast.ben, call, keys)

    assert not Ballot.objects.exists()


def test_before_and_after_the_time_nothing_is_counted(cast, call):
    for at, word in ((VOTE - WEEK, "begins on"), (END, "ended on")):
        with clock.frozen(at), pytest.raises(Refused, match=word) as refusal:
            cast_ballot(cast.ben, call, ["0001"])
        assert refusal.value.status == 410


def test_those_vote_who_were_there_when_it_began(cast, call):
    with clock.frozen(VOTE):
        late = make_person("Late Comer")
    with clock.frozen(VOTE + WEEK / 2):
        make_member(cast.community, late)
        make_member(cast.team, late)
        with pytest.raises(Refused, match="members when the vote began"):
            cast_ballot(late, call, ["0001"])


def test_the_house_counts_on_time_and_keeps_no_link(cast, call):
    with clock.frozen(VOTE):
        ben = cast_ballot(cast.ben, call, ["0001", "0002"])
        cast_ballot(cast.ada, call, ["0003"])
    with clock.frozen(END):
        run_due()

    call = Call.objects.get(id=call.id)
    assert call.state == "counted"
    assert recorded(call.id)[-2:] == ["PhaseBegan", "VoteCounted"]
    assert set(Ballot.objects.values_list("voter", flat=True)) == {None}
    assert ben.receipt in {receipt for _content, _times, receipt in sealed_ballots(call.box)}
    assert ben.id not in set(Ballot.objects.values_list("id", flat=True))
    assert call.outcome.result["winners"]


def test_anyone_can_recompute_the_result_from_the_audit_file(cast, call):
    with clock.frozen(VOTE):
        cast_ballot(cast.ben, call, ["0001", "0002"])
        cast_ballot(cast.ada, call, ["0001"])
    with clock.frozen(END):
        outcome = count_call(cast.ada, Call.objects.get(id=call.id))
    file = StringIO()

    write_audit_file(cast.ben, Call.objects.get(id=call.id), file)

    election = read_pb(file.getvalue().encode())
    again = count(election, Rule(call.rule), Satisfaction(call.satisfaction), Completion(call.completion))
    assert (election.voters, list(again.winners)) == (2, outcome.result["winners"])
    assert outcome.result["winners"] == ["0001", "0002"]


def test_counting_before_the_end_or_twice_is_refused(cast, call):
    with clock.frozen(VOTE), pytest.raises(Refused, match="still open"):
        count_call(cast.ada, call)
    with clock.frozen(END):
        count_call(cast.ada, call)
        with pytest.raises(Refused, match="counted already"):
            count_call(cast.ada, call)


def test_everyone_who_took_part_is_thanked_once_and_voters_in_private(cast, call):
    with clock.frozen(VOTE):
        cast_ballot(cast.ben, call, ["0001"])
    with clock.frozen(END):
        run_due()
        tell_outcome(cast.ada, Call.objects.get(id=call.id), "The pond will be dug in April, with all who like.")

    assert list(Thanks.objects.values_list("actor__name", "contributions")) == [("Ben Roth", 3)]
    assert recorded(call.id).count("ThanksGiven") == 1
    assert list(Contribution.objects.filter(is_chosen=True).values_list("title", flat=True)) == ["A pond"]
