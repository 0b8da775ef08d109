"""What the tests of the pages share: a browser's session for someone of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.identity.actors.models import Actor


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """Return a client in which someone is signed in, each call a new one."""

    def signed(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return signed
