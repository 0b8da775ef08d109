"""What tests of faults share: seeds, a node on the test's own database, and a line in the report for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from allmende.foundation.tasks.models import Worker
from allmende.observers.webhooks.tests.conftest import listen  # noqa: F401 - a fixture
from tests.faults.dying import leap
from tests.faults.node import Node
from tests.faults.peers import Mailbox, mail_server

SHORT, LONG = 5, 50


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> range:
    """Five seeds, fifty in the long run (`--long`), or the one that is to be repeated (`--seed`)."""
    one = request.config.getoption("--seed")
    return range(one, one + 1) if one is not None else range(LONG if request.config.getoption("--long") else SHORT)


@pytest.fixture
def few(seeds: range) -> range:
    """The same, but two in the short run."""
    return seeds[:2] if len(seeds) == SHORT else seeds


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Put a line into the report of the run; it also stands beside the failure, if there is one."""

    def said(line: str) -> None:
        record_property("told", line)
        print(line)  # noqa: T201 - what a failing test has printed is shown

    return said


@pytest.fixture
def mails() -> Iterator[Mailbox]:
    """A mail server on this machine."""
    with mail_server() as box:
        yield box


@pytest.fixture
def make_node(tmp_path) -> Iterator[Callable[..., Node]]:
    """Make nodes, and stop what is left of them."""
    made: list[Node] = []

    def make(**more: str) -> Node:
        made.append(Node(tmp_path / f"node-{len(made)}.log", more))
        return made[-1]

    yield make
    leap(Path(settings.DATA), timedelta())
    for node in made:
        node.spare()
        node.kill()
        node.stop()
    Worker.objects.all().delete()
