"""Our own node as provider for our own node as client: discovery, keys, code and answer over a real connection."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from allmende.identity.accounts.commands import open_account
from allmende.identity.signon.commands import add_application, add_provider
from allmende.identity.signon.models import key_of
from allmende.identity.signon.queries import return_address
from allmende.identity.signon.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def target(answer: Any) -> str:
    """Where an answer leads to: a redirect, or a page of ours on the way to another host."""
    page = answer.content.decode()
    return answer.headers.get("Location") or html.unescape(re.search(r'content="0;url=([^"]+)"', page)[1])


def test_there_and_back(live_server: Any, settings: Any) -> None:
    settings.NODE_URL = live_server.url.replace("127.0.0.1", "localhost")
    settings.PRIVATE_HOSTS = frozenset({"localhost"})
    olga = open_account("olga@example.org", "Olga", PASSWORD, operator=True, language="en")
    ada = open_account("ada@example.org", "Ada Berg", PASSWORD, confirmed=True, language="en").account
    there = open_account("ada@there.example", "Ada There", PASSWORD, confirmed=True, language="en").account
    back = return_address(key_of(settings.NODE_URL)).replace(settings.NODE_URL, "http://localhost")
    application, secret = add_application(olga, name="The other node", redirects=back)
    provider = add_provider(olga, issuer=settings.NODE_URL, name="Node", client_id=application.id, secret=secret)

    here, at_provider = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    here.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    at_provider.force_login(there)

    question = target(here.post(f"/accounts/sign-on/{provider.key}/?process=connect"))
    page = at_provider.get(question.removeprefix(settings.NODE_URL)).content.decode()
    request = html.unescape(re.search(r'name="request" value="([^"]+)"', page)[1])
    yes = {"request": request, "scopes": ["openid", "profile", "email"], "action": "grant"}
    answer = target(at_provider.post("/oauth/authorize", yes))
    here.get(answer.removeprefix("http://localhost"))

    connected = SocialAccount.objects.get()
    assert connected.user == ada
    assert connected.extra_data["userinfo"] == {"sub": str(there.id), "name": "Ada There", "email": "ada@there.example"}
