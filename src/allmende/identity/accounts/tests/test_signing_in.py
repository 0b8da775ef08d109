"""Signing in: by password, by a code, and what half of it opens."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from allmende.foundation import clock
from allmende.foundation.mail.reachable import BOUNCED, stop, why_stopped
from allmende.identity.accounts.commands import suspend
from allmende.identity.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def is_in(browser) -> bool:
    return browser.get(reverse("security")).status_code == 200


@pytest.mark.parametrize("typed", ["ada@example.org", " ADA@Example.org "])
def test_the_password_opens_however_the_address_is_typed(ada, browser_of, typed: str) -> None:
    browser = browser_of()
    browser.post("/accounts/login/", {"login": typed, "password": PASSWORD})

    assert is_in(browser)


def test_a_session_begins_anew_when_one_signs_in(ada, browser_of) -> None:
    browser = browser_of()
    browser.get("/accounts/login/passkey/", headers={"accept": "application/json"})
    before = browser.cookies["session"].value
    browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})

    assert browser.cookies["session"].value != before


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_one_is_never_sent_elsewhere(ada, browser_of, target: str) -> None:
    browser = browser_of()
    answer = browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD, "next": target})

    assert answer.headers["Location"] == "/"


def test_a_code_by_mail_opens_in_the_browser_that_asked_for_it(ada, browser_of, mails) -> None:
    browser, other = browser_of(), browser_of()
    answer = browser.post("/accounts/login/code/", {"email": "Ada@example.org"}, follow=True)
    assert "the code is in its mailbox" in answer.content.decode()
    code = re.search(r"^([A-Z0-9-]{6,})$", mails()[0].body, re.MULTILINE)[1]

    other.post("/accounts/login/code/", {"email": "nobody@example.org"})
    other.post("/accounts/login/code/confirm/", {"code": code})
    browser.post("/accounts/login/code/confirm/", {"code": code})

    assert is_in(browser)
    assert not is_in(other)


def test_three_wrong_codes_end_the_try(ada, browser_of, mails) -> None:
    browser = browser_of()
    browser.post("/accounts/login/code/", {"email": "ada@example.org"})
    code = re.search(r"^([A-Z0-9-]{6,})$", mails()[0].body, re.MULTILINE)[1]
    for _ in range(3):
        browser.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    browser.post("/accounts/login/code/confirm/", {"code": code})

    assert not is_in(browser)


def test_whoever_is_half_in_reaches_only_the_page_for_the_code(ada, browser_of) -> None:
    browser = browser_of()
    browser.post("/accounts/login/code/", {"email": "ada@example.org"})

    for path in (
        "/settings/security/",
        "/settings/",
        "/accounts/password/set/",
        "/accounts/passkeys/new/",
        "/accounts/email/",
    ):
        assert browser.get(path).status_code in {302, 403}, path
    assert browser.get("/accounts/login/code/confirm/").status_code == 200


FORMS = {
    "/accounts/login/": {"login": "{}", "password": "not the password"},
    "/accounts/login/code/": {"email": "{}"},
    "/accounts/password/reset/": {"email": "{}"},
    "/accounts/signup/": {"name": "X", "email": "{}", "password1": PASSWORD, "band": "adult"},
}


def become(ada, kind: str) -> None:
    """Let Ada be one of those whom an answer could give away."""
    if kind == "suspended":
        suspend(ada)
    elif kind == "never confirmed":
        ada.emailaddress_set.update(verified=False)
    elif kind == "without a password":
        ada.set_unusable_password()
        ada.save()


@pytest.mark.parametrize("kind", ["known", "suspended", "never confirmed", "without a password"])
@pytest.mark.parametrize("path", FORMS)
def test_the_answer_says_nothing_about_who_is_here(ada, browser_of, path: str, kind: str) -> None:
    become(ada, kind)

    def ask(address: str) -> tuple[int, list, str]:
        sent = {name: value.format(address) for name, value in FORMS[path].items()}
        answer = browser_of().post(path, sent, follow=True)
        plain = re.sub(r'value="\w{64}"', "", answer.content.decode().replace("ada@", "eve@"))
        return answer.status_code, answer.redirect_chain, plain

    for _again in range(12 if (path, kind) == ("/accounts/login/", "known") else 2):
        assert ask("ada@example.org") == ask("eve@example.org")


def test_a_suspended_account_is_out_at_once_and_stays_out(ada, browser_of) -> None:
    browser = browser_of()
    browser.force_login(ada)
    assert is_in(browser)

    suspend(ada)

    assert not is_in(browser)
    answer = browser_of().post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD}, follow=True)
    assert "This account rests" in answer.content.decode()


def test_a_link_for_a_new_password_works_once_and_ends_all_sessions(ada, browser_of, mails) -> None:
    elsewhere, browser = browser_of(), browser_of()
    elsewhere.force_login(ada)
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"http://localhost(/accounts/password/reset/key/\S+)", mails()[0].body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "another meadow entirely", "password2": "another meadow entirely"})

    assert not is_in(elsewhere)
    assert "This link no longer works" in browser_of().get(link, follow=True).content.decode()
    fresh = browser_of()
    fresh.post("/accounts/login/", {"login": "ada@example.org", "password": "another meadow entirely"})
    assert is_in(fresh)


def test_a_mailbox_that_was_thought_gone_is_written_to_again_once_a_mail_was_answered_there(
    ada, browser_of, mails
) -> None:
    stop("ada@example.org", BOUNCED)
    browser = browser_of()
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    assert why_stopped("ada@example.org") == BOUNCED
    link = re.search(r"http://localhost(/accounts/password/reset/key/\S+)", mails()[0].body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "another meadow entirely", "password2": "another meadow entirely"})

    assert why_stopped("ada@example.org") == ""


def test_the_link_for_a_new_password_ends_after_its_days(ada, browser_of, mails, monkeypatch) -> None:
    browser_of().post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"http://localhost(/accounts/password/reset/key/\S+)", mails()[0].body)[1]
    later = clock.now().replace(tzinfo=None).replace(year=clock.now().year + 1)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)

    assert "This link no longer works" in browser_of().get(link, follow=True).content.decode()
