"""A person's page costs the same whatever they say; and the search for people stands on one index."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import open_space
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.testing import make_person
from allmende.people.profiles.commands import add_piece, endorse, put, skill
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries.reach import reach_in_profiles
from allmende.people.profiles.testing import make_contacts, make_hub, tell_everything

pytestmark = pytest.mark.django_db


def tell_all(cast: Cast, count: int) -> None:
    """Ada says everything, has as many skills, each endorsed, pieces with pictures, spaces and contacts."""
    root = cast.community
    tell_everything(cast.ada, root, make_hub(cast.eli, root), dict.fromkeys(Key.values, Layer.COMMUNITY))
    for praised in put(
        cast.ada, cast.ada, root, Key.SKILL, [skill(f"Skill {number}", "en") for number in range(count)]
    ):
        endorse(cast.ben, praised, root, "Nobody does it better.")
    for number in range(count):
        make_picture(cast.ada, add_piece(cast.ada, cast.ada, root, title=f"Piece {number}", layer=Layer.COMMUNITY))
        make_member(open_space(cast.eli, root, name=f"Group {number}", purpose=SpaceKind.GROUP), cast.ada)
        make_contacts(cast.ada, make_member(root, make_person(f"Friend {number}")))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "statements"), [("", 12), ("work/", 14)])
def test_a_member_sees_a_person_in_few_statements(
    page: str, statements: int, count: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    """Session, account, reach, circles, roles; the person, their details, endorsements, contact, spaces; what one follows and what is quiet; places, notices."""
    tell_all(cast, count)
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.finn.account)
    client.get(f"/people/ada-berg/{page}")

    with django_assert_num_queries(statements):
        answer = client.get(f"/people/ada-berg/{page}")

    content = answer.content.decode()
    seen = ["Skill", "Group"] if not page else ["Piece"]
    assert [content.count(f"{word} {number}") > 0 for word in seen for number in range(count)] == [True] * len(
        seen
    ) * count
    assert ("Wool Mill" in content and "Ask for contact" in content) == (not page)


def test_the_two_pages_of_a_person_lead_to_each_other(cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ada.account)

    who = client.get("/people/ada-berg/?as=member").content.decode()
    made = client.get("/people/ada-berg/work/?as=member").content.decode()

    assert 'href="/people/ada-berg/work/?as=member"' in who
    assert 'href="/people/ada-berg/?as=member"' in made
    assert "What they made" in who
    assert "Say thanks" not in who


@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_is_read_in_few_statements(count: int, cast: Cast, django_assert_num_queries: Any) -> None:
    """The profile itself, without the session, the frame of the page and what the rooms add to it: eight."""
    hub = make_hub(cast.eli, cast.community)
    tell_everything(cast.ada, cast.community, hub, dict.fromkeys(Key.values, Layer.COMMUNITY))
    put(cast.ada, cast.ada, cast.community, Key.SKILL, [skill(f"Skill {number}", "en") for number in range(count)])
    for number in range(count):
        add_piece(cast.ada, cast.ada, cast.community, title=f"Piece {number}", layer=Layer.COMMUNITY)
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.finn.account)
    client.get("/people/ada-berg/card.vcf")

    with django_assert_num_queries(7):
        client.get("/people/ada-berg/card.vcf")


def test_people_are_found_by_one_index(cast: Cast) -> None:
    rows = Detail.objects.within(reach_in_profiles(cast.finn)).filter(key=Key.SKILL, word="joinery").values("actor")

    if connection.vendor == "sqlite":
        assert "profiles_found_by (key=? AND word=?" in rows.explain()
