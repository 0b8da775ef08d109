"""Someone with a confirmed address and a password, a browser, and the mails that were sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.models import Account

PASSWORD = "a meadow full of bees"


@pytest.fixture
def ada(db: None) -> Account:
    """Ada, who is here already."""
    return open_account("ada@example.org", "Ada Berg", PASSWORD, confirmed=True, language="en").account


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """Open a browser, in a network of one's own where that matters."""

    def open_(address: str = "192.0.2.7", **headers: str) -> Client:
        return Client(SERVER_NAME="localhost", REMOTE_ADDR=address, headers={"accept-language": "en", **headers})

    return open_


@pytest.fixture
def mails(mailoutbox: list) -> Callable[[], list]:
    """Let the worker send what is queued, and return all mails so far."""

    def sent() -> list:
        run_due()
        return mailoutbox

    return sent
