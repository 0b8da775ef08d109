"""How soon a space answers is told honestly, reckoned once a day, and never of a person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.identity.accounts.testing import make_person
from allmende.rooms.messages.commands import reckon_paces, write, write_to_body
from allmende.rooms.messages.models import Pace
from allmende.rooms.messages.queries import pace_of
from allmende.rooms.messages.queries.queue import spans_to_answers


def asked(cast: Cast, hours: list[float]) -> None:
    """Let as many people write to the community, and Eli answer each after so many hours; below 0: never."""
    for number, until in enumerate(hours):
        person = make_member(cast.community, make_person(f"Person {number}"))
        talk = write_to_body(person, cast.community, "Is there a key?").conversation
        if until >= 0:
            with clock.travel(hours=until):
                write(cast.eli, talk, "Yes.")


@pytest.mark.django_db
def test_half_of_those_who_wrote_had_an_answer_by_then(cast):
    asked(cast, [0.5, 2, 3, 5, 30])
    with clock.travel(hours=31):
        reckon_paces()

    assert Pace.objects.get(space=cast.community.pk).cases == 5
    assert pace_of(cast.community) == "Usually answers within a few hours."


@pytest.mark.django_db
def test_who_waits_counts_as_long_as_they_have(cast):
    asked(cast, [0.5, 0.5, -1, -1, -1])
    with clock.travel(days=5):
        reckon_paces()

    assert pace_of(cast.community) == "Usually answers within a week."


@pytest.mark.django_db
def test_of_few_cases_nothing_is_told(cast):
    asked(cast, [0.5, 0.5, 0.5, 0.5])
    with clock.travel(hours=1):
        reckon_paces()

    assert pace_of(cast.community) == ""


@pytest.mark.django_db
def test_what_is_long_ago_is_forgotten(cast):
    asked(cast, [0.5, 0.5, 0.5, 0.5, 0.5])
    reckon_paces()
    with clock.travel(days=91):
        reckon_paces()

    assert not Pace.objects.exists()


@pytest.mark.django_db
def test_it_stands_where_one_is_about_to_write(cast, signed_in):
    asked(cast, [0.5] * 5)
    with clock.travel(hours=1):
        reckon_paces()

    page = signed_in(cast.ben).get(reverse("messages:body", args=[cast.community.slug])).content.decode()

    assert "Usually answers within an hour." in page


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 1000)), max_size=30))
def test_each_turn_of_the_person_counts_once(turns):
    start = clock.now()
    person, team, talk = UUID(int=1), UUID(int=2), UUID(int=3)
    at, rows = start, []
    for is_theirs, minutes in turns:
        at += timedelta(minutes=minutes)
        with clock.frozen(at):
            rows.append((talk, clock.new_id(), person if is_theirs else team, person))

    spans = spans_to_answers(rows, at)

    changes = sum(one[0] and not (number and turns[number - 1][0]) for number, one in enumerate(turns))
    assert len(spans) == changes
    assert all(span >= 0 for span in spans)
