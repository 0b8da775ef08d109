"""Fields, prizes and criteria that a template proposes are taken over with one press, and kept once hosts save them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.commons.spaces.testing import Cast
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import draft_from
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.proposals import proposed_criteria, proposed_fields, proposed_prizes
from allmende.rooms.calls.queries.template import template_of
from allmende.rooms.calls.queries.templates import starting_set, template_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def call(cast: Cast) -> Call:
    template = template_named(cast.community, "creative-brief-open")
    assert template is not None
    return draft_from(cast.ada, cast.team, template, title="A sign", language="en")


def test_each_step_proposes_what_the_template_has_and_fills_it_in_on_request(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    host = signed_in(cast.ada)
    for step, word in (
        ("fields", "The idea in three sentences"),
        ("prizes", "Prize of the jury"),
        ("rating/criteria", "Fits the task"),
    ):
        first = host.get(f"/calls/{call.slug}/{step}/").content.decode()
        assert "The template proposes" in first, step
        assert word in first, step
        assert f'value="{word}"' not in first, step

        taken = host.get(f"/calls/{call.slug}/{step}/?proposed=1").content.decode()
        assert f'value="{word}"' in taken, step
        assert "Nothing is kept before." in taken, step
    assert template_of(call.id) == ()


def test_what_was_taken_over_is_kept_once_it_is_saved(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    asked = proposed_fields(call)
    sent = {"version": str(call.revision), "field-TOTAL_FORMS": str(len(asked)), "field-INITIAL_FORMS": str(len(asked))}
    for number, one in enumerate(asked):
        sent |= {f"field-{number}-label": one["label"], f"field-{number}-kind": str(one["kind"])}
    host = signed_in(cast.ada)

    assert host.post(f"/calls/{call.slug}/fields/?proposed=1", sent).status_code == 302

    assert [field.label for field in template_of(call.id)] == ["The idea in three sentences", "Why this"]
    assert "The template proposes" not in host.get(f"/calls/{call.slug}/fields/").content.decode()


def test_every_proposal_of_every_template_can_be_taken_over(cast: Cast) -> None:
    for template in starting_set().values():
        call = draft_from(cast.ada, cast.team, template, title=template.key, language="de")
        assert len(proposed_prizes(call)) == len(template.prizes)
        assert len(proposed_fields(call)) == len(template.fields)
        assert all(one["name_de"] and one["name_it"] for one in proposed_criteria(call))
