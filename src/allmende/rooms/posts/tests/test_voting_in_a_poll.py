"""Polls: one vote for each person, changed until it is closed; results are seen once one has voted."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.people.arrivals.commands.merging import merge, undo_merge
from allmende.rooms.posts.commands import PollText, close_poll, draft_post, set_poll, vote
from allmende.rooms.posts.invariants import INVARIANTS
from allmende.rooms.posts.models import Vote
from allmende.rooms.posts.queries import polls_of
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


def figures(reader, post):
    return [answer.votes for answer in polls_of(reader, [post.id])[post.id].answers]


def test_results_are_seen_by_whoever_has_voted(cast):
    post = make_post(cast.ben, cast.team, poll=TEA)

    vote(cast.ada, post, [2])

    assert figures(cast.ada, post) == [0, 1, 0]
    assert figures(cast.ben, post) == [None, None, None]


def test_a_vote_is_changed_and_taken_back(cast):
    post = make_post(cast.ben, cast.team, poll=TEA)

    vote(cast.ada, post, [2])
    vote(cast.ben, post, [2])
    vote(cast.ada, post, [1])
    changed = figures(cast.ada, post)
    vote(cast.ada, post, [])

    assert changed == [1, 1, 0]
    assert figures(cast.ben, post) == [0, 1, 0]
    assert polls_of(cast.ben, [post.id])[post.id].voters == 1


@pytest.mark.parametrize(
    ("several", "numbers", "status"), [(False, [1, 2], 422), (True, [1, 2], 0), (True, [1, 4], 422), (False, [0], 422)]
)
def test_one_or_several_answers_as_it_was_asked(cast, several, numbers, status):
    post = make_post(cast.ben, cast.team, poll=PollText("Which?", ("a", "b", "c"), several))
    try:
        vote(cast.ada, post, numbers)
        found = 0
    except Refused as refusal:
        found = refusal.status

    assert found == status
    assert Vote.objects.count() == (0 if status else 2)


def test_a_closed_poll_takes_no_votes_and_tells_everyone(cast):
    with clock.frozen(NOON):
        ends = make_post(cast.ben, cast.team, poll=PollText("Which?", ("a", "b"), closes=NOON + timedelta(hours=1)))
        ended = make_post(cast.ben, cast.team, poll=TEA)
        close_poll(cast.ben, ended)
    with clock.frozen(NOON + timedelta(hours=1)):
        for post in (ends, ended):
            with pytest.raises(Refused) as refusal:
                vote(cast.ada, post, [1])
            assert refusal.value.status == 410
            assert None not in figures(cast.finn, post)


@pytest.mark.parametrize(
    "poll",
    [
        PollText("", ("a", "b")), PollText("?", ("a",)), PollText("?", ("a", "A")), PollText("?", ("a", "\u200b")),
        PollText("?", tuple("abcdefghijk")), PollText("?" * 201, ("a", "b")), PollText("?", ("a" * 101, "b")),
        PollText("?", ("a", "b"), closes=NOON - timedelta(days=900)),
    ],
)  # fmt: skip
def test_a_poll_that_can_not_be_is_refused(cast, poll):
    with pytest.raises(Refused) as refusal:
        set_poll(cast.ben, draft_post(cast.ben, cast.team), poll)

    assert refusal.value.status == 422
    assert refusal.value.errors


def test_what_people_vote_on_stays(cast):
    with pytest.raises(Refused, match="stays"):
        set_poll(cast.ben, make_post(cast.ben, cast.team, poll=TEA), None)


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_are_all_counted_once(cast):
    post = make_post(cast.ben, cast.team, poll=TEA, layer=Layer.COMMUNITY)
    people = [cast.ada, cast.ada, cast.ben, cast.eli, cast.finn]

    done = at_once(*(lambda who=who: vote(who, post, [3]) for who in people))

    assert done == [None] * 5
    assert figures(cast.ada, post) == [0, 0, 4]
    assert [sentence for one in INVARIANTS for sentence in one.broken()] == []


@pytest.fixture
def twin(cast):
    """Ben's second account."""
    twin = make_person("Benjamin Roth", email="benjamin@example.org")
    make_member(cast.community, twin)
    make_member(cast.team, twin)
    return twin


@pytest.mark.parametrize("poll", [TEA, replace(TEA, has_several=True)])
def test_of_two_accounts_that_become_one_a_single_say_remains_and_both_come_back(cast, twin, poll):
    post = make_post(cast.ada, cast.team, poll=poll)
    vote(cast.ada, post, [1])
    vote(twin, post, [2, 3] if poll.has_several else [2])
    vote(cast.ben, post, [1])
    before = figures(cast.ada, post)

    made = merge(cast.eli, cast.community, cast.ben, twin)
    merged, broken = figures(cast.ada, post), list(chain.from_iterable(one.broken() for one in INVARIANTS))
    lost = undo_merge(cast.eli, made)

    assert merged == ([1, 1, 1] if poll.has_several else [1, 1, 0])
    assert (figures(cast.ada, post), lost, broken) == (before, 0, [])
    assert {one.voter_id for one in Vote.objects.filter(answer__number=1)} == {cast.ada.id, cast.ben.id}


def test_who_has_voted_otherwise_since_has_no_second_say_after_the_undoing(cast, twin):
    post = make_post(cast.ada, cast.team, poll=TEA)
    vote(twin, post, [2])
    vote(cast.ben, post, [1])
    made = merge(cast.eli, cast.community, cast.ben, twin)
    vote(cast.ben, post, [3])

    lost = undo_merge(cast.eli, made)

    assert lost == 1
    assert [one.answer.number for one in Vote.objects.filter(voter=cast.ben)] == [3]
    assert not list(chain.from_iterable(one.broken() for one in INVARIANTS))
