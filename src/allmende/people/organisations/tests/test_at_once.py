"""Two people at the same moment: one answer holds, nobody joins twice, and reach stays what the memberships say."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer, Reach
from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.models import Membership, Partnership, Space
from allmende.commons.spaces.reach import audience_for, readers_of
from allmende.foundation.testing import at_once
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import answer, ask_to_join, invite
from allmende.people.organisations.models import Joining

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def statuses(came: list[object]) -> list[int]:
    for one in came:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return sorted(one.status for one in came if isinstance(one, Refused))


def test_asking_in_four_tabs_asks_once(cast, meadow):
    came = at_once(*[lambda: ask_to_join(fresh(cast.finn), meadow.space)] * 4)

    assert statuses(came) == [409, 409, 409]
    assert Joining.objects.count() == 1


def test_a_request_and_an_invitation_that_cross_bring_someone_in_once(cast, meadow):
    came = at_once(
        lambda: ask_to_join(fresh(cast.finn), meadow.space), lambda: invite(fresh(cast.ben), meadow.space, cast.finn)
    )

    assert statuses(came) in ([], [409])
    assert Membership.objects.filter(space=meadow.space, actor=cast.finn).count() == (0 if statuses(came) else 1)
    assert Joining.objects.count() == 1


def test_yes_and_no_at_once_are_one_answer(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space)

    came = at_once(*[lambda yes=yes: answer(fresh(cast.ben), asked, accepts=yes) for yes in (True, False, True)])

    assert statuses(came) == [409, 409]
    is_in = Membership.objects.filter(space=meadow.space, actor=cast.finn).exists()
    assert is_in == (Joining.objects.get().state == "accepted")


def test_a_partner_and_a_member_who_come_at_once_reach_the_same(cast, meadow, brook, water):
    shared = [audience_for(meadow.space, Layer.NETWORK, cast.ben), audience_for(water.space, Layer.TEAM, cast.eli)]
    asked = [ask_to_join(who, water.space, body) for who, body in ((cast.ben, meadow), (cast.finn, brook))]

    came = at_once(
        *[lambda one=one: answer(fresh(cast.eli), one, accepts=True) for one in asked],
        lambda: take_in(fresh(cast.finn), brook.space, cast.ada),
        lambda: audience_for(brook.space, Layer.NETWORK, cast.finn),
    )

    assert statuses(came) == []
    assert Partnership.objects.count() == 2
    assert Space.objects.get(id=brook.space_id).member_count == 2
    for audience in [*shared, came[-1]]:
        reached = set(Reach.objects.filter(audience=audience).values_list("actor_id", flat=True))
        assert reached == readers_of(audience)
        assert cast.ada.id in reached
