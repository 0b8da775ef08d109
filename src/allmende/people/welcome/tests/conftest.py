"""What the tests of the way in share: the clock at noon, the cast, and a browser for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.people.welcome.testing import without_agreements


@pytest.fixture
def cast(cast: Any) -> Any:
    """The cast, whose community asks for no agreement unless a test says so."""
    without_agreements(cast.community)
    return cast


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def later() -> Callable[..., Any]:
    """Return how to go so many days on, while a block lasts."""
    return lambda days: clock.frozen(NOON + timedelta(days=days))


@pytest.fixture
def posted() -> Callable[[], list[tuple[str, str]]]:
    """Return how to let the worker work, and read who got which mail since."""

    def read() -> list[tuple[str, str]]:
        mail.outbox.clear()
        run_due()
        return [(message.to[0], message.subject) for message in mail.outbox]

    return read


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """Return a client in which someone is signed in, each call a new one."""

    def signed(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return signed
