"""How the tests of all addresses stay short: a third of them each day, all of them in the long run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest


@pytest.fixture
def some(request: pytest.FixtureRequest) -> Callable[[Iterable[Any]], list[Any]]:
    """Every third of what is given, tomorrow the next ones; everything with `--long`."""
    if request.config.getoption("--long", default=False):
        return list
    today = datetime.now(UTC).toordinal() % 3
    return lambda given: list(given)[today::3]
