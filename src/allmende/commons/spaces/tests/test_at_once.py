"""Two people at the same moment: one comes first, nothing is done twice, and nobody is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connections

from allmende.commons.audiences.models import Kind, Layer, Reach
from allmende.commons.spaces.commands import (
    change_space,
    decide_passage,
    join_space,
    leave_space,
    narrow,
    open_space,
    set_role,
    take_in,
    widen,
)
from allmende.commons.spaces.models import Membership, Passage, PassageState, Role, Space, SpaceKind
from allmende.commons.spaces.reach import audience_for, hidden_audience, readers_of
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.things.models import Thing
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Let each deed begin at the same moment in a thread of its own; return what came of each, refusals included."""
    start, came = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(n: int, deed: Callable[[], object]) -> None:
        try:
            start.wait()
            came[n] = deed()
        except Exception as error:  # noqa: BLE001  the test looks at it
            came[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def refusals(came: list[object]) -> list[int]:
    """The statuses of what was refused; anything else that went wrong fails the test."""
    for one in came:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return [one.status for one in came if isinstance(one, Refused)]


def fresh(actor: Actor) -> Actor:
    """The same actor as another request would know them."""
    return Actor.objects.get(id=actor.id)


def reached_by(audience: int) -> set[UUID]:
    return set(Reach.objects.filter(audience_id=audience).values_list("actor_id", flat=True))


def test_two_people_joining_are_both_counted_and_reach_the_same(cast):
    group = open_space(cast.eli, cast.community, name="Bees", purpose=SpaceKind.GROUP)
    shared = audience_for(group, Layer.TEAM, cast.eli)

    came = at_once(lambda: join_space(fresh(cast.ben), group), lambda: join_space(fresh(cast.finn), group))

    assert refusals(came) == []
    assert Space.objects.get(id=group.id).member_count == 3
    assert reached_by(shared.id) == {cast.eli.id, cast.ben.id, cast.finn.id}


def test_one_person_joining_in_two_tabs_joins_once(cast):
    group = open_space(cast.eli, cast.community, name="Bees", purpose=SpaceKind.GROUP)

    came = at_once(*[lambda: join_space(fresh(cast.ben), group)] * 4)

    assert refusals(came) == [409, 409, 409]
    assert Space.objects.get(id=group.id).member_count == 2
    assert recorded(group.id).count("MemberJoined") == 1


def test_a_new_member_and_a_new_audience_do_not_miss_each_other(cast):
    people = [make_person(f"Person {n}") for n in range(4)]
    for person in people:
        make_member(cast.community, person)

    came = at_once(
        *[lambda person=person: take_in(fresh(cast.ada), cast.team, person) for person in people],
        lambda: audience_for(cast.team, Layer.TEAM, cast.ben),
        lambda: hidden_audience(Kind.BIN, cast.team, cast.ben),
    )

    assert refusals(came) == []
    for audience in came[-2:]:
        assert reached_by(audience.id) == readers_of(audience)
    assert reached_by(came[-2].id) >= {person.id for person in people}


def test_a_new_curator_and_a_new_bin_do_not_miss_each_other(cast):
    came = at_once(
        lambda: set_role(fresh(cast.eli), cast.community, cast.finn, Role.CURATOR),
        *[lambda who=who: hidden_audience(Kind.BIN, cast.team, who) for who in (cast.ben, cast.ada)],
    )

    assert refusals(came) == []
    for audience in came[1:]:
        assert reached_by(audience.id) == readers_of(audience)
        assert cast.finn.id in reached_by(audience.id)


def test_the_last_two_hosts_cannot_both_leave(cast):
    make_member(cast.team, cast.finn, Role.HOST)
    Membership.objects.filter(space=cast.team, actor=cast.eli).delete()

    came = at_once(lambda: leave_space(fresh(cast.ada), cast.team), lambda: leave_space(fresh(cast.finn), cast.team))

    assert refusals(came) == [409]
    assert Membership.objects.filter(space=cast.team, role=Role.HOST).count() == 1


def test_two_curators_deciding_one_passage_decide_it_once(cast):
    set_role(cast.eli, cast.community, cast.finn, Role.CURATOR)
    passage = widen(cast.ben, make_note(cast.team, cast.ben), cast.team, Layer.PUBLIC)

    came = at_once(
        lambda: decide_passage(fresh(cast.eli), passage, passes=True),
        lambda: decide_passage(fresh(cast.finn), passage, passes=False, reason="Not yet."),
    )

    assert refusals(came) == [409]
    names = recorded(passage.thing_id)
    assert names.count("ThingWidened") + names.count("PassageDeclined") == 1
    stands_outside = Thing.objects.visible_to(cast.cleo).filter(id=passage.thing_id).exists()
    assert stands_outside == (Passage.objects.get(id=passage.id).state == PassageState.PASSED)


def test_withdrawing_while_a_curator_decides_never_leaves_it_outside_and_waiting(cast):
    note = make_note(cast.team, cast.ben, Layer.COMMUNITY)
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)

    came = at_once(
        lambda: narrow(fresh(cast.ben), note, cast.team, Layer.TEAM),
        lambda: decide_passage(fresh(cast.eli), passage, passes=True),
    )

    assert refusals(came) in ([], [409])
    assert not Thing.objects.visible_to(cast.cleo).filter(id=note.id).exists()
    assert not Passage.objects.filter(thing_id=note.id, state=PassageState.WAITING).exists()


def test_asking_twice_leaves_one_in_the_queue(cast):
    note = make_note(cast.team, cast.ben)

    came = at_once(*[lambda: widen(fresh(cast.ben), note, cast.team, Layer.PUBLIC)] * 3)

    assert refusals(came) == [409, 409]
    assert Passage.objects.filter(thing_id=note.id, state=PassageState.WAITING).count() == 1


def test_spaces_of_the_same_name_opened_at_once_have_addresses_of_their_own(cast):
    came = at_once(
        *[
            lambda who=who: open_space(fresh(who), cast.community, name="Bees", purpose=SpaceKind.GROUP)
            for who in (cast.ada, cast.ben, cast.finn)
        ]
    )

    made = [one for one in came if isinstance(one, Space)]
    assert set(refusals(came)) <= {409}
    assert len({space.slug for space in made}) == len(made) >= 1


def test_changing_a_space_does_not_undo_what_happens_meanwhile(cast):
    stale = Space.objects.get(id=cast.team.id)
    take_in(cast.ada, cast.team, cast.finn)

    change_space(cast.ada, stale, name="Orchard and meadow")

    now = Space.objects.get(id=cast.team.id)
    assert (now.title, now.member_count) == ("Orchard and meadow", 4)
