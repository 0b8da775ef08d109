"""An organisation starts inside; each layer outward opens once it has practised what it takes."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import open_layer
from allmende.people.organisations.models import Opening
from allmende.people.organisations.queries import checklists_of
from allmende.people.organisations.rules import active_people, missing_for
from allmende.people.organisations.testing import join, name_yourself, practise_inside

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def missing(space: Space, layer: Layer) -> list[str]:
    return [need.key for need in missing_for(space, layer)]


def test_a_new_organisation_has_everything_before_it(cast, meadow):
    assert missing(meadow.space, Layer.NETWORK) == ["words", "things", "people", "representatives"]
    assert missing(meadow.space, Layer.PUBLIC) == ["partners", "things", "facts"]
    with pytest.raises(Refused, match="isn't complete yet"):
        open_layer(cast.ben, meadow, Layer.NETWORK)


def test_the_gate_stays_closed_also_on_the_page_of_gates(cast, meadow):
    for who in (cast.ben, cast.eli):
        with pytest.raises(Refused, match="isn't complete yet"):
            set_gate(who, meadow.space, Layer.NETWORK, Mode.FREE)


def test_what_has_been_practised_inside_opens_the_step_to_partners(cast, meadow):
    practise_inside(meadow)

    open_layer(cast.ben, meadow, Layer.NETWORK)

    assert mode_of(meadow.space, Layer.NETWORK) == Mode.REVIEWED, "from here on the community's own rule holds"
    assert mode_of(meadow.space, Layer.PUBLIC) == Mode.CLOSED
    assert "LayerOpened" in recorded(meadow.space_id)


def test_steps_are_taken_one_after_the_other(cast, meadow):
    with pytest.raises(Refused, match="First open the step to your partners"):
        open_layer(cast.ben, meadow, Layer.PUBLIC)


def test_with_partners_practised_the_organisation_is_seen_by_everyone(cast, meadow, water):
    practise_inside(meadow)
    open_layer(cast.ben, meadow, Layer.NETWORK)
    join(water, meadow)
    name_yourself(meadow)
    set_gate(cast.ben, meadow.space, Layer.NETWORK, Mode.FREE)
    for _n in range(3):
        make_note(meadow.space, cast.ben, Layer.NETWORK)
    assert not Thing.objects.visible_to(cast.cleo).filter(id=meadow.space_id).exists()

    open_layer(fresh(cast.ben), meadow, Layer.PUBLIC)

    assert Thing.objects.visible_to(cast.cleo).filter(id=meadow.space_id).exists()


def test_curators_of_the_community_open_earlier_with_a_reason_that_is_kept(cast, meadow):
    with pytest.raises(Refused):
        open_layer(cast.ben, meadow, Layer.NETWORK, reason="We want to.")

    open_layer(cast.eli, meadow, Layer.NETWORK, reason="They have worked with us for years.")

    opening = Opening.objects.get()
    assert (opening.by, opening.reason) == (cast.eli, "They have worked with us for years.")
    assert mode_of(meadow.space, Layer.NETWORK) == Mode.REVIEWED
    early = checklists_of(cast.ben, meadow.space)[0].early
    assert early is not None
    assert early[:2] == ("Eli Stein", "They have worked with us for years.")


def test_a_gate_that_the_community_keeps_closed_stays_closed(cast, meadow):
    practise_inside(meadow)
    set_gate(cast.eli, cast.community, Layer.NETWORK, Mode.CLOSED)

    with pytest.raises(Refused, match="The community itself"):
        open_layer(cast.ben, meadow, Layer.NETWORK)


def test_closing_a_gate_needs_no_checklist(cast, meadow):
    practise_inside(meadow)
    open_layer(cast.ben, meadow, Layer.NETWORK)

    set_gate(cast.ben, meadow.space, Layer.NETWORK, Mode.CLOSED)

    assert mode_of(meadow.space, Layer.NETWORK) == Mode.CLOSED


def test_who_took_part_long_ago_counts_no_longer_and_drafts_never_do(cast, meadow):
    with clock.frozen(NOON):
        make_note(meadow.space, cast.ben, Layer.TEAM)
        make_note(meadow.space, cast.eli, None)
        now = active_people(meadow.space).count()
        with clock.travel(days=91):
            later = active_people(meadow.space).count()

    assert (now, later) == (1, 0)


@pytest.mark.parametrize("layer", [Layer.PRIVATE, Layer.TEAM, Layer.COMMUNITY])
def test_there_is_no_step_to_other_layers(cast, meadow, layer):
    with pytest.raises(Refused) as refusal:
        open_layer(cast.ben, meadow, layer)

    assert refusal.value.status == 422
