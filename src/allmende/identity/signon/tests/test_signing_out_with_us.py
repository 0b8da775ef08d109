"""Signing out that an application began: we ask, and nobody is led to an address that was not entered for it."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from allmende.identity.signon.commands import change_application
from allmende.identity.signon.tests.conftest import BACK
from allmende.identity.signon.tests.test_signing_in_with_us import tokens, told

pytestmark = pytest.mark.django_db

GOODBYE = "https://forum.example.org/goodbye"


@pytest.fixture
def leaving(operator, forum) -> Any:
    """The application, with an address after signing out."""
    change_application(operator, forum, name="Forum", redirects=BACK, logout_redirects=GOODBYE)
    return forum


def sign_out(browser: Client, action: str = "", **sent: str) -> Any:
    """Come from an application that signs out, and answer what is asked."""
    page = browser.get("/oauth/logout?" + urlencode(sent))
    if not action:
        return page
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.content.decode()))
    return browser.post(
        "/oauth/logout", {**{name: html.unescape(value) for name, value in fields.items()}, "action": action}
    )


def is_in(browser: Client) -> bool:
    return browser.get("/settings/security/").status_code == 200


@pytest.mark.parametrize(("action", "stays"), [("logout", False), ("stay", True)])
def test_an_application_signs_out_and_whoever_is_here_says_whether_here_too(
    ada_s, leaving, action: str, stays: bool
) -> None:
    got = tokens(ada_s, leaving)
    end = ada_s.get("/.well-known/openid-configuration").json()["end_session_endpoint"]
    assert urlsplit(end).path == "/oauth/logout"
    sent = {"id_token_hint": got["id_token"], "post_logout_redirect_uri": GOODBYE, "state": "s"}
    asked = sign_out(ada_s, **sent).content.decode()
    assert "You sign out of Forum." in asked
    assert is_in(ada_s), "a link alone signs nobody out"

    answer = sign_out(ada_s, action, **sent)

    assert html.unescape(answer.content.decode()).count(f"{GOODBYE}?state=s") >= 1
    assert is_in(ada_s) == stays
    assert told(got["access_token"]).status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "https://forum.example.org/", "https://forum.example.org/goodbye/", f"{GOODBYE}?to=https://evil.example",
        f"{GOODBYE}#x", "https://forum.example.org@evil.example/goodbye", "//evil.example", "javascript:alert(1)", "http://forum.example.org/goodbye",
        "https://forum.example.org:444/goodbye", "HTTPS://forum.example.org/goodbye", BACK,
    ],
)  # fmt: skip
def test_after_signing_out_nobody_is_led_to_an_address_that_was_not_entered(ada_s, leaving, address: str) -> None:
    answer = sign_out(ada_s, client_id=leaving.id, post_logout_redirect_uri=address)

    assert "This application asks wrongly" in answer.content.decode()
    assert "Location" not in answer.headers
    assert is_in(ada_s)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"client_id": "nobody"},
        {"id_token_hint": "forged"},
        {"client_id": "nobody", "post_logout_redirect_uri": "https://evil.example/"},
    ],
    ids=str,
)
def test_without_an_application_that_is_known_one_stays_here(ada_s, leaving, sent: dict[str, str]) -> None:
    answer = sign_out(ada_s, "logout", **sent)

    assert "evil.example" not in answer.headers.get("Location", "") + answer.content.decode()
    assert answer.headers.get("Location", "/") == "/"


def test_an_application_with_no_such_address_leads_nowhere_and_a_guest_only_to_a_known_one(
    ada_s, forum, operator
) -> None:
    assert "asks wrongly" in sign_out(ada_s, client_id=forum.id, post_logout_redirect_uri=GOODBYE).content.decode()
    change_application(operator, forum, name="Forum", redirects=BACK, logout_redirects=GOODBYE)
    guest = Client(SERVER_NAME="localhost")
    assert sign_out(guest, client_id=forum.id, post_logout_redirect_uri=GOODBYE).headers["Location"] == GOODBYE


def test_another_site_s_form_signs_nobody_out(ada_s, leaving) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    strict.cookies = ada_s.cookies
    strict.post("/oauth/logout", {"action": "logout", "client_id": leaving.id, "csrfmiddlewaretoken": "x" * 64})

    assert is_in(ada_s)
