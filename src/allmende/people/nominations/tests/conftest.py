"""What the tests of coming in share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """A browser that someone is signed in with."""

    def open_as(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return open_as


@pytest.fixture
def refused() -> Callable[[Callable[[], Any]], Refused]:
    """Do what must be refused, and return the refusal."""

    def refusal_of(act: Callable[[], Any]) -> Refused:
        with pytest.raises(Refused) as refusal:
            act()
        return refusal.value

    return refusal_of


@pytest.fixture
def text() -> Callable[[Any], str]:
    """The HTML of an answer."""
    return lambda answer: answer.content.decode()


@pytest.fixture
def client() -> Client:
    """A guest's browser that asks for English."""
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
