"""People come into an organisation, and organisations into a network: one side asks, the other answers."""

from __future__ import annotations

import pytest

from allmende.commons.spaces.models import Membership, Partnership, Role
from allmende.commons.spaces.rules import is_member
from allmende.commons.spaces.waiting import told
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import answer, ask_to_join, invite, part, take_back
from allmende.people.organisations.models import Joining
from allmende.people.organisations.queries import joinings_into, joinings_of, waiting

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def test_someone_asks_and_a_representative_takes_them_in(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space, words="I build ponds.")

    assert not is_member(fresh(cast.finn), meadow.space)
    assert [card.words for card in joinings_into(meadow.space)[0]] == ["I build ponds."]

    answer(cast.ben, asked, accepts=True)

    assert is_member(fresh(cast.finn), meadow.space)
    assert recorded(meadow.space_id)[-2:] == ["JoiningBegun", "MemberJoined"]


def test_someone_is_invited_and_says_yes(cast, meadow):
    invited = invite(cast.ben, meadow.space, cast.finn)

    answer(cast.finn, invited, accepts=True)

    assert Membership.objects.get(space=meadow.space, actor=cast.finn).role == Role.MEMBER


@pytest.mark.parametrize("asks_first", [True, False])
def test_when_both_have_said_it_nobody_waits_for_an_answer(cast, meadow, asks_first):
    steps = [lambda: ask_to_join(cast.finn, meadow.space), lambda: invite(cast.ben, meadow.space, cast.finn)]
    for step in steps if asks_first else reversed(steps):
        step()

    assert is_member(fresh(cast.finn), meadow.space)
    assert Joining.objects.get().state == "accepted"


def test_a_no_is_kept_and_one_may_ask_again(cast, meadow):
    answer(cast.ben, ask_to_join(cast.finn, meadow.space), accepts=False)

    assert not is_member(fresh(cast.finn), meadow.space)
    assert ask_to_join(cast.finn, meadow.space).state == "waiting"


def test_an_organisation_asks_and_the_networks_curators_answer(cast, meadow, water):
    asked = ask_to_join(cast.ben, water.space, meadow)
    with pytest.raises(Refused, match="Only curators"):
        answer(cast.ben, asked, accepts=True)

    answer(cast.eli, asked, accepts=True)

    assert Partnership.objects.filter(network=water.space, partner=meadow.space).exists()
    assert is_member(fresh(cast.ben), water.space)
    entry = Entry.objects.filter(name="JoiningBegun").get()
    assert (entry.actor, entry.on_behalf_of) == (cast.ben.id, meadow.actor_id)


def test_a_network_invites_an_organisation_and_its_representative_answers(cast, meadow, water):
    invited = invite(cast.eli, water.space, meadow.actor)
    with pytest.raises(Refused, match="Only representatives of Meadow Ltd"):
        answer(cast.ada, invited, accepts=True)

    answer(cast.ben, invited, accepts=True)

    assert Partnership.objects.count() == 1


def test_leaving_a_network_is_the_representatives_to_do_or_the_networks_curators(cast, meadow, water):
    answer(cast.eli, ask_to_join(cast.ben, water.space, meadow), accepts=True)
    with pytest.raises(Refused):
        part(cast.finn, water.space, meadow)

    part(fresh(cast.ben), water.space, meadow)

    assert not Partnership.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("ben", 409), ("dora", 403), ("cleo", 403)])
def test_who_belongs_already_or_is_from_outside_cannot_ask(cast, meadow, who, status):
    with pytest.raises(Refused) as refusal:
        ask_to_join(getattr(cast, who), meadow.space)

    assert refusal.value.status == status


def test_asking_twice_waits_once(cast, meadow):
    ask_to_join(cast.finn, meadow.space)
    with pytest.raises(Refused, match="waits for an answer already"):
        ask_to_join(cast.finn, meadow.space)

    assert Joining.objects.count() == 1


def test_who_left_the_community_meanwhile_is_not_taken_in_and_nothing_is_half_done(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space)
    Membership.objects.filter(actor=cast.finn).delete()

    with pytest.raises(Refused, match="first belong to the community"):
        answer(cast.ben, asked, accepts=True)

    assert Joining.objects.get().state == "waiting"


def test_an_answer_is_given_once(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space)
    answer(cast.ben, asked, accepts=False)

    with pytest.raises(Refused, match="answered already"):
        answer(cast.ben, asked, accepts=True)
    with pytest.raises(Refused, match="answered already"):
        take_back(cast.finn, asked)


def test_taking_back_is_for_the_side_that_began(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space)
    with pytest.raises(Refused):
        take_back(cast.ada, asked)

    take_back(cast.finn, asked)

    assert Joining.objects.get().state == "withdrawn"


@pytest.mark.parametrize("who", ["dora", "meadow"])
def test_only_people_of_the_community_are_invited_into_an_organisation(cast, meadow, brook, who):
    whom = meadow.actor if who == "meadow" else cast.dora
    with pytest.raises(Refused) as refusal:
        invite(cast.finn, brook.space, whom)

    assert refusal.value.status == 422


def test_the_other_side_is_told_and_it_waits_on_their_home_page(cast, meadow, water):
    ask_to_join(cast.finn, meadow.space)
    invite(cast.eli, water.space, meadow.actor)
    asked, invited = Entry.objects.filter(name="JoiningBegun").order_by("id")

    assert [(concern.actor, concern.reason.key) for concern in concerned_by(asked)] == [
        (cast.ben.id, "organisations.asks")
    ]
    assert [(concern.actor, concern.reason.key) for concern in concerned_by(invited)] == [
        (cast.ben.id, "organisations.invited")
    ]
    ben = fresh(cast.ben)
    assert [str(line.title) for line in told(waiting(ben, cast.community))] == [
        "Invitation: Water",
        "Finn Thal asks to join Meadow Ltd",
    ]
    assert len(joinings_of(fresh(cast.ben), cast.community)[0]) == 1
    assert waiting(cast.cleo, cast.community) == []
