"""An audience is one row whoever asks for it, and a reader's reach is read once and never outlives a change."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from allmende.commons.audiences.commands import ensure, find, grant, public, revoke
from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.commons.audiences.queries import is_ladder_above, reach_of, reader_count
from allmende.commons.spaces.commands import join_space, leave_space, open_space
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.reach import audience_for
from allmende.commons.spaces.testing import Cast
from allmende.commons.things.models import Thing
from allmende.foundation.ids import uuid7
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db


def test_everyone_reaches_the_public_one_and_nobody_has_a_row_for_it(cast: Cast) -> None:
    assert reach_of(cast.cleo) == [PUBLIC]
    assert reach_of(cast.dora) == [PUBLIC]
    assert not Reach.objects.filter(audience_id=PUBLIC).exists()
    assert reader_count(public()) is None


def test_later_audiences_do_not_take_the_id_of_the_public_one() -> None:
    made, is_new = ensure(Kind.LADDER, Layer.TEAM, uuid7())

    assert is_new
    assert made.id > PUBLIC


def test_an_audience_is_one_row_whoever_asks() -> None:
    space, ada, ben = uuid7(), make_person("Ada Berg"), make_person("Ben Roth")
    described: list[tuple[Kind, Layer, UUID | None, Actor | None]] = [
        (Kind.LADDER, Layer.TEAM, space, None),
        (Kind.LADDER, Layer.COMMUNITY, space, None),
        (Kind.LADDER, Layer.PRIVATE, None, ada),
        (Kind.LADDER, Layer.PRIVATE, None, ben),
        (Kind.DRAFT, Layer.PRIVATE, None, ada),
        (Kind.BIN, Layer.PRIVATE, space, ada),
    ]

    first = [ensure(*one)[0] for one in described]

    assert len({audience.id for audience in first}) == len(described)
    assert [ensure(*one) for one in described] == [(audience, False) for audience in first]
    assert [find(*one) for one in described] == first


def test_what_nobody_has_made_is_not_there() -> None:
    assert find(Kind.LADDER, Layer.TEAM, uuid7()) is None


def test_giving_twice_is_giving_once_and_taking_leaves_the_rest() -> None:
    ada, ben = make_person("Ada Berg"), make_person("Ben Roth")
    one, other = (ensure(Kind.LADDER, Layer.TEAM, uuid7())[0].id for _ in range(2))

    grant({(ada.id, one), (ada.id, other), (ben.id, one)})
    grant({(ada.id, one)})
    revoke(ada.id, {one})

    assert set(Reach.objects.values_list("actor_id", "audience_id")) == {(ada.id, other), (ben.id, one)}


def test_a_reach_is_read_once_and_then_kept(cast: Cast, django_assert_num_queries) -> None:
    outdate()
    with django_assert_num_queries(1):
        first = reach_of(cast.ben)
        assert reach_of(cast.ben) == first


def test_what_is_kept_does_not_outlive_a_membership(cast: Cast) -> None:
    bees = open_space(cast.eli, cast.community, name="Bees", purpose=SpaceKind.GROUP)
    shared = audience_for(bees, Layer.TEAM, cast.eli).id
    assert shared not in reach_of(cast.finn)

    join_space(cast.finn, bees)
    assert shared in reach_of(cast.finn)

    leave_space(cast.finn, bees)
    assert shared not in reach_of(cast.finn)


def test_how_far_an_audience_reaches_is_a_number(cast: Cast) -> None:
    assert reader_count(audience_for(cast.team, Layer.TEAM, cast.ben)) == 3
    assert reader_count(audience_for(cast.team, Layer.COMMUNITY, cast.ben)) == 4
    assert reader_count(audience_for(cast.team, Layer.PRIVATE, cast.ben)) == 1


def test_every_step_outward_is_above_and_out_of_sight_is_below_all() -> None:
    team, draft = Audience(kind=Kind.LADDER, layer=Layer.TEAM), Audience(kind=Kind.DRAFT, layer=Layer.PRIVATE)

    assert [is_ladder_above(team, layer) for layer in Layer] == [False, False, True, True, True]
    assert all(is_ladder_above(draft, layer) for layer in Layer)


def test_a_long_reach_is_one_statement_without_a_parameter_for_each_id() -> None:
    query = Thing.objects.filter(audience__within=list(range(1, 3001))).order_by()
    sql, params = query.query.sql_with_params()

    if connection.vendor == "postgresql":
        assert ("= ANY(%s::bigint[])" in sql, len(params), params[0][:6]) == (True, 1, "{1,2,3")
    else:
        assert ("IN (1,2,3," in sql, params) == (True, ())
    assert list(query) == []


@pytest.mark.parametrize("smuggled", ["1) OR (1=1", "1; DROP TABLE x", None])
def test_nothing_but_numbers_gets_into_the_statement(smuggled: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        list(Thing.objects.filter(audience__within=[1, smuggled]))
