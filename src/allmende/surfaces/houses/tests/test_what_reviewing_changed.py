"""Gates in numbers: a review that changes nothing is proposed to end, trouble to begin one; one click takes it up."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import decide_passage, narrow, set_gate, widen
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.testing import make_note
from allmende.foundation.testing import recorded
from allmende.surfaces.houses.gates import ENOUGH, figures_of

pytestmark = pytest.mark.django_db


def public(cast: Any) -> Any:
    return next(row for row in figures_of(cast.team) if row.layer.level == Layer.PUBLIC)


def test_a_review_that_changed_nothing_is_proposed_to_end(cast: Any) -> None:
    """Given ten things that went through as they were, when the curator takes the proposal up, then the gate is free."""
    for number in range(ENOUGH):
        assert public(cast).proposal is None
        decide_passage(
            cast.eli,
            widen(cast.ada, make_note(cast.team, cast.ada, title=f"Pond {number}"), cast.team, Layer.PUBLIC),
            passes=True,
        )
    assert (public(cast).unchanged, public(cast).proposal) == (ENOUGH, Mode.FREE)

    eli = Client(SERVER_NAME="localhost")
    eli.force_login(cast.eli.account)
    address = f"/backoffice/communities/gates/{cast.team.slug}/"
    assert "Looking changed nothing for long" in eli.get(address).content.decode()
    assert eli.post(address, {"layer": "5", "mode": "closed"}).status_code == 409
    eli.post(address, {"layer": "5", "mode": "free"})
    assert mode_of(cast.team, Layer.PUBLIC) == Mode.FREE
    assert "GateSet" in recorded()
    assert eli.post(address, {"layer": "5", "mode": "free"}).status_code == 409


def test_one_no_is_a_reason_to_go_on_looking(cast: Any) -> None:
    for number in range(ENOUGH):
        passage = widen(cast.ada, make_note(cast.team, cast.ada, title=f"Pond {number}"), cast.team, Layer.PUBLIC)
        decide_passage(cast.eli, passage, passes=number > 0, reason="Not yet")
    row = public(cast)
    assert (row.declined, row.unchanged, row.proposal) == (1, ENOUGH - 1, None)


def test_what_curators_had_to_take_back_proposes_to_look_first(cast: Any) -> None:
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.team, layer, Mode.FREE)
    for number in range(2):
        note = make_note(cast.team, cast.ada, title=f"Pond {number}")
        widen(cast.ada, note, cast.team, Layer.PUBLIC)
        narrow(cast.eli, note, cast.team, Layer.TEAM)
    assert public(cast).proposal == Mode.REVIEWED
