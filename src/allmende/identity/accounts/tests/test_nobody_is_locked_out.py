"""Guessing ends soon; nobody can shut another out by it, nor fill their mailbox."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory

from allmende.foundation import clock
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.networks import address_of, counted_network, shown_network
from allmende.identity.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def guess(browser, password: str = "wrong", login: str = "ada@example.org") -> str:
    answer = browser.post("/accounts/login/", {"login": login, "password": password})
    late = answer.status_code == 429 or "wrong too often" in answer.content.decode()
    return "in" if answer.status_code == 302 else "late" if late else "wrong"


def test_ten_wrong_guesses_from_a_network_and_the_next_must_wait(ada, browser_of) -> None:
    attacker = browser_of("198.51.100.66")

    assert [guess(attacker) for _ in range(11)] == ["wrong"] * 10 + ["late"]
    assert guess(attacker, PASSWORD) == "late"
    with clock.travel(minutes=6):
        assert guess(attacker, PASSWORD) == "in"


def test_the_owner_comes_in_all_the_while(ada, browser_of, mails) -> None:
    attacker = browser_of("198.51.100.66")
    for _ in range(12):
        guess(attacker)

    assert guess(browser_of("203.0.113.5"), PASSWORD) == "in"
    beside_the_attacker = browser_of("198.51.100.66")
    beside_the_attacker.post("/accounts/login/code/", {"email": "ada@example.org"})
    code = re.search(r"^([A-Z0-9-]{6,})$", mails()[0].body, re.MULTILINE)[1]
    assert beside_the_attacker.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302
    assert beside_the_attacker.get("/settings/security/").status_code == 200


def test_strangers_from_anywhere_wait_and_a_device_that_was_here_before_comes_in_even_from_their_network(
    ada, browser_of
) -> None:
    own = browser_of("203.0.113.5")
    assert guess(own, PASSWORD) == "in"
    own.post("/accounts/logout/")
    from_anywhere = [guess(browser_of(f"198.51.100.{number // 10}")) for number in range(51)]
    assert from_anywhere == ["wrong"] * 50 + ["late"]

    assert guess(browser_of("203.0.113.99"), PASSWORD) == "late", "a new device takes the code by mail"
    own.defaults["REMOTE_ADDR"] = "198.51.100.3"
    assert guess(own, PASSWORD, "ADA@Example.org") == "in"


def test_fifty_wrong_tries_in_the_same_network_do_not_shut_the_known_device_out(ada, browser_of) -> None:
    own = browser_of()
    guess(own, PASSWORD)
    own.post("/accounts/logout/")
    assert [guess(browser_of()) for _ in range(50)] == ["wrong"] * 10 + ["late"] * 40

    assert guess(own, PASSWORD) == "in"


def test_a_known_device_gets_ten_tries_too_and_is_known_for_its_own_people_only(ada, browser_of) -> None:
    open_account("ben@example.org", "Ben", PASSWORD, confirmed=True)
    device = browser_of()
    for login in ("ada@example.org", "ben@example.org"):
        assert guess(device, PASSWORD, login) == "in"
        device.post("/accounts/logout/")
    cookie = device.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
    assert "example" not in cookie.value

    assert [guess(device) for _ in range(11)] == ["wrong"] * 10 + ["late"]
    assert guess(device, PASSWORD, "ben@example.org") == "in"


def test_a_forged_device_is_a_stranger(ada, browser_of) -> None:
    own = browser_of()
    guess(own, PASSWORD)
    number, _dot, rest = own.cookies["device"].value.partition(".")
    for _ in range(10):
        guess(browser_of())

    for forged in ("", ".", "a.b", "x" * 5000, number, f"{number}.{'0' * 32}", f"{'0' * 32}.{rest}", "é.é"):
        stranger = browser_of()
        stranger.cookies["device"] = forged
        assert guess(stranger, PASSWORD) == "late", forged


def test_a_network_that_tries_many_addresses_waits_too(ada, browser_of) -> None:
    attacker = browser_of("198.51.100.66")
    answers = [guess(attacker, login=f"someone{number}@example.org") for number in range(31)]

    assert answers[29:] == ["wrong", "late"]


def test_right_passwords_are_not_counted(ada, browser_of) -> None:
    assert [guess(browser_of(), PASSWORD) for _ in range(14)] == ["in"] * 14


def test_three_mails_an_hour_and_the_third_is_kept_for_a_new_password(ada, browser_of, mails) -> None:
    for number in range(6):
        browser_of(f"198.51.100.{number}").post("/accounts/login/code/", {"email": "ada@example.org"})
    assert len(mails()) == 2

    for number in range(6):
        browser_of(f"198.51.100.{number}").post("/accounts/password/reset/", {"email": "ADA@example.org"})

    assert ["password/reset/key" in mail.body for mail in mails()] == [False, False, True]
    with clock.travel(minutes=61):
        browser_of().post("/accounts/login/code/", {"email": "ada@example.org"})
        assert len(mails()) == 4


def test_addresses_of_strangers_are_no_target_either(browser_of, mails) -> None:
    for path in (
        "/accounts/password/reset/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
        "/accounts/login/code/",
    ):
        browser_of().post(path, {"email": "stranger@example.org"})
        sent = {"name": "X", "email": "stranger@example.org", "password1": PASSWORD, "band": "adult"}
        browser_of().post("/accounts/signup/", sent)

    assert len(mails()) == 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.7"),
        (0, "203.0.113.1", "192.0.2.7"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "6.6.6.6, 203.0.113.1, 10.0.0.2", "203.0.113.1"),
        (2, "203.0.113.1", "192.0.2.7"),
        (1, "rubbish", ""),
        (1, "::ffff:203.0.113.1", "203.0.113.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies: int, forwarded: str, address: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", headers=headers)) == address


def test_a_household_of_ipv6_is_one_network_and_what_is_shown_is_less_than_what_is_counted() -> None:
    one, two = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("2001:db8:1:2::1", "2001:db8:1:2:3::9"))
    four = RequestFactory().get("/", REMOTE_ADDR="192.0.2.77")

    assert counted_network(one) == counted_network(two) == "2001:db8:1:2::"
    assert (shown_network(one), shown_network(four), counted_network(four)) == (
        "2001:db8:1::",
        "192.0.2.0",
        "192.0.2.77",
    )
