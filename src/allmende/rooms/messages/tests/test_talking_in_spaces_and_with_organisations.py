"""The conversation of a space's members, and of someone with an organisation: who reads, who answers, for whom."""

from __future__ import annotations

import pytest

from allmende.commons.spaces.commands import set_role, take_in, take_out
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation.verdicts import Refused
from allmende.people.organisations.testing import make_organisation
from allmende.rooms.messages.commands import hand_over, open_space_talk, write_to_body
from allmende.rooms.messages.queries import conversation_for, inbox_of, talk_in
from allmende.rooms.messages.queries.talk import head_of
from allmende.rooms.messages.testing import say

pytestmark = pytest.mark.django_db


def test_members_of_a_team_have_one_conversation_which_the_curator_does_not_read(cast: Cast):
    talk = open_space_talk(cast.ada, cast.team)
    say(cast.ada, talk, "Who waters on Sunday?")

    assert open_space_talk(cast.ben, cast.team).pk == talk.pk
    assert [row.title for row in inbox_of(cast.ben, cast.community).rows] == ["Orchard"]
    assert conversation_for(cast.finn, cast.community, talk.pk) is None
    with pytest.raises(Refused, match="Only members of this space"):
        open_space_talk(cast.finn, cast.team)


def test_whoever_joins_reads_on_and_whoever_leaves_reads_nothing(cast: Cast):
    talk = open_space_talk(cast.ada, cast.team)
    say(cast.ada, talk, "Who waters on Sunday?")

    take_in(cast.ada, cast.team, cast.finn)
    take_out(cast.ada, cast.team, cast.ben)
    say(cast.ada, talk, "Welcome, Finn.")

    assert len(talk_in(cast.finn, conversation_for(cast.finn, cast.community, talk.pk)).messages) == 2
    assert conversation_for(cast.ben, cast.community, talk.pk) is None
    assert inbox_of(cast.ben, cast.community).rows == []
    with pytest.raises(Refused) as refused:
        say(cast.ben, talk, "Still here?")
    assert refused.value.status == 404


def test_a_community_has_no_such_conversation(cast: Cast):
    with pytest.raises(Refused, match="whole community"):
        open_space_talk(cast.eli, cast.community)


def test_whoever_represents_an_organisation_answers_for_it_and_it_says_who(cast: Cast):
    body = make_organisation(cast.ada, cast.community)
    talk = write_to_body(cast.finn, body.space, "Do you lend a digger?").conversation
    talk = conversation_for(cast.ada, cast.community, talk.pk)

    say(cast.ada, talk, "Yes, on Friday.")

    shown = talk_in(cast.finn, talk).messages
    assert [(view.name, view.body) for view in shown] == [("Finn Thal", ""), ("Ada Berg", "Meadow Ltd")]
    assert head_of(cast.finn, talk).title == "Meadow Ltd"
    assert head_of(cast.ada, talk).title == "Finn Thal to Meadow Ltd"
    assert [row.title for row in inbox_of(cast.ada, cast.community).rows] == ["Finn Thal to Meadow Ltd"]
    for nobody in (cast.eli, cast.ben):
        assert conversation_for(nobody, cast.community, talk.pk) is None


def test_who_answers_changes_with_the_role_and_can_be_handed_over(cast: Cast):
    body = make_organisation(cast.ada, cast.community)
    talk = write_to_body(cast.finn, body.space, "Do you lend a digger?").conversation
    make_member(body.space, cast.ben)

    assert conversation_for(cast.ben, cast.community, talk.pk) is None
    set_role(cast.ada, body.space, cast.ben, Role.CURATOR)
    theirs = conversation_for(cast.ben, cast.community, talk.pk)
    hand_over(cast.ada, theirs, cast.ben)

    assert head_of(cast.finn, conversation_for(cast.finn, cast.community, talk.pk)).carer == "Ben Roth"
    with pytest.raises(Refused, match="doesn't answer there"):
        hand_over(cast.ada, theirs, cast.finn)
    set_role(cast.ada, body.space, cast.ben, Role.MEMBER)
    assert conversation_for(type(cast.ben).objects.get(pk=cast.ben.pk), cast.community, talk.pk) is None
