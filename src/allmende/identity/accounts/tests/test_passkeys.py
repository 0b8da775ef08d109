"""Passkeys in a real browser, with a key that Chromium pretends to have: added, named, used without a password, removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.tests.conftest import PASSWORD
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A page of a browser whose device keeps passkeys; what the browser complains of fails the test."""
    context = browser.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="en", reduced_motion="reduce"
    )
    complaints: list[str] = []
    page = new_page(context, complaints)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    page.key = device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    page.device = device
    yield page
    context.close()
    assert complaints == []


def sign_out(page: Any) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r":\d+/$"))


def come_in(page: Any) -> None:
    """Make Nora's account, and sign in with its password."""
    open_account("nora@example.org", "Nora Berg", PASSWORD, confirmed=True, language="en")
    page.goto("/accounts/login/")
    nothing_in_the_way(page)
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r":\d+/$"))


def nothing_in_the_way(page: Any) -> None:
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []


def test_a_passkey_from_the_first_day_to_the_last(cast: Any, page: Any) -> None:
    come_in(page)

    page.goto("/settings/security/")
    nothing_in_the_way(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    nothing_in_the_way(page)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/settings/security/")
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()
    assert Authenticator.objects.count() == 1, "no recovery codes: there is no second step"

    sign_out(page)
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/settings/$"))

    page.goto("/settings/security/")
    page.get_by_role("link", name=re.compile("^Rename.*My laptop")).click()
    if page.get_by_role("link", name="With a passkey").is_visible():
        page.get_by_role("link", name="With a passkey").click()
        page.get_by_role("button", name="Show the passkey").click()
    page.get_by_label("Name").fill("The old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("^Remove.*The old laptop")).click()
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url("**/settings/security/")
    assert not Authenticator.objects.exists()

    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This doesn't fit, or its time is over.").wait_for()
    page.goto("/settings/security/")
    assert "/accounts/login/" in page.url, "a removed passkey opens nothing"
