"""Posts are taken along as a table: what the list shows, and nothing else."""

import csv
import io

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


def take(actor, query=""):
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    answer = client.post(f"/lists/posts/exports/?{query}", {"form": "csv", "columns": ["author", "text", "question"]})
    return (
        list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
        if answer.status_code == 200
        else answer.status_code
    )


def test_everyone_takes_what_they_see(cast):
    make_post(cast.ben, cast.team, text="For the **team**", layer=Layer.TEAM)
    make_post(cast.ben, cast.team, text="=1+1", layer=Layer.COMMUNITY, poll=TEA)

    assert take(cast.finn) == [["Ben Roth", "'=1+1", "Which tea?"]]
    assert take(cast.ada, f"in={cast.team.slug}") == [
        ["Ben Roth", "'=1+1", "Which tea?"],
        ["Ben Roth", "For the team", ""],
    ]
    assert take(cast.ada, "in=no/where") == 404
