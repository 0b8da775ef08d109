"""Where I am signed in: a list that its owner understands, and ends."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.commands import forget_sessions
from allmende.identity.accounts.devices import device_name
from allmende.identity.accounts.models import Session
from allmende.identity.accounts.security import visits_of
from allmende.identity.accounts.testing import make_person
from allmende.identity.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/19.0 Mobile Safari/604"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 (KHTML, like Gecko) Chrome/140.0 Safari/537 Edg/140.0"


def come_in(browser_of, address: str = "192.0.2.7", agent: str = FIREFOX) -> Client:
    browser = browser_of(address, **{"user-agent": agent})
    browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    return browser


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("", "A device"),
        ("<b>", "A device"),
    ],
)
def test_a_browser_has_a_name_for_people(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_the_list_says_device_time_and_network_and_which_one_is_this(ada, browser_of) -> None:
    here, _there = come_in(browser_of), come_in(browser_of, "2001:db8:aa:bb::1", PHONE)

    visits = visits_of(ada, here.session.session_key)
    assert [(visit.device, visit.network, visit.is_this) for visit in visits] == [
        ("Firefox on Linux", "192.0.2.0", True),
        ("Safari on iPhone", "2001:db8:aa::", False),
    ]
    page = here.get("/settings/security/").content.decode()
    assert "Safari on iPhone" in page
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))


def test_one_is_ended_and_the_others_stay(ada, browser_of) -> None:
    here, phone, laptop = come_in(browser_of), come_in(browser_of, agent=PHONE), come_in(browser_of, agent=EDGE)
    mark = next(visit.mark for visit in visits_of(ada, here.session.session_key) if "iPhone" in visit.device)

    here.post("/settings/security/sessions/removal/", {"which": mark})

    assert [browser.get("/settings/security/").status_code for browser in (here, phone, laptop)] == [200, 302, 200]


def test_all_others_are_ended_at_once(ada, browser_of) -> None:
    here, phone, laptop = (come_in(browser_of) for _ in range(3))
    here.post("/settings/security/sessions/removal/", {"which": "others"})

    assert [browser.get("/settings/security/").status_code for browser in (here, phone, laptop)] == [200, 302, 302]


@pytest.mark.parametrize("which", ["", "rubbish", "0" * 32])
def test_nobody_ends_a_session_of_someone_else(ada, browser_of, which: str) -> None:
    stranger = browser_of()
    stranger.force_login(make_person("Eve").account)
    mine = come_in(browser_of)
    mark = visits_of(ada, "")[0].mark

    stranger.post("/settings/security/sessions/removal/", {"which": which})
    stranger.post("/settings/security/sessions/removal/", {"which": mark})

    assert mine.get("/settings/security/").status_code == 200


def test_a_changed_password_ends_the_sessions_elsewhere_and_says_so_by_mail(ada, browser_of, mails) -> None:
    here, there = come_in(browser_of), come_in(browser_of)
    words = {"oldpassword": PASSWORD, "password1": "another meadow entirely", "password2": "another meadow entirely"}
    here.post("/accounts/password/change/", words)

    assert [browser.get("/settings/security/").status_code for browser in (here, there)] == [200, 302]
    assert Session.objects.filter(account=ada).count() == 1
    assert "Your password is changed" in [mail.subject for mail in mails()]


def test_seen_last_is_kept_to_the_hour_and_costs_no_write_a_page(ada, browser_of, django_assert_num_queries) -> None:
    here = come_in(browser_of)
    first = Session.objects.get(account=ada).seen
    here.get("/settings/security/")
    assert Session.objects.get(account=ada).seen == first

    with clock.travel(hours=2):
        here.get("/settings/security/")
        assert (clock.now() - Session.objects.get(account=ada).seen).total_seconds() < 1


def test_what_is_over_is_forgotten(ada, browser_of) -> None:
    come_in(browser_of)
    with clock.travel(days=30):
        assert visits_of(ada, "") == []
        assert forget_sessions() == 1
    run_due()


def test_the_page_asks_the_same_however_much_there_is(ada, browser_of, django_assert_num_queries) -> None:
    here = come_in(browser_of)
    here.get("/settings/security/")
    for more in (0, 3):
        for _ in range(more):
            come_in(browser_of)
        with django_assert_num_queries(13):
            here.get("/settings/security/")


def test_guests_are_led_to_signing_in(browser_of) -> None:
    assert browser_of().get("/settings/security/").headers["Location"].startswith("/accounts/login/")


def test_without_a_password_one_signs_in_once_more_before_a_change(browser_of) -> None:
    person = make_person("Pia").account
    browser = browser_of()
    browser.force_login(person)
    assert browser.get("/accounts/passkeys/new/").status_code == 200

    with clock.travel(minutes=11):
        answer = browser.get("/accounts/passkeys/new/")
        assert answer.headers["Location"].startswith("/settings/security/proof/?next=")
        assert "sign in once more" in browser.get(answer.headers["Location"]).content.decode()
        anew = browser.post(answer.headers["Location"])
        assert anew.headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fpasskeys%2Fnew%2F"
        assert browser.get("/settings/security/").status_code == 302
