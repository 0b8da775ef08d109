"""A person's page costs the same whatever they say; and the search for people stands on one index."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.people.profiles.commands import add_piece, put, skill
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries.reach import reach_in_profiles
from allmende.people.profiles.testing import make_hub, tell_everything

pytestmark = pytest.mark.django_db


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

    with django_assert_num_queries(9):
        client.get("/people/ada-berg/card.vcf")


def test_people_are_found_by_one_index(cast: Cast) -> None:
    rows = Detail.objects.within(reach_in_profiles(cast.finn)).filter(key=Key.SKILL, word="joinery").values("actor")

    if connection.vendor == "sqlite":
        assert "profiles_found_by (key=? AND word=?" in rows.explain()
