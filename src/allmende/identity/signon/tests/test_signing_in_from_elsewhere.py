"""Signing in with an account elsewhere: an identity is (issuer, subject); an e-mail address proves nothing."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.commands import take_over
from allmende.identity.accounts.models import Account
from allmende.identity.signon.commands import add_provider, remove_provider, switch_provider
from allmende.identity.signon.models import Provider, key_of
from allmende.identity.signon.tests.conftest import PASSWORD, FakeProvider

pytestmark = pytest.mark.django_db


def go_there(browser: Client, provider: Provider, process: str = "login") -> dict[str, str]:
    """Press the button; return what the browser takes along."""
    page = browser.post(f"/accounts/sign-on/{provider.key}/?process={process}")
    target = re.search(r'content="0;url=([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    assert target.startswith(f"{provider.issuer}/authorize?")
    return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}


def come_back(browser: Client, provider: Provider, process: str = "login", **answer: str) -> Any:
    """Go there, sign in, and come back."""
    state = go_there(browser, provider, process)["state"]
    return browser.get(f"/accounts/sign-on/{provider.key}/back/", {"code": "c", "state": state} | answer, follow=True)


def prove(browser: Client) -> None:
    browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})


def connect(browser: Client, provider: Provider) -> Any:
    prove(browser)
    return come_back(browser, provider, "connect")


def who(browser: Client) -> str:
    page = browser.get("/settings/security/")
    return re.search(r"My account: ([^<]+)<", page.content.decode())[1] if page.status_code == 200 else "a guest"


def test_the_button_stands_on_the_page_and_goes_with_a_challenge_and_a_state(browser, provider) -> None:
    assert "Sign in with School" in browser.get("/accounts/login/").content.decode()
    taken = go_there(browser, provider)

    assert taken["code_challenge_method"] == "S256"
    assert len(taken["state"]) >= 16
    assert taken["redirect_uri"] == f"http://localhost/accounts/sign-on/{provider.key}/back/"


def test_whoever_comes_for_the_first_time_signs_up_and_confirms_the_address_by_mail(
    browser, provider, there, mailoutbox
) -> None:
    page = come_back(browser, provider).content.decode()
    assert 'value="ada@there.example"' in page
    browser.post("/accounts/sign-on/signup/", {"name": "Ada There", "email": "ada@there.example", "band": "adult"})
    assert who(browser) == "a guest"
    assert not EmailAddress.objects.get(email="ada@there.example").verified

    run_due()
    link = re.search(r"http://localhost(/accounts/confirm-email/\S+)", mailoutbox[0].body)[1]
    browser.post(link)
    assert who(browser) == "Ada There"
    other = Client(SERVER_NAME="localhost")
    come_back(other, provider)
    assert who(other) == "Ada There"


def test_the_same_address_elsewhere_opens_nobody_s_account(ada, browser, provider, there) -> None:
    there.person |= {"email": "ada@example.org", "email_verified": True}
    come_back(browser, provider)
    browser.post("/accounts/sign-on/signup/", {"name": "Ada", "email": "ada@example.org", "band": "adult"})

    assert who(browser) == "a guest"
    assert not SocialAccount.objects.exists()
    assert Account.objects.filter(email="ada@example.org").count() == 1


def test_one_connects_them_oneself_signed_in_and_proven(ada, browser, provider) -> None:
    connect(browser, provider)
    assert SocialAccount.objects.get().user_id == ada.id

    other = Client(SERVER_NAME="localhost")
    come_back(other, provider)
    assert who(other) == "Ada Berg"


def test_connecting_without_a_fresh_proof_asks_for_the_password_first(ada, browser, provider) -> None:
    browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    answer = come_back(browser, provider, "connect")

    assert answer.redirect_chain[-1][0].startswith("/accounts/reauthenticate/")
    assert not SocialAccount.objects.exists()
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user_id == ada.id


def test_a_guest_connects_nothing(ada, browser, provider) -> None:
    come_back(browser, provider, "connect")

    assert not SocialAccount.objects.exists()
    assert who(browser) == "a guest"


@pytest.mark.parametrize(
    "told", [{"email": "mallory@there.example"}, {"preferred_username": "eve"}, {"name": "Eve", "email": None}]
)
def test_what_changes_there_changes_nothing_here(ada, browser, provider, there, told: dict[str, Any]) -> None:
    connect(browser, provider)
    there.person |= told
    other = Client(SERVER_NAME="localhost")
    come_back(other, provider)

    assert who(other) == "Ada Berg"
    assert Account.objects.get(id=ada.id).email == "ada@example.org"
    assert list(EmailAddress.objects.filter(user=ada).values_list("email", flat=True)) == ["ada@example.org"]


@pytest.mark.parametrize(
    "told", [{}, {"email": "ada@example.org"}, {"preferred_username": "ada-berg", "name": "Ada Berg"}]
)
def test_another_subject_is_another_person_whatever_they_call_themselves(ada, browser, provider, there, told) -> None:
    connect(browser, provider)
    there.person = {"sub": "2", "name": "Eve", "email_verified": True} | told
    eve = Client(SERVER_NAME="localhost")
    come_back(eve, provider)

    assert who(eve) == "a guest"
    assert SocialAccount.objects.count() == 1


def test_a_second_provider_with_the_same_subject_and_address_opens_nothing(
    ada, operator, browser, provider, there
) -> None:
    connect(browser, provider)
    another = FakeProvider()
    twin = add_provider(operator, issuer=another.issuer, name="Twin", client_id=another.client_id, secret="h")
    another.person = dict(there.person)
    eve = Client(SERVER_NAME="localhost")
    come_back(eve, twin)
    another.server.shutdown()
    another.server.server_close()

    assert who(eve) == "a guest"
    assert twin.key == key_of(another.issuer) != provider.key


def test_a_sign_on_that_opens_another_account_is_not_moved(ada, browser, provider, db) -> None:
    connect(browser, provider)
    from allmende.identity.accounts.testing import make_person

    eve = Client(SERVER_NAME="localhost")
    eve.force_login(make_person("Eve").account)
    come_back(eve, provider, "connect")

    assert SocialAccount.objects.get().user_id == ada.id


@pytest.mark.parametrize(
    "says",
    [
        {"id_token": {"aud": "another-client"}},
        {"id_token": {"iss": "https://evil.example"}},
        {"id_token": {"exp": 1}},
        {"id_token": {"sub": ""}},
        {"userinfo": {"sub": "2"}},
        {"userinfo": {"sub": None}},
        {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
        {"configuration": {"issuer": "https://evil.example"}},
        {"configuration": {"token_endpoint": None}},
        {"configuration": {"userinfo_endpoint": "http://127.0.0.1:1/"}},
    ],
    ids=lambda says: f"{says}" if "key" not in says else "another key",
)
def test_an_answer_that_doesn_t_fit_opens_nothing_and_is_said(
    ada, browser, provider, there, says: dict[str, Any]
) -> None:
    connect(browser, provider)
    other = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    state = go_there(other, provider)["state"]
    there.says = says
    answer = other.get(f"/accounts/sign-on/{provider.key}/back/", {"code": "c", "state": state}, follow=True)

    assert "That did not work" in answer.content.decode()
    assert who(other) == "a guest"


@pytest.mark.parametrize("answer", [{"state": "forged"}, {"iss": "https://evil.example"}])
def test_an_answer_for_someone_else_opens_nothing(ada, browser, provider, answer: dict[str, str]) -> None:
    connect(browser, provider)
    other = Client(SERVER_NAME="localhost")
    come_back(other, provider, **answer)

    assert who(other) == "a guest"


def test_an_answer_is_taken_once_and_by_the_browser_that_asked(ada, browser, provider) -> None:
    connect(browser, provider)
    asking, stealing = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    state = go_there(asking, provider)["state"]
    back = f"/accounts/sign-on/{provider.key}/back/"
    stealing.get(back, {"code": "c", "state": state})
    asking.get(back, {"code": "c", "state": state})
    asking.post("/accounts/logout/")
    asking.get(back, {"code": "c", "state": state})

    assert who(stealing) == who(asking) == "a guest"


def test_getting_the_page_goes_nowhere(browser, provider, there) -> None:
    assert "Sign in with School?" in browser.get(f"/accounts/sign-on/{provider.key}/").content.decode()
    assert there.asked == []


def test_what_is_switched_off_or_removed_is_gone_at_once(ada, operator, browser, provider) -> None:
    connect(browser, provider)
    switch_provider(operator, provider, is_open=False)
    other = Client(SERVER_NAME="localhost")
    assert other.post(f"/accounts/sign-on/{provider.key}/").status_code == 404
    assert "School" not in other.get("/accounts/login/").content.decode()

    switch_provider(operator, provider, is_open=True)
    come_back(other, provider)
    assert who(other) == "Ada Berg"
    remove_provider(operator, provider)
    assert not SocialAccount.objects.exists()


def test_a_connection_is_removed_by_its_owner_alone(ada, browser, provider) -> None:
    connect(browser, provider)
    kept = SocialAccount.objects.get().id
    from allmende.identity.accounts.testing import make_person

    eve = Client(SERVER_NAME="localhost")
    eve.force_login(make_person("Eve").account)
    eve.post("/accounts/sign-on/", {"account": kept})
    assert SocialAccount.objects.exists()

    browser.post("/accounts/sign-on/", {"account": kept})
    assert not SocialAccount.objects.exists()


def test_whoever_waits_in_an_account_with_another_s_address_loses_it_to_its_owner(browser, provider, there) -> None:
    come_back(browser, provider)
    browser.post("/accounts/sign-on/signup/", {"name": "Mallory", "email": "victim@example.org", "band": "adult"})
    account = Account.objects.get(email="victim@example.org")

    take_over(account)  # what setting a new password by mail does

    come_back(browser, provider)
    assert who(browser) == "a guest"
