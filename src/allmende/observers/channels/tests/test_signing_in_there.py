"""Setting up a Mastodon channel on pages: somebody leaves for the server, lets us post there, and comes back once."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from allmende.observers.channels.models import Channel, ChannelState

pytestmark = pytest.mark.django_db


@pytest.fixture
def eli(town) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    client.force_login(town.eli.account)
    return client


def leave(eli: Client, server) -> dict[str, str]:
    """Begin; return what the server is asked."""
    page = eli.post(reverse("channels:new"), {"network": "mastodon", "host": f"https://{server.host}/"})
    assert page.status_code == 200
    url = page.context["url"]
    assert url.startswith(f"http://{server.host}/oauth/authorize?")
    assert url.replace("&", "&amp;") in page.content.decode(), "a link, since no form may end at another site"
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def come_back(eli: Client, **said: str) -> int:
    return eli.get(reverse("channels:signed_in"), said).status_code


def test_who_comes_back_with_a_code_has_a_channel(eli, server):
    asked = leave(eli, server)

    status = come_back(eli, code="code-1", state=asked["state"])

    channel = Channel.objects.get()
    [sent] = [body for _m, path, body, _h in server.asked if path == "/oauth/token"]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
    assert (status, channel.state) == (302, ChannelState.ON)
    assert (asked["response_type"], asked["code_challenge"], asked["code_challenge_method"]) == (
        "code",
        challenge,
        "S256",
    )
    assert asked["redirect_uri"] == sent["redirect_uri"]
    assert "write:statuses" in asked["scope"]


def test_nobody_comes_back_twice_or_from_elsewhere(eli, server):
    asked = leave(eli, server)

    assert come_back(eli, code="code-1", state="another") == 409
    assert come_back(eli, code="code-1", state=asked["state"]) == 409
    assert Channel.objects.get().state == ChannelState.NEW


def test_who_was_refused_there_comes_back_without_one(eli, server):
    asked = leave(eli, server)

    assert come_back(eli, error="access_denied", state=asked["state"]) == 302
    assert Channel.objects.get().state == ChannelState.NEW


def test_a_code_that_the_server_does_not_take_is_none(eli, server):
    asked = leave(eli, server)

    assert come_back(eli, code="code-9", state=asked["state"]) == 422


def test_beginning_anew_leaves_one_channel(eli, server):
    leave(eli, server)
    asked = leave(eli, server)
    come_back(eli, code="code-1", state=asked["state"])

    assert Channel.objects.count() == 1


def test_a_server_that_answers_as_none_stays_in_the_form(eli, server):
    server.moods = [(404, {})]
    page = eli.post(reverse("channels:new"), {"network": "mastodon", "host": server.host})

    assert page.status_code == 422
    assert "answers under this name" in page.content.decode()
