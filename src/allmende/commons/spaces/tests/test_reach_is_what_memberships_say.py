"""Whatever people do, in whatever order: the compiled reach is what the memberships say, seen from either side."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.commands import among, let_in, let_out
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Named, Reach
from allmende.commons.spaces.commands import (
    join_network,
    join_space,
    leave_network,
    leave_space,
    open_space,
    set_role,
    take_in,
    take_out,
)
from allmende.commons.spaces.models import Membership, Partnership, Role, Space, SpaceKind
from allmende.commons.spaces.reach import audience_for, entitled, hidden_audience, readers_of, talk_audience
from allmende.commons.spaces.testing import Cast, make_community
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db
WHO, WHERE = st.integers(0, 4), st.integers(0, 7)
OPENED = [SpaceKind.TEAM, SpaceKind.GROUP, SpaceKind.ORGANISATION, SpaceKind.ORGANISATION, SpaceKind.NETWORK]
STEPS = st.one_of(
    st.tuples(st.just("open"), WHO, WHERE, st.sampled_from(OPENED)),
    st.tuples(st.just("join network"), WHO, WHERE, WHERE),
    st.tuples(st.just("leave network"), WHO, WHERE, WHERE),
    st.tuples(st.just("join"), WHO, WHERE),
    st.tuples(st.just("leave"), WHO, WHERE),
    st.tuples(st.just("take in"), WHO, WHERE, WHO, st.sampled_from(list(Role))),
    st.tuples(st.just("take out"), WHO, WHERE, WHO),
    st.tuples(st.just("set role"), WHO, WHERE, WHO, st.sampled_from(list(Role))),
    st.tuples(st.just("share"), WHO, WHERE, st.sampled_from(list(Layer))),
    st.tuples(st.just("hide"), WHO, WHERE, st.sampled_from([Kind.DRAFT, Kind.SEALED, Kind.BIN, Kind.HIDDEN])),
    st.tuples(st.just("talk"), WHO, WHERE),
    st.tuples(st.just("talk with"), WHO, WHERE),
    st.tuples(st.just("talk among"), WHO, WHERE, WHO),
    st.tuples(st.just("leave talk"), WHO, WHERE),
)


@dataclass
class Town:
    """Two communities, and everyone who may do something in them."""

    people: list[Actor]
    spaces: list[Space]
    done: list[str] = field(default_factory=list)

    def step(self, name: str, who: int, where: int, *more: object) -> None:
        """Do what a step says; what may not be is refused and changes nothing."""
        actor, space = self.people[who], self.spaces[where % len(self.spaces)]
        try:
            with transaction.atomic():
                self._do(name, actor, space, *more)
            self.done.append(name)
        except Refused:
            pass

    def _do(self, name: str, actor: Actor, space: Space, *more: object) -> None:  # noqa: C901 - a line for each deed
        match name, more:
            case "open", (purpose,):
                self.spaces.append(open_space(actor, space, name="Corner", purpose=purpose))
            case "join", ():
                join_space(actor, space)
            case "leave", ():
                leave_space(actor, space)
            case "take in", (member, role):
                take_in(actor, space, self.people[member], role)
            case "take out", (member,):
                take_out(actor, space, self.people[member])
            case "set role", (member, role):
                set_role(actor, space, self.people[member], role)
            case "join network", (partner,):
                join_network(actor, space, self.spaces[partner % len(self.spaces)])
            case "leave network", (partner,):
                leave_network(actor, space, self.spaces[partner % len(self.spaces)])
            case "share", (layer,):
                audience_for(space, layer, actor)
            case "hide", (kind,):
                hidden_audience(kind, space, actor)
            case "talk", ():
                talk_audience(space)
            case "talk with", ():
                talk_audience(space, actor)
            case "talk among", (other,):
                let_in(among(clock.new_id()), {actor.id, self.people[other].id})
            case "leave talk", ():
                for named in Named.objects.filter(actor=actor).select_related("audience")[:1]:
                    let_out(named.audience, actor.id)

    def agrees(self) -> None:
        """Compare the compiled reach with both ways of asking the memberships, and with the words of the ladder."""
        compiled: dict[int, set[UUID]] = {audience.id: set() for audience in Audience.objects.exclude(id=PUBLIC)}
        for actor, audience in Reach.objects.values_list("actor_id", "audience_id"):
            compiled[audience].add(actor)
        for audience in Audience.objects.exclude(id=PUBLIC):
            assert compiled[audience.id] == readers_of(audience) == by_the_words(audience), audience
        for actor in self.people:
            assert {audience for audience, readers in compiled.items() if actor.id in readers} == entitled(actor)
        for space in Space.objects.all():
            assert space.member_count == Membership.objects.filter(space=space).count()


def by_the_words(audience: Audience) -> set[UUID]:
    """Who may see, said once more and from nothing but the rows of memberships."""
    if audience.space is None:
        named = {row.actor_id for row in Named.objects.all() if row.audience_id == audience.id}
        return {audience.owner_id} if audience.owner_id else named
    space = Space.objects.get(id=audience.space)
    rows = list(Membership.objects.values_list("space_id", "actor_id", "role"))
    if audience.kind == Kind.LADDER:
        heard = {space.id}
        joined = list(Partnership.objects.values_list("network_id", "partner_id"))
        if audience.layer == Layer.TEAM:
            heard |= {partner for network, partner in joined if network == space.id}
        if audience.layer == Layer.NETWORK and space.purpose == SpaceKind.ORGANISATION:
            mine = {network for network, partner in joined if partner == space.id}
            heard |= mine | {partner for network, partner in joined if network in mine}
        return {actor for where, actor, _role in rows if where in heard}
    stewards = {actor for where, actor, role in rows if where == space.id and role in {"host", "curator"}}
    curators = {actor for where, actor, role in rows if where == space.root_id and role == "curator"}
    if audience.kind == Kind.TALK:
        here = {actor: role for where, actor, role in rows if where == space.id}
        own = {actor for actor, role in here.items() if role == "curator"}
        return {audience.owner_id} | own if audience.owner_id else set(here)
    return {audience.owner_id} | stewards | curators


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_both_directions_agree_after_any_sequence(cast: Cast, steps: list[tuple]) -> None:
    with transaction.atomic():
        other = make_community(cast.dora, "Harbour")
        meadow, brook = (
            open_space(who, cast.community, name=who.name, purpose=SpaceKind.ORGANISATION)
            for who in (cast.ben, cast.finn)
        )
        water = open_space(cast.eli, cast.community, name="Water", purpose=SpaceKind.NETWORK)
        spaces = [cast.community, cast.team, other, meadow, brook, water]
        town = Town([cast.eli, cast.ada, cast.ben, cast.finn, cast.dora], spaces)
        for step in steps:
            town.step(*step)
        town.agrees()
        transaction.set_rollback(True)


def test_a_long_story_with_every_kind_of_step(cast: Cast) -> None:
    """A sequence in which each step succeeds at least once, so that the property above is not kept by refusals alone."""
    town = Town([cast.eli, cast.ada, cast.ben, cast.finn, cast.dora], [cast.community, cast.team])
    for step in [
        ("share", 2, 1, Layer.TEAM), ("hide", 2, 1, Kind.BIN), ("hide", 2, 1, Kind.SEALED), ("hide", 2, 0, Kind.DRAFT),
        ("take in", 0, 0, 4, Role.MEMBER), ("open", 4, 0, SpaceKind.GROUP), ("join", 3, 2), ("share", 3, 2, Layer.TEAM),
        ("open", 3, 2, SpaceKind.GROUP), ("hide", 3, 3, Kind.BIN), ("set role", 0, 0, 3, Role.CURATOR),
        ("take in", 1, 1, 4, Role.HOST), ("leave", 1, 1), ("leave", 3, 2), ("set role", 0, 0, 3, Role.MEMBER),
        ("take out", 0, 0, 2), ("share", 0, 0, Layer.NETWORK), ("share", 0, 0, Layer.PRIVATE),
    ]:  # fmt: skip
        before = len(town.done)
        town.step(*step)
        assert len(town.done) == before + 1, step
        town.agrees()


def test_a_long_story_of_organisations_and_their_networks(cast: Cast) -> None:
    town = Town([cast.eli, cast.ada, cast.ben, cast.finn, cast.dora], [cast.community, cast.team])
    for step in [
        ("open", 2, 0, SpaceKind.ORGANISATION), ("open", 3, 0, SpaceKind.ORGANISATION), ("open", 0, 0, SpaceKind.NETWORK),
        ("share", 2, 2, Layer.NETWORK), ("share", 2, 2, Layer.TEAM), ("share", 0, 4, Layer.TEAM),
        ("join network", 0, 4, 2), ("share", 3, 3, Layer.NETWORK), ("join network", 0, 4, 3),
        ("take in", 2, 2, 1, Role.MEMBER), ("open", 2, 2, SpaceKind.GROUP), ("join", 1, 5), ("share", 1, 5, Layer.NETWORK),
        ("share", 1, 5, Layer.TEAM), ("set role", 2, 2, 1, Role.CURATOR), ("leave", 2, 2), ("leave network", 0, 4, 3),
        ("take in", 0, 0, 4, Role.MEMBER), ("take in", 1, 2, 4, Role.MEMBER), ("leave network", 0, 4, 2), ("leave", 4, 0),
    ]:  # fmt: skip
        before = len(town.done)
        town.step(*step)
        assert len(town.done) == before + 1, step
        town.agrees()


def test_leaving_the_community_takes_every_reach_with_it_but_what_is_ones_own(cast: Cast) -> None:
    for space in (cast.community, cast.team):
        for layer in Layer:
            audience_for(space, layer, cast.ben)
    draft = hidden_audience(Kind.DRAFT, cast.team, cast.ben)

    leave_space(cast.ben, cast.community)

    left = Reach.objects.filter(actor=cast.ben).values_list("audience_id", flat=True)
    assert set(left) == {draft.id, audience_for(cast.team, Layer.PRIVATE, cast.ben).id}


def test_what_one_put_in_the_bin_is_seen_by_stewards_and_nobody_else(cast: Cast) -> None:
    audience = hidden_audience(Kind.BIN, cast.team, cast.ben)

    assert readers_of(audience) == {cast.ben.id, cast.ada.id, cast.eli.id}


def test_asking_who_would_see_a_thing_makes_its_audience_whole(cast: Cast) -> None:
    first = audience_for(cast.team, Layer.TEAM, cast.ben)

    assert audience_for(cast.team, Layer.TEAM, cast.ada) == first
    assert set(Reach.objects.filter(audience=first).values_list("actor_id", flat=True)) == {
        cast.eli.id, cast.ada.id, cast.ben.id,
    }  # fmt: skip
