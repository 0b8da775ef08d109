"""Organisations are houses in the house: inside, with partners, public; and whoever represents one speaks for it."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer, Reach
from allmende.commons.spaces.commands import (
    change_space,
    join_network,
    leave_network,
    leave_space,
    open_space,
    set_role,
    sign,
    take_in,
    widen,
)
from allmende.commons.spaces.models import Behalf, Membership, Mode, Role, SpaceKind
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.queries import behalf_of, body_in, voices_of, who_will_see
from allmende.commons.spaces.reach import audience_for, layers_of
from allmende.commons.spaces.rules import is_member, may_act_for, may_join
from allmende.commons.spaces.testing import Cast, make_member, make_note
from allmende.commons.things.models import Thing
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(cast: Cast):
    """Ben's Meadow, Finn's Brook, and Eli's network Water, which Meadow belongs to."""
    meadow = open_space(cast.ben, cast.community, name="Meadow Ltd", purpose=SpaceKind.ORGANISATION)
    brook = open_space(cast.finn, cast.community, name="Brook", purpose=SpaceKind.ORGANISATION)
    water = open_space(cast.eli, cast.community, name="Water", purpose=SpaceKind.NETWORK)
    join_network(cast.ben, water, meadow)
    return meadow, brook, water


def opened(cast: Cast, space, *layers: Layer) -> None:
    """Open an organisation's gates as if it had practised."""
    from allmende.commons.spaces.models import Gate

    for layer in layers:
        Gate.objects.update_or_create(space=space, layer=layer, defaults={"mode": Mode.FREE})


def readers(audience) -> set:
    return set(Reach.objects.filter(audience=audience).values_list("actor_id", flat=True))


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def test_an_organisation_has_a_voice_a_representative_and_closed_gates(cast, bodies):
    meadow, _brook, _water = bodies

    assert (meadow.voice.kind, meadow.voice.name) == (Kind.ORGANISATION, "Meadow Ltd")
    assert Membership.objects.get(space=meadow, actor=cast.ben).role == Role.CURATOR
    assert layers_of(meadow) == [Layer.PRIVATE, Layer.TEAM, Layer.NETWORK, Layer.PUBLIC]
    assert [mode_of(meadow, layer) for layer in layers_of(meadow)[1:]] == [Mode.FREE, Mode.CLOSED, Mode.CLOSED]


def test_what_is_inside_an_organisation_is_seen_by_its_members_alone(cast, bodies):
    meadow, _brook, _water = bodies
    note = make_note(meadow, cast.ben, Layer.TEAM)

    seen = [
        who for who in (cast.eli, cast.ada, cast.ben, cast.finn) if Thing.objects.visible_to(who).filter(id=note.id)
    ]

    assert seen == [cast.ben]


def test_with_partners_means_the_network_and_all_its_organisations_and_nobody_else(cast, bodies):
    meadow, brook, water = bodies
    opened(cast, meadow, Layer.NETWORK)
    note = make_note(meadow, cast.ben, Layer.NETWORK)
    before = readers(note.audience)

    join_network(cast.finn, water, brook)
    during = readers(note.audience)
    leave_network(cast.finn, water, brook)

    assert before == {cast.ben.id, cast.eli.id}
    assert during == {cast.ben.id, cast.eli.id, cast.finn.id}
    assert readers(note.audience) == before
    assert recorded(water.id)[-2:] == ["PartnerJoined", "PartnerLeft"]


def test_leaving_a_network_closes_both_ways(cast, bodies):
    meadow, brook, water = bodies
    join_network(cast.finn, water, brook)
    shared = [audience_for(space, Layer.NETWORK, cast.ben) for space in (meadow, brook)]

    leave_network(cast.ben, water, meadow)

    assert [readers(audience) for audience in shared] == [{cast.ben.id}, {cast.finn.id, cast.eli.id}]


def test_members_of_an_organisation_are_inside_its_network_and_leave_it_with_the_organisation(cast, bodies):
    meadow, _brook, water = bodies
    take_in(cast.ben, meadow, cast.ada)
    inside = make_note(water, cast.eli, Layer.TEAM)

    assert is_member(fresh(cast.ada), water)
    assert Thing.objects.visible_to(fresh(cast.ada)).filter(id=inside.id).exists()
    assert not is_member(fresh(cast.finn), water)
    with pytest.raises(Refused, match="through your organisation"):
        leave_space(fresh(cast.ada), water)

    leave_space(fresh(cast.ada), meadow)

    assert not is_member(fresh(cast.ada), water)
    assert not Thing.objects.visible_to(fresh(cast.ada)).filter(id=inside.id).exists()


def test_who_will_see_is_said_before_anyone_shares_with_partners(cast, bodies):
    meadow, _brook, _water = bodies

    assert "2 members of the partner network" in who_will_see(meadow, Layer.NETWORK, cast.ben)


