"""The drawn lineage: every tie leads to the right, what is hidden leaves no trace, and what is too much is folded."""

import re

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.lineage.commands import name_source
from allmende.commons.lineage.drawing import MOST_DRAWN, drawing_of
from allmende.commons.lineage.models import Link, LinkKind
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


def post(cast, title, layer=Layer.COMMUNITY, by=None):
    place = cast.team if layer == Layer.TEAM else cast.community
    return make_post(by or cast.ben, place, "A pond cools the air.", layer=layer, heading=title)


def drawn(thing, reader):
    return drawing_of(thing, reader, f"/{thing.id}")


def corners(drawing):
    return [int(x) for x in re.findall(r'<rect x="(\d+)"', drawing.svg)]


def test_what_nothing_is_tied_to_is_not_drawn(cast):
    assert not drawn(post(cast, "A pond"), cast.ben)


def test_an_idea_leads_to_what_came_of_it_and_back(cast):
    idea, plan, result = (post(cast, title) for title in ("A pond", "A plan for a pond", "A dug pond"))
    name_source(cast.ben, idea, plan)
    name_source(cast.ben, plan, result, LinkKind.CARRIES_OVER)

    drawing = drawn(plan, cast.ben)

    assert [step.excerpt or step.title for step in drawing.steps if step.is_own]
    assert [step.is_own for step in drawing.steps] == [False, True, False]
    assert drawing.svg.count("<path") == 2
    assert sorted(set(corners(drawing))) == sorted(corners(drawing))


def test_a_longer_way_pushes_what_came_of_both_further_to_the_right(cast):
    first, second, third = (post(cast, title) for title in ("One", "Two", "Three"))
    name_source(cast.ben, first, second)
    name_source(cast.ben, second, third)
    name_source(cast.ben, first, third)

    drawing = drawn(third, cast.ben)

    assert len(set(corners(drawing))) == 3
    assert drawing.svg.count("<path") == 3


def test_nobody_sees_what_they_may_not_nor_that_there_is_something(cast):
    inner = post(cast, "Inside the team", Layer.TEAM)
    outer = post(cast, "For the community")
    name_source(cast.ben, inner, outer)

    assert drawn(outer, cast.ben)
    assert not drawn(outer, cast.finn)
    assert drawn(outer, cast.finn).svg == ""


def test_what_is_too_much_is_folded_and_stands_in_the_list(cast):
    idea = post(cast, "One idea")
    many = [post(cast, f"Came of it {n}") for n in range(MOST_DRAWN + 5)]
    Link.objects.bulk_create(Link(source_id=idea.id, target_id=one.id) for one in many)

    drawing = drawn(idea, cast.ben)

    assert (len(drawing.near), len(drawing.folded)) == (MOST_DRAWN, 6)
    assert "and 6 more" in drawing.svg


def test_titles_are_words_and_never_markup(cast):
    idea, later = post(cast, "<script>alert(1)</script> & more"), post(cast, "Later")
    name_source(cast.ben, idea, later)

    assert "<script>" not in drawn(later, cast.ben).svg
