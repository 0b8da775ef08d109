"""Method cards: the starting set in three languages, and a community's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from allmende.commons.versions.queries import versions_of
from allmende.foundation.verdicts import Refused
from allmende.rooms.methods.commands import change_method, copy_method, set_out_cards, write_method
from allmende.rooms.methods.models import Method, Step
from allmende.rooms.methods.models.starting import LANGUAGES, keys, starting_card
from allmende.rooms.methods.queries import find_method, methods_page
from allmende.rooms.methods.testing import CARD, make_method

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", keys())
def test_each_card_of_the_starting_set_is_whole_in_each_language(cast, key):
    for language in LANGUAGES:
        found = starting_card(key, language)
        card = found.card
        assert all(
            (found.title, card.purpose, card.fits, card.unfit, card.online, card.offline, card.material, card.roles)
        )
        assert all(step.title and step.instruction and step.outcome for step in card.steps)
        assert write_method(cast.eli, cast.community, found.title, card).card == card


def test_a_community_is_given_the_starting_set_once_and_what_it_put_away_stays_away(cast):
    assert set_out_cards() == len(keys())
    Method.objects.first().delete()

    assert set_out_cards() == 0
    assert len(methods_page(cast.finn, cast.community).cards) == len(keys()) - 1


def test_a_card_of_ours_reads_in_each_readers_language_until_somebody_changes_it(cast):
    set_out_cards()
    method = find_method(cast.eli, Method.objects.get(key="brainwriting").id)
    with override("de"):
        assert method.card.fits.startswith("Ihr braucht")

    with override("en"):
        change_method(cast.eli, method, 0, "Our brainwriting", replace(method.card, fits="Always."))
    changed = Method.objects.get(pk=method.pk)
    with override("de"):
        assert (changed.shown.title, changed.card.fits) == ("Our brainwriting", "Always.")
    assert versions_of(method.id)[0].snapshot["title"] == "Brainwriting 6-3-5"


def test_two_windows_do_not_overwrite_each_other(cast):
    method = make_method(cast.ada, cast.team)
    change_method(cast.ada, method, 1, "First", CARD)

    with pytest.raises(Refused) as refusal:
        change_method(cast.ada, method, 1, "Second", CARD)
    assert refusal.value.status == 409


def test_a_copy_is_ones_own(cast):
    set_out_cards()
    method = Method.objects.get(key="brainwriting")

    mine = copy_method(cast.ada, method, cast.team)

    assert (mine.title, mine.key, mine.place) == ("Brainwriting 6-3-5 (copy)", "", cast.team)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"fits": "x" * 1001}, "fits"),
        ({"least": 9, "most": 3}, "most"),
        ({"most": 10**9}, "most"),
        ({"steps": ()}, "steps"),
        ({"steps": (Step("x"),) * 21}, "steps"),
        ({"steps": (Step("x", minutes=0),)}, "steps"),
        ({"steps": (Step("x", minutes=241),)}, "steps"),
        ({"steps": (Step("\x00"),)}, "steps"),
        ({"steps": (Step("x", takes="dots", rounds=3),)}, "steps"),
        ({"steps": (Step("x", form="upside down"),)}, "steps"),
        ({"material": ("x" * 121,)}, "material"),
    ],
)
def test_what_cannot_be_on_a_card_is_said_at_its_field(cast, change, field):
    with pytest.raises(Refused) as refusal:
        write_method(cast.ada, cast.team, "Frogs", replace(CARD, **change))

    assert (refusal.value.status, list(refusal.value.errors)) == (422, [field])


def test_who_does_not_host_writes_no_card(cast):
    with pytest.raises(Refused, match="hosts"):
        write_method(cast.ben, cast.team, "Frogs", CARD)