def test_spaces_of_an_organisation_are_seen_joined_and_left_within_it(cast, bodies):
    meadow, _brook, _water = bodies
    take_in(cast.ben, meadow, cast.ada)
    bees = open_space(fresh(cast.ben), meadow, name="Bees", purpose=SpaceKind.GROUP)

    assert may_join(fresh(cast.ada), bees)
    assert not may_join(fresh(cast.finn), bees)
    with pytest.raises(Refused, match="first belong to the organisation"):
        take_in(fresh(cast.ben), bees, cast.finn)
    assert not Thing.objects.visible_to(fresh(cast.finn)).filter(id=bees.id).exists()

    take_in(fresh(cast.ben), bees, cast.ada)
    leave_space(fresh(cast.ada), meadow)

    assert not Membership.objects.filter(actor=cast.ada, space__body=meadow).exists()


def test_what_an_organisation_owns_goes_no_further_than_the_organisation(cast, bodies):
    meadow, _brook, _water = bodies
    bees = open_space(cast.ben, meadow, name="Bees", purpose=SpaceKind.GROUP)
    opened(cast, bees, Layer.NETWORK)
    note = make_note(bees, cast.ben, Layer.TEAM)

    with pytest.raises(Refused, match="the gate is closed"):
        widen(fresh(cast.ben), note, bees, Layer.NETWORK)


def test_only_representatives_speak_and_only_while_they_are(cast, bodies):
    meadow, _brook, _water = bodies
    take_in(cast.ben, meadow, cast.ada, Role.CURATOR)

    assert may_act_for(fresh(cast.ada), meadow)
    assert not may_act_for(fresh(cast.eli), meadow), "a curator of the community cares for it, but isn't its voice"
    assert [body.name for body in voices_of(fresh(cast.ada))] == ["Meadow Ltd"]

    set_role(cast.ben, meadow, cast.ada, Role.MEMBER)

    assert voices_of(fresh(cast.ada)) == []
    with pytest.raises(Refused, match="don't represent"):
        body_in(fresh(cast.ada), meadow.slug)
    with pytest.raises(Refused, match="Only representatives of Meadow Ltd"):
        sign(fresh(cast.ada), make_note(cast.team, cast.ada), meadow)


@pytest.mark.parametrize("slug", ["orchard", "nowhere", "../meadow", "meadow-ltd" * 50, "\x00", "'; drop table"])
def test_a_forged_voice_is_refused(cast, bodies, slug):
    with pytest.raises(Refused) as refusal:
        body_in(cast.finn, slug)

    assert refusal.value.status == 403


def test_what_stands_in_a_network_names_it_as_its_publisher(cast, bodies):
    _meadow, _brook, water = bodies
    note = make_note(water, cast.eli, Layer.TEAM)

    assert behalf_of([note.id])[note.id].name == "Water"
    assert Behalf.objects.count() == 1


def test_a_new_name_is_the_voices_too(cast, bodies):
    meadow, _brook, _water = bodies

    change_space(cast.ben, meadow, name="Meadow & Sons")

    assert fresh(meadow.voice).name == "Meadow & Sons"


@pytest.mark.parametrize(("network", "partner"), [(0, 1), (2, 2), (0, 2)])
def test_only_organisations_join_only_networks(cast, bodies, network, partner):
    with pytest.raises(Refused) as refusal:
        join_network(cast.eli, bodies[network], bodies[partner])

    assert refusal.value.status == 422


def test_joining_twice_and_leaving_twice_are_said_so(cast, bodies):
    meadow, _brook, water = bodies
    with pytest.raises(Refused, match="belongs to this network already"):
        join_network(cast.ben, water, meadow)
    leave_network(cast.ben, water, meadow)
    with pytest.raises(Refused, match="doesn't belong"):
        leave_network(cast.ben, water, meadow)


def test_one_admission_touches_only_the_one_who_came(cast, bodies, django_assert_max_num_queries):
    meadow, _brook, _water = bodies
    for layer in layers_of(meadow):
        audience_for(meadow, layer, cast.ben)
    before = set(Reach.objects.exclude(actor=cast.ada).values_list("actor_id", "audience_id"))

    with django_assert_max_num_queries(24):
        take_in(cast.ben, meadow, cast.ada)

    assert set(Reach.objects.exclude(actor=cast.ada).values_list("actor_id", "audience_id")) == before


def test_a_partnership_costs_the_same_however_many_people_it_brings(cast, bodies, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from allmende.identity.accounts.testing import make_person

    _meadow, brook, water = bodies
    audience_for(water, Layer.TEAM, cast.eli)
    counts = []
    for extra in (1, 3):
        for n in range(extra):
            make_member(brook, make_member(cast.community, make_person(f"Brook {extra} {n}")))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            join_network(cast.finn, water, brook)
        counts.append(len(captured))
        leave_network(cast.finn, water, brook)

    assert counts[0] == counts[1]


def test_a_reviewed_gate_of_the_community_holds_for_its_organisations_once_theirs_is_open(cast, bodies):
    from allmende.commons.spaces.models import Gate

    meadow, _brook, _water = bodies
    Gate.objects.filter(space=meadow).delete()
    note = make_note(meadow, cast.ben, Layer.TEAM)
    publish_to = widen(cast.ben, note, meadow, Layer.NETWORK)

    assert publish_to.state == "waiting"
