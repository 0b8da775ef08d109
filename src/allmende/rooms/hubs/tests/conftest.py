"""The Mill: a hub with two desks, open from Monday to Friday, nine to five; Ada and Ben belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from allmende.commons.spaces.commands import join_space
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.hubs.testing import make_hub


@pytest.fixture(autouse=True)
def _monday_noon() -> Iterator[None]:
    """A Monday in March, one o'clock in Berlin (the tests' noon is UTC)."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def mill(cast: Any) -> Space:
    hub = make_hub(cast.eli, cast.community)
    for person in (cast.ada, cast.ben):
        join_space(person, hub)
    return hub
