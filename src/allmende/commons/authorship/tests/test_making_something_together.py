"""Asking, answering, sharing, leaving."""

from __future__ import annotations

import pytest

from allmende.commons.authorship.commands import (
    agree_to_shares,
    answer_invitation,
    forget_author,
    invite_author,
    leave_authors,
    set_shares,
    take_author_out,
)
from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.authorship.queries import (
    WHOLE,
    Share,
    are_agreed,
    authored_by,
    authors_of,
    is_one_of,
    shares_of,
)
from allmende.commons.spaces.testing import make_note
from allmende.foundation.testing import at_once, recorded
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(cast):
    return make_note(cast.team, cast.ben)


def join(note, *people):
    for person in people:
        invite_author(note.author, note, person)
        answer_invitation(person, note, joins=True)


def test_who_makes_a_thing_alone_has_all_of_it(cast, note):
    assert shares_of([note.id]) == {note.id: [Share(cast.ben.id, WHOLE, True)]}


def test_who_is_asked_holds_an_equal_share_and_is_no_author_yet(cast, note):
    invite_author(cast.ben, note, cast.ada)

    assert shares_of([note.id])[note.id] == [Share(cast.ben.id, 5000, False), Share(cast.ada.id, 5000, False)]
    assert not is_one_of(cast.ada, note)


def test_who_says_yes_is_an_author_and_agrees_to_the_shares(cast, note):
    join(note, cast.ada)

    assert is_one_of(cast.ada, note)
    assert authored_by(cast.ada.id, [note.id]) == {note.id}
    assert recorded(note.id)[-2:] == ["AuthorInvited", "AuthorJoined"]


def test_any_change_of_the_shares_is_agreed_to_anew_by_everyone_else(cast, note):
    join(note, cast.ada)
    agree_to_shares(cast.ben, note)
    assert are_agreed(shares_of([note.id])[note.id])

    set_shares(cast.ben, note, {cast.ben.id: 7000, cast.ada.id: 3000})

    assert [share.confirmed for share in shares_of([note.id])[note.id]] == [True, False]
    agree_to_shares(cast.ada, note, {cast.ben.id: 7000, cast.ada.id: 3000})
    assert are_agreed(shares_of([note.id])[note.id])


def test_one_agrees_to_the_shares_that_one_saw(cast, note):
    join(note, cast.ada)
    set_shares(cast.ben, note, {cast.ben.id: 7000, cast.ada.id: 3000})

    with pytest.raises(Refused) as refusal:
        agree_to_shares(cast.ada, note, {cast.ben.id: 5000, cast.ada.id: 5000})

    assert refusal.value.status == 409


@pytest.mark.parametrize("share", [0, 2999, 3001, -1])
def test_shares_that_are_not_a_whole_are_refused(cast, note, share):
    join(note, cast.ada)

    with pytest.raises(Refused) as refusal:
        set_shares(cast.ben, note, {cast.ben.id: 7000 if share >= 0 else 10_001, cast.ada.id: share})

    assert refusal.value.status == 422


def test_nobody_is_forgotten_and_no_stranger_gets_a_share(cast, note):
    join(note, cast.ada)

    for shares in ({cast.ben.id: 10_000}, {cast.ben.id: 5000, cast.finn.id: 5000}):
        with pytest.raises(Refused) as refusal:
            set_shares(cast.ben, note, shares)
        assert refusal.value.status == 422


def test_who_declines_gives_the_share_back(cast, note):
    invite_author(cast.ben, note, cast.ada)
    answer_invitation(cast.ada, note, joins=False)

    assert shares_of([note.id])[note.id] == [Share(cast.ben.id, WHOLE, True)]


def test_who_leaves_gives_the_share_to_the_others_in_proportion(cast, note):
    join(note, cast.ada, cast.eli)
    set_shares(cast.ben, note, {cast.ben.id: 6000, cast.ada.id: 2000, cast.eli.id: 2000})

    leave_authors(cast.eli, note)

    assert shares_of([note.id])[note.id] == [Share(cast.ben.id, 7500, False), Share(cast.ada.id, 2500, False)]
    assert not is_one_of(cast.eli, note)


def test_whoever_began_it_does_not_leave(cast, note):
    join(note, cast.ada)

    with pytest.raises(Refused) as refusal:
        leave_authors(cast.ben, note)

    assert refusal.value.status == 409


def test_an_open_invitation_can_be_taken_back_but_nobody_is_thrown_out(cast, note):
    invite_author(cast.ben, note, cast.ada)
    take_author_out(cast.ben, note, cast.ada)
    join(note, cast.ada)

    with pytest.raises(Refused) as refusal:
        take_author_out(cast.ben, note, cast.ada)

    assert refusal.value.status == 409


def test_asking_twice_is_told(cast, note):
    invite_author(cast.ben, note, cast.ada)

    with pytest.raises(Refused) as refusal:
        invite_author(cast.ben, note, cast.ada)

    assert refusal.value.status == 409


def test_what_was_made_together_stays_with_those_who_stay(cast, note):
    join(note, cast.ada, cast.eli)

    forget_author(cast.ben)
    forget_author(cast.ben)

    note.refresh_from_db()
    assert note.author_id == cast.ada.id
    assert shares_of([note.id])[note.id] == [Share(cast.ada.id, 5000, False), Share(cast.eli.id, 5000, False)]


def test_what_nobody_else_has_joined_stays_alone(cast, note):
    invite_author(cast.ben, note, cast.ada)

    forget_author(cast.ben)

    assert authors_of(note.id) == ()


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_leave_a_whole(cast, note):
    join(note, cast.ada, cast.eli)

    at_once(lambda: leave_authors(cast.ada, note), lambda: leave_authors(cast.eli, note))

    assert shares_of([note.id])[note.id] == [Share(cast.ben.id, WHOLE, True)]
    assert set(Author.objects.exclude(actor=cast.ben).values_list("state", flat=True)) == {AuthorState.LEFT}
