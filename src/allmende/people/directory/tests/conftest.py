"""People who say something of themselves, and a directory that knows them."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.foundation.kept import forget_all
from allmende.identity.actors.models import Actor
from allmende.people.directory.commands import refresh_all
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key


@pytest.fixture
def tell(cast):
    """Let someone say something on a layer; the directory knows it at once."""

    def told(who: Actor, key: Key, text: str, layer: Layer = Layer.COMMUNITY):
        said = {
            Key.SKILL: lambda: [say.skill(text, "en")],
            Key.SHORT: lambda: say.line(Key.SHORT, text, 280),
            Key.TEXT: lambda: say.paragraphs(Key.TEXT, text),
            Key.LANGUAGE: lambda: [say.spoken(text, 5)],
            Key.OFFER: lambda: [say.wish(Key.OFFER, text)],
            Key.SEEK: lambda: [say.wish(Key.SEEK, text)],
            Key.AVAILABILITY: lambda: say.free_time(int(text), None),
        }[key]()
        details = say.put(who, who, cast.community, key, said, layer)
        refresh_all()
        outdate()
        forget_all()
        forget_all()
        return details

    return told


@pytest.fixture
def directory(cast):
    """A directory that knows the cast."""
    refresh_all()
    return cast


@pytest.fixture
def signed_in():
    """Make a browser in which someone has signed in."""

    def sign_in(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return sign_in


@pytest.fixture
def names():
    """The names that a page of the directory shows, in their order."""

    def shown(client: Client, query: str = "") -> list[str]:
        answer = client.get(f"/people/?{query}")
        assert answer.status_code == 200, answer.content
        return [card.name for card in answer.context["found"].cards]

    return shown
