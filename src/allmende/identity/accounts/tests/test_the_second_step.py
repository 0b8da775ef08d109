"""The second step: a code of an app after the password, recovery codes for the day on which the phone is gone."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import caches
from django.test import Client

from allmende.foundation.sealing import seal, unseal
from allmende.identity.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = {"login": "ada@example.org", "password": PASSWORD}


def code_now(secret: str = SECRET) -> str:
    """What an app shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def proven(browser: Client) -> Client:
    """Sign in, and give the password once more."""
    browser.post("/accounts/login/", SIGN_IN)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def switched_on(browser: Client) -> list[str]:
    """Switch the second step on, and return the recovery codes that are shown."""
    page = proven(browser).get("/accounts/second-step/app/").content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', page)[1]
    codes = browser.post("/accounts/second-step/app/", {"code": code_now(secret)}, follow=True).content.decode()
    return re.findall(r"<li><code>([\w-]+)</code>", codes)


def test_it_is_switched_on_with_a_code_and_shows_recovery_codes(
    ada, browser_of, mails, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        codes = switched_on(browser_of())

    assert len(codes) == 10
    assert "The second step is on" in [mail.subject for mail in mails()]


@pytest.mark.django_db(transaction=True)
def test_who_came_in_by_a_code_alone_reads_the_recovery_codes_without_another(ada, browser_of) -> None:
    ada.set_unusable_password()
    ada.save()
    browser = browser_of()
    browser.force_login(ada)
    page = browser.get("/accounts/second-step/app/").content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', page)[1]

    codes = browser.post("/accounts/second-step/app/", {"code": code_now(secret)}, follow=True).content.decode()

    assert len(re.findall(r"<li><code>", codes)) == 10


def test_switching_it_on_needs_the_password_once_more(ada, browser_of) -> None:
    browser = browser_of()
    browser.post("/accounts/login/", SIGN_IN)

    assert "/accounts/reauthenticate/" in browser.get("/accounts/second-step/app/").headers["Location"]


def test_the_password_alone_then_opens_nothing_but_the_page_for_the_code(ada, browser_of) -> None:
    TOTP.activate(ada, SECRET)
    browser = browser_of()
    browser.post("/accounts/login/", SIGN_IN)

    for path in (
        "/settings/security/",
        "/settings/",
        "/accounts/second-step/app/removal/",
        "/accounts/recovery-codes/",
    ):
        assert browser.get(path).status_code in {302, 403}, path
    assert "The second step" in browser.get("/accounts/login/second-step/").content.decode()
    browser.post("/accounts/login/second-step/", {"code": code_now()})
    assert browser.get("/settings/security/").status_code == 200


def test_a_code_works_once(ada, browser_of) -> None:
    TOTP.activate(ada, SECRET)
    code = code_now()
    answers = []
    for browser in (browser_of(), browser_of("203.0.113.4")):
        browser.post("/accounts/login/", SIGN_IN)
        browser.post("/accounts/login/second-step/", {"code": code})
        answers.append(browser.get("/settings/security/").status_code)

    assert answers == [200, 302]


def test_a_recovery_code_stands_in_once(ada, browser_of) -> None:
    code = switched_on(browser_of())[0]
    answers = []
    for browser in (browser_of(), browser_of("203.0.113.4")):
        browser.post("/accounts/login/", SIGN_IN)
        browser.post("/accounts/login/second-step/", {"code": code})
        answers.append(browser.get("/settings/security/").status_code)

    assert answers == [200, 302]


def test_guessing_codes_ends_soon(ada, browser_of) -> None:
    TOTP.activate(ada, SECRET)
    browser = browser_of()
    browser.post("/accounts/login/", SIGN_IN)
    for _ in range(10):
        browser.post("/accounts/login/second-step/", {"code": "000000"})
    browser.post("/accounts/login/second-step/", {"code": code_now()})

    assert browser.get("/settings/security/").status_code == 302


def test_switching_it_off_takes_the_recovery_codes_along(ada, browser_of) -> None:
    browser = browser_of()
    switched_on(browser)
    browser.post("/accounts/second-step/app/removal/")

    assert not Authenticator.objects.exists()
    assert browser_of().post("/accounts/login/", SIGN_IN).headers["Location"] == "/"


def test_secrets_lie_sealed_in_the_database(ada, browser_of) -> None:
    TOTP.activate(ada, SECRET)

    kept = Authenticator.objects.get().data["secret"]
    assert SECRET not in kept
    assert kept.startswith("s1.")


def test_a_sealed_text_opens_for_its_purpose_alone() -> None:
    sealed = seal("one", "Grüße")

    assert unseal("one", sealed) == "Grüße"
    assert sealed != seal("one", "Grüße")
    for purpose, text in (("two", sealed), ("one", sealed[:-4] + "AAAA"), ("one", "Grüße")):
        with pytest.raises(ValueError, match="sealed"):
            unseal(purpose, text)


def test_used_codes_are_known_to_all_processes(ada) -> None:
    """allauth keeps them in a cache; ours must be the one that processes share."""
    from allauth.core.internal import ratelimit
    from allauth.mfa.totp.internal import auth

    assert auth.cache is ratelimit.cache is caches["shared"]
