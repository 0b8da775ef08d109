"""What the tests of calls share: sessions, the held clock, ballot files."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor

BALLOT_FILE = """META
key;value
description;Budget of {title}
country;Poland
num_projects;3
num_votes;4
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name;selected
1;600;A pond;1
2;500;A bench;0
3;400;An awning;1
VOTES
voter_id;vote
a;1,3
b;1
c;1,2
d;3,2
"""


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Hold the clock at the tests' noon."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def signed_in() -> Callable[[Actor], Client]:
    """Return a client in which someone is signed in, each call a new one."""

    def sign_in(actor: Actor, **options: bool) -> Client:
        client = Client(SERVER_NAME="localhost", **options)
        client.force_login(actor.account)
        return client

    return sign_in


@pytest.fixture
def ballot_file() -> bytes:
    """A small ballot file without fault, of which the most votes first fund what it marks."""
    return BALLOT_FILE.format(title="the schoolyard").encode()
