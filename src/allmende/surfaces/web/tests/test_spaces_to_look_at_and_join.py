"""Spaces: their list, one of them, joining and leaving, opening one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.commands import change_space, open_space
from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.commons.spaces.rules import role_in
from allmende.foundation.doors import urls_of
from allmende.surfaces.web.spaces import queries, views


@pytest.fixture
def group(cast: Any) -> Space:
    return open_space(
        cast.ben, cast.community, name="Bees", purpose=SpaceKind.GROUP, summary="Wild bees in the village."
    )


def text(answer: Any) -> str:
    return answer.content.decode()


def test_the_list_shows_what_one_sees(sign_in, client, cast, group):
    assert "Bees" in text(sign_in(cast.finn).get("/spaces/"))
    assert "Bees" not in text(client.get("/spaces/"))
    assert "Bees" not in text(sign_in(cast.dora).get("/spaces/"))


def test_a_space_inside_another_hangs_below_it(sign_in, cast, group):
    open_space(cast.ben, group, name="Hives", purpose=SpaceKind.GROUP)

    shown = text(sign_in(cast.ben).get("/spaces/"))

    assert shown.index(">Bees<") < shown.index(">Hives<") < shown.index(">Orchard<")
    assert shown.count('<ul class="branch">') == 2


def test_an_interest_group_is_joined_in_one_step_and_left_again(sign_in, cast, group):
    client = sign_in(cast.finn)
    assert reverse("space_join", args=["bees"]) in text(client.get("/spaces/"))

    client.post(reverse("space_join", args=["bees"]))
    assert Membership.objects.filter(space=group, actor=cast.finn).exists()
    assert "You belong here" in text(client.get("/spaces/bees/"))
    client.post(reverse("space_leave", args=["bees"]))

    assert not Membership.objects.filter(space=group, actor=cast.finn).exists()


def test_a_team_says_why_one_can_not_join(sign_in, cast):
    shown = text(sign_in(cast.finn).get("/spaces/orchard/"))

    assert "This space takes people in itself." in shown
    assert sign_in(cast.finn).post(reverse("space_join", args=["orchard"])).status_code == 403


def test_a_stranger_sees_no_space_inside(sign_in, cast, group):
    assert sign_in(cast.dora).get("/spaces/bees/").status_code == 404
    assert sign_in(cast.dora).post(reverse("space_join", args=["bees"])).status_code == 404


def test_the_community_has_a_page_for_guests_too(client, cast):
    shown = text(client.get("/spaces/meadow/"))

    assert "<h1" in shown
    assert "Ada Berg" not in shown
    assert "csrf" not in shown


def test_an_earlier_address_leads_on_for_good(sign_in, cast, group):
    change_space(cast.ben, group, slug="wild-bees")

    answer = sign_in(cast.finn).get("/spaces/bees/")

    assert (answer.status_code, answer.url) == (301, "/spaces/wild-bees/")
    assert "Ben Roth" in text(sign_in(cast.finn).get("/spaces/bees/members/"))


def test_any_member_opens_an_interest_group(sign_in, cast):
    client = sign_in(cast.finn)
    assert "A team:" not in text(client.get("/spaces/new/"))

    answer = client.post("/spaces/new/", {"name": "Chess", "purpose": "group", "parent": "meadow", "summary": ""})

    assert answer.url == "/spaces/chess/"
    assert role_in(cast.finn, Space.objects.get(slug="chess")) == "host"


def test_a_team_is_opened_by_those_who_care_for_the_space_around_it(sign_in, cast):
    wanted = {"name": "Pond", "purpose": "team", "parent": "orchard", "summary": ""}

    assert sign_in(cast.ben).post("/spaces/new/", wanted).status_code == 422
    assert sign_in(cast.ada).post("/spaces/new/", wanted).url == "/spaces/pond/"


def test_a_name_that_is_no_name_is_said_at_its_field(sign_in, cast):
    answer = sign_in(cast.finn).post("/spaces/new/", {"name": "!!!", "purpose": "group", "parent": "meadow"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text(answer)


def test_a_space_can_be_linked_to_by_its_id(sign_in, cast, group):
    assert urls_of([(group.id, "space")]) == {group.id: "/spaces/bees/"}
    assert sign_in(cast.finn).get(f"/id/{group.id}/").url == "/spaces/bees/"


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(sign_in, cast, many, django_assert_num_queries):
    for n, opener in enumerate([cast.ben, cast.ada, cast.eli][:many]):
        open_space(opener, cast.community, name=f"Group {n}", purpose=SpaceKind.GROUP)
    client = sign_in(cast.finn)
    client.get("/spaces/")

    with django_assert_num_queries(8):
        client.get("/spaces/")


@pytest.mark.parametrize("many", [1, 3])
def test_a_space_costs_the_same_however_much_is_in_it(sign_in, cast, group, many, django_assert_num_queries):
    for n, opener in enumerate([cast.ben, cast.ada, cast.eli][:many]):
        open_space(
            opener, group if opener != cast.ada else cast.team, name=f"Group {n}", purpose=SpaceKind.GROUP
        ) if n == 0 else None
    client = sign_in(cast.ben)
    client.get("/spaces/bees/")

    # how soon people get an answer there; which spaces have plans, which have results, both once for the house; what came out of sessions
    with django_assert_num_queries(19):
        client.get("/spaces/bees/")


def test_where_many_spaces_are_inside_one_the_first_show_and_all_are_found_page_by_page(
    sign_in, cast, group, monkeypatch
):
    names = [f"Hive {n:02}" for n in range(5)]
    for name in names:
        open_space(cast.ben, group, name=name, purpose=SpaceKind.GROUP)
    monkeypatch.setattr(views, "INSIDE", 2)
    monkeypatch.setattr(queries.spaces_of, "__kwdefaults__", {**queries.spaces_of.__kwdefaults__, "limit": 2})
    client = sign_in(cast.finn)

    first = text(client.get("/spaces/bees/"))
    assert ">Hive 01<" in first
    assert ">Hive 02<" not in first
    assert "/spaces/?in=bees" in first
    assert first.count("spaces inside") == first.count("All spaces inside"), (
        "how many there are is not counted, so no number is told"
    )
    found, address = [], "/spaces/?in=bees"
    while address:
        page = client.get(address)
        found += [card.title for card in page.context["tree"]]
        address = page.context["following"] and f"/spaces/{page.context['following']}"

    assert found == names


def test_a_community_with_too_many_spaces_for_a_tree_shows_them_side_by_side(sign_in, cast, group, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)

    shown = sign_in(cast.ben).get("/spaces/")

    assert {"Bees", "Orchard"} <= {card.title for card in shown.context["tree"]}


@pytest.mark.parametrize("page", ["?in=nowhere", "?in=%00"])
def test_spaces_inside_what_one_does_not_see_are_not_there(sign_in, cast, page):
    assert sign_in(cast.finn).get(f"/spaces/{page}").status_code == 404


def test_a_page_after_a_space_that_is_gone_begins_anew_and_says_so(sign_in, cast, group):
    finn, key = sign_in(cast.finn), "00000000-0000-0000-0000-000000000000"

    page = finn.get(f"/spaces/?show=group&after={key}")
    program = finn.get(f"/api/v1/spaces?after={key}")

    assert "Bees" in text(page)
    assert "The list has changed" in text(page)
    assert "The list has changed" not in text(finn.get("/spaces/?show=group"))
    assert (program.status_code, "The list has changed" in program.json()["detail"]) == (410, True)


@pytest.mark.parametrize("page", ["?after=x", "?after=00000000-0000-0000-0000-000000000000", "?show=nonsense"])
def test_a_page_that_is_none_is_the_first(sign_in, cast, group, page):
    assert "Bees" in text(sign_in(cast.finn).get(f"/spaces/{page}"))
