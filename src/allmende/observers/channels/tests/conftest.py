"""A server on this machine, a channel that leads to it, and posts that go public at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import PEERS, run_due
from allmende.observers.channels.commands.keeping import make_channel, sign_in
from allmende.observers.channels.models import Channel, Network
from allmende.observers.channels.tasks import line_up
from allmende.observers.channels.tests.mastodon import Handler, Server, serving
from allmende.rooms.posts.commands import share_post
from allmende.rooms.posts.models import Post

BACK = "http://localhost/channels/signed-in/"


@pytest.fixture
def town(cast, settings):
    """The cast, where everyone's step to the public is free."""
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    return cast


@pytest.fixture
def server() -> Iterator[Server]:
    """A Mastodon-compatible server."""
    known = Server()
    with serving(Handler, known) as host:
        known.host = host
        yield known


@pytest.fixture
def mastodon(town, server) -> Channel:
    """The community's channel to it, signed in by Eli."""
    channel = make_channel(town.eli, town.community, Network.MASTODON, host=server.host, back=BACK)
    return sign_in(town.eli, channel, "code-1", BACK, "verifier")


def share(town, text: str = "Frogs are back in the pond.", layer: Layer = Layer.PUBLIC, **content) -> Post:
    """Ben shares a post in the community."""
    return share_post(town.ben, town.community, layer, text=text, **content)


def work(*, seconds: float = 11) -> None:
    """Let everything be done that is due in some seconds: the journal read, channels lined up, their tasks done."""
    pull_all()
    with clock.travel(seconds=seconds):
        line_up()
        run_due(rounds=False, queues=(PEERS,))
