"""Every list begins with what the reader may see, goes on by a key, and is walked in its own index's order."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import kinds
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Reader

pytestmark = pytest.mark.django_db


def pages(reader: Reader, size: int) -> list[Thing]:
    """All notes that a reader sees, page by page."""
    found: list[Thing] = []
    while page := list(
        Thing.objects.visible_to(reader)
        .filter(kind="note")
        .published_before(found[-1].published if found else None)[:size]
    ):
        found += page
    return found


def test_pages_hold_everything_once_and_the_newest_first(cast: Cast) -> None:
    made = [make_note(cast.team, cast.ben, title=f"Note {n}") for n in range(7)]

    assert [note.id for note in pages(cast.ben, 3)] == [note.id for note in reversed(made)]


def test_a_page_shows_nothing_that_one_does_not_see(cast: Cast) -> None:
    make_note(cast.team, cast.ben, Layer.TEAM)
    shared = make_note(cast.team, cast.ben, Layer.COMMUNITY)
    make_note(cast.team, cast.ben, None)

    assert pages(cast.finn, 2) == [shared]
    assert pages(cast.dora, 2) == pages(cast.cleo, 2) == []


def test_what_was_published_as_of_an_earlier_day_stands_there(cast: Cast) -> None:
    late = make_note(cast.team, cast.ben)
    with clock.frozen(NOON.replace(year=2020)):
        early = make_note(cast.team, cast.ben)

    assert pages(cast.ben, 5) == [late, early]


def test_a_draft_is_in_no_list_of_what_is_shared(cast: Cast) -> None:
    draft = make_note(cast.team, cast.ben, None)

    assert draft in Thing.objects.visible_to(cast.ben)
    assert draft not in Thing.objects.visible_to(cast.ben).shared()
    assert draft not in Thing.objects.visible_to(cast.ben).published_before()


def test_the_kind_of_a_rooms_things_is_the_name_of_its_model() -> None:
    """`visible_to` on a room's own table asks for it, because the index begins with it."""
    children = {model._meta.model_name for model in Thing.__subclasses__() if model._meta.app_label != "stock"}

    assert children >= {"space", "comment", "call", "contribution"}
    assert children <= set(kinds())


def test_a_rooms_list_is_asked_for_by_its_kind(cast: Cast) -> None:
    assert "kind" in str(Space.objects.visible_to(cast.ben).query)
    assert set(Space.objects.visible_to(cast.ben).values_list("slug", flat=True)) == {"meadow", "orchard"}


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "things_published"),
        ({"kind": "note"}, "things_kind"),
        ({"space": "team"}, "things_space"),
        ({"author": "ben"}, "things_author"),
    ],
)
def test_sqlite_walks_the_lists_own_index_and_sorts_nothing(cast: Cast, filters: dict[str, str], index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's planner alone is led by the unary plus")
    wanted = {name: {"team": cast.team.thing_ptr, "ben": cast.ben}.get(value, value) for name, value in filters.items()}

    plan = Thing.objects.visible_to(cast.ben).filter(**wanted).published_before()[:21].explain()

    assert f"USING INDEX {index} (" in plan
    assert "TEMP B-TREE" not in plan


def test_things_of_elsewhere_come_in_once_and_ours_have_no_address(cast: Cast) -> None:
    one, other = make_note(cast.team, cast.ben), make_note(cast.team, cast.ben)
    Thing.objects.filter(id=one.id).update(uri="https://elsewhere.example/1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Thing.objects.filter(id=other.id).update(uri="https://elsewhere.example/1")
    assert Thing.objects.filter(uri=None).count() > 1
