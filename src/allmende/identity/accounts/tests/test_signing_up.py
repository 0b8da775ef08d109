"""Signing up: an address is confirmed by a link that needs a press, and nobody learns who is here already."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from allmende.commons.spaces.models import Membership
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = {"name": "Nia Neu", "email": "nia@example.org", "password1": PASSWORD, "band": "adult"}


def link_in(mail: object) -> str:
    return re.search(r"http://localhost(/accounts/confirm-email/\S+)", mail.body)[1]


def test_whoever_signs_up_looks_into_their_mail_and_is_in_after_one_press(browser_of, mails) -> None:
    browser = browser_of()
    answer = browser.post("/accounts/signup/", NEW, follow=True)
    assert "Look into your mail" in answer.content.decode()

    link = link_in(mails()[0])
    assert "Confirm your address" in browser.get(link).content.decode()
    browser.post(link)

    assert browser.get(reverse("security")).status_code == 200


def test_a_scanner_that_opens_every_link_confirms_nothing(browser_of, mails) -> None:
    browser_of().post("/accounts/signup/", NEW)
    link = link_in(mails()[0])

    for _ in range(3):
        assert browser_of("203.0.113.9").get(link).status_code == 200

    assert not Account.objects.get(email="nia@example.org").emailaddress_set.get().verified


def test_the_link_pressed_in_another_browser_confirms_without_signing_in_there(browser_of, mails) -> None:
    browser_of().post("/accounts/signup/", NEW)
    other = browser_of()
    other.post(link_in(mails()[0]))

    assert Account.objects.get(email="nia@example.org").emailaddress_set.get().verified
    assert other.get(reverse("security")).status_code == 302


def test_before_that_the_password_opens_nothing(browser_of) -> None:
    browser_of().post("/accounts/signup/", NEW)
    browser = browser_of()
    browser.post("/accounts/login/", {"login": NEW["email"], "password": PASSWORD})

    assert browser.get(reverse("security")).status_code == 302


def test_a_known_address_is_answered_like_a_new_one_and_its_owner_gets_a_mail(ada, browser_of, mails) -> None:
    new, known = (
        browser_of().post("/accounts/signup/", {**NEW, "email": address}, follow=True)
        for address in ("nia@example.org", "Ada@Example.org")
    )

    assert (new.status_code, new.redirect_chain) == (known.status_code, known.redirect_chain)
    assert new.content.decode() == known.content.decode()
    assert Account.objects.filter(email="ada@example.org").count() == 1
    assert [mail.subject for mail in mails() if mail.to == ["ada@example.org"]] == ["You are a member already"]


def test_an_account_alone_makes_nobody_a_member(browser_of) -> None:
    browser_of().post("/accounts/signup/", NEW)

    assert not Membership.objects.filter(actor__account__email="nia@example.org").exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NIA@Example.ORG", "nia@example.org"),
        ("nia+garden@example.org", "nia+garden@example.org"),
        ("nia@bücher.example", "nia@xn--bcher-kva.example"),
        ("nia@xn--bcher-kva.example", "nia@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_written_in_one_way(browser_of, typed: str, kept: str) -> None:
    browser_of().post("/accounts/signup/", {**NEW, "email": typed})
    browser_of().post("/accounts/signup/", {**NEW, "email": kept})

    assert list(Account.objects.values_list("email", flat=True)) == [kept]


@pytest.mark.parametrize(
    "email", ["", "nia", "nia@", "a@b@c.example", "nia@exa mple.org", "x" * 300 + "@example.org", "nia@\x00.org"]
)
def test_what_is_no_address_is_said_by_its_field(browser_of, email: str) -> None:
    answer = browser_of().post("/accounts/signup/", {**NEW, "email": email})

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Account.objects.exists()
