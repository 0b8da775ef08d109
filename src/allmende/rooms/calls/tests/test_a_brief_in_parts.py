"""A brief is written in parts that a good one has; hints explain and are never kept as answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.commons.spaces.testing import Cast
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import SectionText, draft_call, set_sections
from allmende.rooms.calls.models import Section
from allmende.rooms.calls.testing import make_call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_part_without_a_heading_is_headed_in_the_language_of_its_call(cast: Cast) -> None:
    call = draft_call(cast.ada, cast.team, title="Ein kühler Hof", language="de")

    set_sections(cast.ada, call, [SectionText("", "Im Juli ist es zu heiß.", "background"), SectionText("Why", "So.")])

    assert list(call.sections.values_list("role", "heading")) == [("background", "Hintergrund"), ("", "Why")]


def test_what_is_only_offered_is_no_section(cast: Cast) -> None:
    call = draft_call(cast.ada, cast.team, title="A cooler yard")

    set_sections(cast.ada, call, [SectionText("", "", "task"), SectionText("Rights", "  ", "rights")])

    assert not Section.objects.filter(call=call).exists()


def test_a_draft_offers_each_part_with_its_hint(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    call = draft_call(cast.ada, cast.team, title="A cooler yard")

    page = signed_in(cast.ada).get(f"/calls/{call.slug}/edit/").content.decode()

    assert "What good looks like" in page
    assert "An example says more than three adjectives." in page


def test_a_long_brief_begins_with_what_stands_in_it(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    call = make_call(cast.ada, cast.team)
    set_sections(cast.ada, call, [SectionText(f"Part {number}", "Words.") for number in range(4)])

    page = signed_in(cast.ben).get(f"/calls/{call.slug}/").content.decode()

    assert 'href="#part-4"' in page
