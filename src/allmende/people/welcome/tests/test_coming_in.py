"""From the admission to being a newcomer: what is asked, and what a commitment opens."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.rules import has_say, has_share, has_work, roles_of
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.people.welcome.commands import begin, commit, retire_commitment, step_in
from allmende.people.welcome.models import Form, Path, PathState
from allmende.people.welcome.testing import make_commitment, make_newcomer


def test_where_nothing_is_asked_one_is_a_member_straight_away(cast: Any) -> None:
    path = begin(cast.dora, cast.community)

    assert path.state == PathState.ARRIVED
    assert Membership.objects.get(actor=cast.dora, space=cast.community).role == Role.MEMBER
    assert recorded()[-2:] == ["PathBegun", "MemberJoined"]


def test_where_there_are_commitments_one_belongs_once_one_is_made(cast: Any) -> None:
    line = make_commitment(cast.community)

    path = begin(cast.dora, cast.community)
    assert (path.state, roles_of(cast.dora)) == (PathState.CHOOSING, {})
    commit(cast.dora, path, line)

    path.refresh_from_db()
    assert path.state == PathState.WALKING
    assert roles_of(cast.dora) == {cast.community.id: Role.NEWCOMER}


@pytest.mark.parametrize("opens", [(), ("say",), ("work",), ("share",), ("say", "work", "share")])
def test_a_commitment_opens_what_it_says_and_nothing_else(cast: Any, opens: tuple[str, ...]) -> None:
    rights = {f"opens_{right}": right in opens for right in ("say", "work", "share")}

    make_newcomer(cast.dora, cast.community, make_commitment(cast.community, **rights))

    verdicts = {"say": has_say, "work": has_work, "share": has_share}
    assert {right for right, may in verdicts.items() if may(cast.dora, cast.community)} == set(opens)


def test_a_second_commitment_opens_more_and_takes_nothing_away(cast: Any) -> None:
    first = make_newcomer(cast.dora, cast.community, make_commitment(cast.community, opens_work=False))
    second = make_commitment(cast.community, "Mentor someone", form=Form.MENTOR, opens_say=False)

    commit(cast.dora, first.path, second)

    assert has_say(cast.dora, cast.community)
    assert has_work(cast.dora, cast.community)
    assert not has_share(cast.dora, cast.community)


def test_beginning_twice_changes_nothing(cast: Any) -> None:
    make_commitment(cast.community)

    first, second = begin(cast.dora, cast.community), begin(cast.dora, cast.community)

    assert first.pk == second.pk
    assert recorded().count("PathBegun") == 1


def test_who_belongs_already_has_arrived(cast: Any) -> None:
    make_commitment(cast.community)

    assert begin(cast.finn, cast.community).state == PathState.ARRIVED
    assert begin(cast.eli, cast.community).state == PathState.ARRIVED
    assert Membership.objects.get(actor=cast.eli, space=cast.community).role == Role.CURATOR


def test_into_a_space_inside_only_members_of_the_community_come(cast: Any) -> None:
    with pytest.raises(Refused) as refused:
        begin(cast.dora, cast.team)

    assert refused.value.status == 409
    assert begin(cast.finn, cast.team).state == PathState.ARRIVED


def test_own_words_are_asked_for_where_a_commitment_is_in_own_words(cast: Any) -> None:
    line = make_commitment(cast.community, "In my own words", form=Form.OWN)
    path = begin(cast.dora, cast.community)

    with pytest.raises(Refused) as refused:
        commit(cast.dora, path, line, "  ")
    made = commit(cast.dora, path, line, "I bring the bread on market days.")

    assert refused.value.errors
    assert made.title == "I bring the bread on market days."


def test_a_line_that_was_retired_meanwhile_is_refused_with_what_to_do(cast: Any) -> None:
    line = make_commitment(cast.community)
    path = begin(cast.dora, cast.community)
    retire_commitment(cast.eli, line)

    with pytest.raises(Refused, match="Choose another one"):
        commit(cast.dora, path, line)


def test_a_line_of_another_space_is_none_of_this_one(cast: Any) -> None:
    elsewhere = make_commitment(cast.team)
    make_commitment(cast.community)

    with pytest.raises(Refused, match="no longer on the list"):
        commit(cast.dora, begin(cast.dora, cast.community), elsewhere)


def test_the_same_commitment_is_made_once(cast: Any) -> None:
    promise = make_newcomer(cast.dora, cast.community)

    with pytest.raises(Refused, match="already"):
        commit(cast.dora, promise.path, promise.commitment)


def test_nobody_steps_in_past_a_commitment(cast: Any) -> None:
    make_commitment(cast.community)

    with pytest.raises(Refused, match="Make a commitment first"):
        step_in(cast.dora, begin(cast.dora, cast.community))


def test_a_list_that_was_emptied_meanwhile_holds_nobody_up(cast: Any) -> None:
    line = make_commitment(cast.community)
    path = begin(cast.dora, cast.community)
    retire_commitment(cast.eli, line)

    assert step_in(cast.dora, path).state == PathState.ARRIVED


def test_a_path_is_nobody_elses(cast: Any) -> None:
    line = make_commitment(cast.community)
    path = begin(cast.dora, cast.community)

    for other in (cast.finn, cast.eli):
        with pytest.raises(Refused) as refused:
            commit(other, path, line)
        assert refused.value.status == 404
    assert Path.objects.get().promises.count() == 0


def test_a_newcomer_who_is_given_a_role_has_all_rights(cast: Any) -> None:
    from allmende.commons.spaces.commands import set_role

    make_newcomer(cast.dora, cast.community, make_commitment(cast.community, opens_say=False))

    set_role(cast.eli, cast.community, cast.dora, Role.HOST)

    assert has_say(cast.dora, cast.community)


def test_who_is_taken_in_by_curators_needs_no_path(cast: Any) -> None:
    make_commitment(cast.community)

    take_in(cast.eli, cast.community, cast.dora)

    assert has_share(cast.dora, cast.community)
