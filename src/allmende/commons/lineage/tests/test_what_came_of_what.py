"""Naming sources, and reading a lineage as far as one sees."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.lineage.commands import drop_source, name_source
from allmende.commons.lineage.models import Link, LinkKind
from allmende.commons.lineage.queries import Lineage, lineage_of, sources_of
from allmende.foundation.testing import at_once
from allmende.foundation.verdicts import Refused
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(cast):
    return [make_post(cast.ben, cast.team, f"Post {n}", layer=Layer.TEAM) for n in range(4)]


def titles(lineage: Lineage) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    return (
        [(depth, line.title) for depth, line in lineage.before],
        [(depth, line.title) for depth, line in lineage.after],
    )


def test_a_lineage_is_read_both_ways(cast, posts):
    name_source(cast.ben, posts[0], posts[1])
    name_source(cast.ben, posts[1], posts[2], LinkKind.SPLITS)
    name_source(cast.ben, posts[2], posts[3], LinkKind.CARRIES_OVER)

    before, after = titles(lineage_of(posts[2].id, cast.ben))

    assert before == [(1, "Post 1"), (2, "Post 0")]
    assert after == [(1, "Post 3")]


def test_two_merge_into_one(cast, posts):
    for source in posts[:2]:
        name_source(cast.ben, source, posts[2], LinkKind.MERGES)

    ties = sources_of([posts[2].id])[posts[2].id]

    assert [(tie.earlier, tie.kind) for tie in ties] == [(post.id, "merges") for post in posts[:2]]


def test_a_diamond_is_read_once(cast, posts):
    for source, target in ((0, 1), (0, 2), (1, 3), (2, 3)):
        name_source(cast.ben, posts[source], posts[target])

    lineage = lineage_of(posts[3].id, cast.ben)

    assert (len(lineage.before), len(lineage.ties)) == (3, 4)


def test_a_way_ends_where_its_reader_sees_no_further(cast, posts):
    inner = posts[1]
    outer = [make_post(cast.ben, cast.community, f"Open {n}", layer=Layer.COMMUNITY) for n in range(2)]
    name_source(cast.ben, outer[0], inner)
    name_source(cast.ben, inner, outer[1])

    assert len(lineage_of(outer[1].id, cast.ben).before) == 2
    assert lineage_of(outer[1].id, cast.finn) == Lineage((), (), ())


def test_a_circle_is_refused_however_long(cast, posts):
    for n in range(3):
        name_source(cast.ben, posts[n], posts[n + 1])

    for source, target in ((3, 0), (0, 0), (2, 1)):
        with pytest.raises(Refused) as refusal:
            name_source(cast.ben, posts[source], posts[target])
        assert refusal.value.status == 409


def test_what_one_does_not_see_is_no_source(cast, posts):
    mine = make_post(cast.finn, cast.community, "Mine", layer=Layer.COMMUNITY)

    with pytest.raises(Refused) as refusal:
        name_source(cast.finn, posts[0], mine)

    assert refusal.value.status == 404


def test_said_twice_it_stands_once_and_another_kind_replaces_it(cast, posts):
    for kind in (LinkKind.BUILDS_ON, LinkKind.BUILDS_ON, LinkKind.CARRIES_OVER):
        name_source(cast.ben, posts[0], posts[1], kind)

    assert Link.objects.values_list("kind", flat=True).get() == LinkKind.CARRIES_OVER


def test_taking_it_back_may_be_said_twice(cast, posts):
    name_source(cast.ben, posts[0], posts[1])
    drop_source(cast.ben, posts[0].id, posts[1])
    drop_source(cast.ben, posts[0].id, posts[1])

    assert not lineage_of(posts[1].id, cast.ben)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_once_dont(cast, posts):
    answers = at_once(
        lambda: name_source(cast.ben, posts[0], posts[1]), lambda: name_source(cast.ben, posts[1], posts[0])
    )

    assert [type(answer) for answer in answers].count(Refused) == 1
    assert Link.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_lineage_costs_the_same_however_long(cast, posts, count, django_assert_num_queries):
    for n in range(count):
        name_source(cast.ben, posts[n], posts[n + 1])
    lineage_of(posts[0].id, cast.ben)

    with django_assert_num_queries(2):  # the walk, and the addresses of their kind
        assert len(lineage_of(posts[0].id, cast.ben).after) == count
