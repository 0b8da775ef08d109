"""What the tests of this app share."""

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.identity.actors.models import Actor


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """Sign someone in, in a browser of their own."""

    def signed_in(actor: Actor) -> Client:
        browser = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
        browser.force_login(actor.account)
        return browser

    return signed_in
