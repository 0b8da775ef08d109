"""Ben's Meadow, Finn's Brook and Eli's network Water, in the community of the cast."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.people.organisations.models import Organisation
from allmende.people.organisations.testing import make_network, make_organisation


@pytest.fixture
def meadow(cast: Any) -> Organisation:
    return make_organisation(cast.ben, cast.community, "Meadow Ltd")


@pytest.fixture
def brook(cast: Any) -> Organisation:
    return make_organisation(cast.finn, cast.community, "Brook")


@pytest.fixture
def water(cast: Any) -> Organisation:
    return make_network(cast.eli, cast.community, "Water")
