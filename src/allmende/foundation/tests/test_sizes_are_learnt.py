"""The database learns how much lies where: only then does SQLite look for someone's things among theirs, not among all of a kind."""

import pytest
from django.db import connection

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.foundation.health.sizes import learn_sizes

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(cast):
    """A thousand things of a kind by someone, and one by someone else."""
    made = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    Thing.objects.bulk_create(
        Thing(
            kind="note", author=cast.ada, audience=made.audience, space=cast.community, title=f"Note {n}", language="en"
        )
        for n in range(1000)
    )
    return Thing.objects.filter(kind="note", author=make_note(cast.community, cast.ben).author, state="draft")


def test_a_statement_is_planned_by_what_lies_there(many):
    if connection.vendor != "sqlite":
        assert learn_sizes.call() == 0, "PostgreSQL counts by itself"
        return
    assert "things_kind" in many.explain()

    assert learn_sizes.call() > 100

    assert "things_author" in many.explain()


@pytest.fixture(autouse=True)
def forget(db):
    """Nothing has been counted before, and what this connection has learnt goes with the rows."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE sqlite_schema")
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")
