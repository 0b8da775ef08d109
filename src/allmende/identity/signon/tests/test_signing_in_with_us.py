"""Applications that sign in with us: what they are told, of whom, after whose yes, and until when."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.idp.oidc.models import Token
from django.test import Client

from allmende.identity.accounts.commands import suspend
from allmende.identity.signon.commands import (
    add_application,
    remove_application,
    rotate_secret,
    withdraw,
)
from allmende.identity.signon.models import Grant
from allmende.identity.signon.tests.conftest import BACK

pytestmark = pytest.mark.django_db

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def question(application: Any, **otherwise: str) -> str:
    asked = {
        "client_id": application.id, "redirect_uri": BACK, "response_type": "code", "scope": "openid profile email",
        "state": "st", "nonce": "no", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
    } | otherwise  # fmt: skip
    return "/oauth/authorize?" + urlencode(asked)


def say(browser: Client, page: Any, action: str = "grant") -> dict[str, str]:
    """Answer the question; return what the application gets at its address."""
    text = page.content.decode()
    request = html.unescape(re.search(r'name="request" value="([^"]+)"', text)[1])
    scopes = re.findall(r'name="scopes" value="(\w+)"', text)
    return taken_from(browser.post("/oauth/authorize", {"request": request, "scopes": scopes, "action": action}))


def taken_from(answer: Any) -> dict[str, str]:
    target = answer.headers.get("Location") or html.unescape(
        re.search(r'content="0;url=([^"]+)"', answer.content.decode())[1]
    )
    assert target.startswith(BACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}


def exchange(application: Any, code: str, **otherwise: str) -> Any:
    sent = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "client_id": application.id,
        "client_secret": application.kept, "code_verifier": VERIFIER,
    } | otherwise  # fmt: skip
    return Client(SERVER_NAME="localhost").post("/oauth/token", sent)


def tokens(browser: Client, application: Any) -> dict[str, Any]:
    answer = browser.get(question(application))
    taken = say(browser, answer) if answer.status_code == 200 else taken_from(answer)
    return exchange(application, taken["code"]).json()


def told(token: str) -> Any:
    return Client(SERVER_NAME="localhost").get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"})


def test_what_we_say_of_ourselves_is_true(settings, browser) -> None:
    said = browser.get("/.well-known/openid-configuration").json()

    assert said["issuer"] == settings.NODE_URL
    assert said["response_types_supported"] == ["code"]
    keys = browser.get("/.well-known/jwks.json").json()["keys"]
    assert [(key["kty"], bool(key["kid"])) for key in keys] == [("RSA", True)]
    assert not {"d", "p", "q"} & keys[0].keys()


def test_after_a_yes_the_application_knows_who_it_is_and_no_more(ada, ada_s, forum, settings) -> None:
    page = ada_s.get(question(forum)).content.decode()
    assert "Sign in to Forum?" in page
    assert BACK in page
    got = tokens(ada_s, forum)

    key = jwt.PyJWK(Client(SERVER_NAME="localhost").get("/.well-known/jwks.json").json()["keys"][0])
    claims = jwt.decode(got["id_token"], key, ["RS256"], audience=forum.id, issuer=settings.NODE_URL)
    assert claims["nonce"] == "no"
    assert told(got["access_token"]).json() == {
        "sub": claims["sub"], "name": "Ada Berg", "preferred_username": ada.actor.handle, "locale": "en",
        "zoneinfo": "Europe/Berlin", "email": "ada@example.org", "email_verified": True,
    }  # fmt: skip


def test_it_gets_only_what_it_asked_for(ada_s, forum) -> None:
    taken = say(ada_s, ada_s.get(question(forum, scope="openid")))
    answer = told(exchange(forum, taken["code"]).json()["access_token"])

    assert answer.json().keys() == {"sub"}


def test_an_address_that_is_not_confirmed_is_not_told(ada, ada_s, forum) -> None:
    ada.emailaddress_set.update(verified=False)

    assert "email" not in told(tokens(ada_s, forum)["access_token"]).json()


def test_after_a_no_it_gets_nothing(ada_s, forum) -> None:
    assert say(ada_s, ada_s.get(question(forum)), "cancel") == {"error": "access_denied", "state": "st"}
    assert not Grant.objects.exists()


def test_a_yes_is_remembered_for_this_application_and_what_it_asked(ada, operator, ada_s, forum) -> None:
    say(ada_s, ada_s.get(question(forum, scope="openid profile")))

    assert taken_from(ada_s.get(question(forum, scope="openid"))).keys() == {"code", "state"}
    assert "Sign in to Forum?" in ada_s.get(question(forum, scope="openid email")).content.decode()
    assert "Sign in to Forum?" in ada_s.get(question(forum, scope="openid", prompt="consent")).content.decode()
    another, _secret = add_application(operator, name="Files", redirects=BACK)
    assert "Sign in to Files?" in ada_s.get(question(another, scope="openid")).content.decode()


def test_without_a_page_only_the_application_that_has_a_yes_is_answered(ada, operator, ada_s, forum) -> None:
    tokens(ada_s, forum)
    another, _secret = add_application(operator, name="Files", redirects=BACK)

    assert "code" in taken_from(ada_s.get(question(forum, prompt="none")))
    assert taken_from(ada_s.get(question(another, prompt="none")))["error"] == "consent_required"
    assert taken_from(Client(SERVER_NAME="localhost").get(question(forum, prompt="none")))["error"] == "login_required"
    guest = Client(SERVER_NAME="localhost").get(question(forum, prompt="none", redirect_uri="https://evil.example/"))
    assert "evil.example" not in guest.headers.get("Location", "")


def test_a_guest_signs_in_first_and_comes_back_to_the_question(ada, browser, forum) -> None:
    answer = browser.get(question(forum))

    assert answer.headers["Location"].startswith("/accounts/login/?next=/oauth/authorize")


@pytest.mark.parametrize(
    "otherwise",
    [
        {"redirect_uri": "https://evil.example/back"},
        {"redirect_uri": "https://forum.example.org.evil.example/back"},
        {"redirect_uri": "https://forum.example.org/back/../evil"},
        {"redirect_uri": "https://forum.example.org/back#x"},
        {"redirect_uri": "http://forum.example.org/back"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": ""},
        {"client_id": "nobody"},
        {"client_id": ""},
    ],
    ids=str,
)
def test_nobody_is_led_to_an_address_that_is_not_registered(ada_s, forum, otherwise: dict[str, str]) -> None:
    answer = ada_s.get(question(forum, **otherwise))

    assert answer.status_code == 200
    assert "This application asks wrongly" in answer.content.decode()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"client_secret": "wrong"},
        {"client_secret": ""},
        {"code": "wrong"},
        {"code_verifier": "w" * 64},
        {"code_verifier": ""},
        {"redirect_uri": "https://evil.example/"},
        {"client_id": "nobody"},
        {"grant_type": "password"},
    ],
    ids=str,
)
def test_a_code_alone_is_worth_nothing(ada_s, forum, otherwise: dict[str, str]) -> None:
    code = say(ada_s, ada_s.get(question(forum)))["code"]
    answer = exchange(forum, otherwise.pop("code", code), **otherwise)

    assert answer.status_code in {400, 401}
    assert not Token.objects.exists()


def test_a_code_works_once(ada_s, forum) -> None:
    code = say(ada_s, ada_s.get(question(forum)))["code"]

    assert [exchange(forum, code).status_code for _ in range(2)] == [200, 400]


def test_another_application_can_t_take_a_code(ada_s, operator, forum) -> None:
    code = say(ada_s, ada_s.get(question(forum)))["code"]
    another, secret = add_application(operator, name="Files", redirects=BACK)
    another.kept = secret

    assert exchange(another, code).status_code in {400, 401}


def test_a_suspended_account_s_tokens_and_codes_die_at_once(ada, ada_s, forum) -> None:
    got = tokens(ada_s, forum)
    code = taken_from(ada_s.get(question(forum)))["code"]
    suspend(ada)

    assert told(got["access_token"]).status_code == 401
    renewed = exchange(forum, "", grant_type="refresh_token", refresh_token=got["refresh_token"])
    assert renewed.status_code in {400, 401}
    assert exchange(forum, code).status_code in {400, 401}


def test_what_is_taken_back_ends_at_once_and_is_asked_again(ada, ada_s, forum) -> None:
    got = tokens(ada_s, forum)
    assert "Forum" in ada_s.get("/settings/security/").content.decode()
    ada_s.post("/settings/security/applications/removal/", {"application": forum.id})

    assert told(got["access_token"]).status_code == 401
    assert "Sign in to Forum?" in ada_s.get(question(forum)).content.decode()


def test_taking_back_touches_nobody_else(ada, ada_s, forum, operator) -> None:
    got = tokens(ada_s, forum)
    withdraw(operator.account, forum.id)

    assert told(got["access_token"]).status_code == 200


def test_another_secret_ends_the_old_one_and_a_removed_application_its_tokens(ada_s, operator, forum) -> None:
    got = tokens(ada_s, forum)
    secret = rotate_secret(operator, forum)
    code = taken_from(ada_s.get(question(forum)))["code"]
    assert exchange(forum, code).status_code == 401
    assert exchange(forum, code, client_secret=secret).status_code == 200

    remove_application(operator, forum)
    assert told(got["access_token"]).status_code == 401


def test_an_application_without_a_secret_must_prove_itself_by_pkce(ada_s, operator) -> None:
    phone, secret = add_application(operator, name="Phone", redirects=BACK, keeps_secret=False)
    assert secret == ""
    refused = ada_s.get(question(phone, code_challenge="", code_challenge_method=""))
    assert "error" in taken_from(refused)

    code = say(ada_s, ada_s.get(question(phone)))["code"]
    phone.kept = ""
    assert exchange(phone, code).status_code == 200


def test_a_forged_or_changed_yes_is_refused(ada_s, forum) -> None:
    page = ada_s.get(question(forum)).content.decode()
    request = html.unescape(re.search(r'name="request" value="([^"]+)"', page)[1])
    for forged in (request[:-2] + "xx", "x", ""):
        answer = ada_s.post("/oauth/authorize", {"request": forged, "scopes": ["openid"], "action": "grant"})
        assert answer.status_code in {302, 403}
        assert "code=" not in answer.headers.get("Location", "")
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    strict.cookies = ada_s.cookies
    assert (
        strict.post("/oauth/authorize", {"request": request, "scopes": ["openid"], "action": "grant"}).status_code
        == 403
    )
