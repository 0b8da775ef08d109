"""A card and a session of the team's."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.rooms.methods.models import Method, Session
from allmende.rooms.methods.testing import make_method, make_session


@pytest.fixture
def card(cast: Any) -> Method:
    return make_method(cast.ada, cast.team)


@pytest.fixture
def session(cast: Any, card: Method) -> Session:
    return make_session(cast.ada, cast.team, method=card)
