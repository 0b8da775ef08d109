"""Signing up asks once how old one is; a sign-up that nobody confirms is gone after a week, and nothing else with it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.consent import commands
from allmende.commons.consent.models import AgeChange
from allmende.commons.consent.queries import outstanding
from allmende.commons.consent.rules.young import may_say_age, widest_layer
from allmende.commons.spaces.testing import make_member, make_note
from allmende.foundation import clock
from allmende.foundation.tasks.worker import enqueue_periodic, run_due
from allmende.foundation.testing import recorded
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db
KIM = {"name": "Kim Lenz", "email": "kim@example.org", "password1": "a meadow full of bees", "band": "under_16"}


@pytest.fixture
def browser() -> Client:
    """A guest's browser."""
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


def confirm(browser: Client) -> None:
    run_due()
    browser.post(re.search(r"http://localhost(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1])


def clean_up() -> None:
    """Let the worker do what it does every few hours."""
    enqueue_periodic()
    run_due()


def kim() -> Actor:
    return Account.objects.get(email="kim@example.org").actor


def test_the_form_asks_for_a_band_and_no_date(cast, browser) -> None:
    page = browser.get("/accounts/signup/").content.decode()

    assert re.findall(r'name="band" value="(\w+)"', page) == ["under_16", "under_18", "adult"]
    assert "checked" not in page
    assert 'name="born"' not in page


@pytest.mark.parametrize("band", [None, "", "grown up", "\x00", "UNDER_16"])
def test_without_an_age_there_is_no_account(cast, browser, band) -> None:
    before = Account.objects.count()
    answer = browser.post(
        "/accounts/signup/", {name: value for name, value in {**KIM, "band": band}.items() if value is not None}
    )

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode() or "error" in answer.content.decode()
    assert Account.objects.count() == before


def test_the_young_are_protected_from_the_first_moment_and_cant_grow_up_by_a_click(cast, browser) -> None:
    browser.post("/accounts/signup/", KIM)

    assert widest_layer(kim()) == Layer.COMMUNITY
    assert AgeChange.objects.get(actor=kim()).band == AgeBand.UNDER_16
    assert not may_say_age(kim(), AgeBand.ADULT)
    assert "AgeBandSaid" in recorded()


@pytest.mark.parametrize(("band", "page"), [("adult", "consent:mine"), ("under_16", "consent:guardian")])
def test_whoever_said_it_is_not_asked_again(cast, browser, band, page) -> None:
    browser.post("/accounts/signup/", {**KIM, "band": band})
    confirm(browser)
    make_member(cast.community, kim())
    for version in outstanding(kim(), cast.community):
        answer = browser.post(reverse("consent:acceptance", args=[version.id]))

    assert answer.headers["Location"] == reverse(page)


def test_where_the_community_must_ask_for_the_birth_date_it_is_asked_here_and_kept_nowhere(cast, browser) -> None:
    commands.change_protection(cast.eli, cast.community, asks_birth_date=True, requires_vetting=False)
    assert 'name="born"' in browser.get("/accounts/signup/").content.decode()
    sent = {name: value for name, value in KIM.items() if name != "band"}
    browser.post("/accounts/signup/", {**sent, "born": "1984-05-17"})

    assert kim().account.age_band == AgeBand.ADULT
    assert "1984" not in str(list(Account.objects.values("age_band", "email"))) + str(list(AgeChange.objects.values()))


def test_a_sign_up_that_nobody_confirms_is_gone_after_a_week_and_its_address_is_free(cast, browser) -> None:
    browser.post("/accounts/signup/", KIM)
    actor = kim()
    with clock.travel(days=6, hours=23):
        clean_up()
        assert Account.objects.filter(email="kim@example.org").exists()
    with clock.travel(days=7, hours=7):
        clean_up()
        assert not Account.objects.filter(email="kim@example.org").exists()
        assert not AgeChange.objects.filter(actor=actor).exists()
        assert "Lenz" not in str(Actor.objects.filter(id=actor.id).values())
        other = Client(SERVER_NAME="localhost")
        other.post("/accounts/signup/", {**KIM, "name": "Kim Later"})
        assert kim().name == "Kim Later"
        assert kim().handle == "kim-later"


def test_whoever_confirmed_came_in_belongs_or_made_something_stays(cast, browser) -> None:
    """Each for one reason alone; and accounts that never went through the form."""
    before = set(Account.objects.values_list("email", flat=True))
    browser.post("/accounts/signup/", KIM)
    confirm(browser)
    for name in ("came", "made"):
        Client(SERVER_NAME="localhost").post("/accounts/signup/", {**KIM, "email": f"{name}@example.org"})
    Account.objects.filter(email="came@example.org").update(last_login=clock.now())
    make_note(cast.community, Account.objects.get(email="made@example.org").actor)

    with clock.travel(days=400):
        clean_up()

    kept = {"kim@example.org", "came@example.org", "made@example.org"}
    assert set(Account.objects.values_list("email", flat=True)) == before | kept


def test_a_link_that_comes_too_late_says_so_and_opens_nothing(cast, browser) -> None:
    browser.post("/accounts/signup/", KIM)
    run_due()
    link = re.search(r"http://localhost(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    with clock.travel(days=8):
        clean_up()
        answer = browser.post(link, follow=True)
        assert answer.status_code in {200, 404}
        assert not Account.objects.filter(email="kim@example.org").exists()
