"""Browsers of people who are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.commons.spaces.testing import Cast
from allmende.foundation.limits.quotas import forget_all
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models import Conversation
from allmende.rooms.messages.testing import make_talk


@pytest.fixture(autouse=True)
def _nothing_written_before() -> None:
    """The cast's people are the same in every test, and what they wrote in another is no flood here."""
    forget_all()


@pytest.fixture
def signed_in() -> Callable[[Actor], Client]:
    def enter(person: Actor) -> Client:
        client = Client(headers={"host": "localhost"})
        client.force_login(person.account)
        return client

    return enter


@pytest.fixture
def three(cast: Cast) -> Conversation:
    """Eli began to talk with Ada and Ben."""
    return make_talk(cast.community, cast.eli, cast.ada, cast.ben, text="The **old** pump is broken.", title="Pond")
