"""Saying what reaches one, reading it, and being told on a device, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.push.testing import Device as Browser
from allmende.observers.notices.commands.devices import add_device
from allmende.observers.notices.commands.wishing import choose_here
from allmende.observers.notices.models import Choice, Notice
from allmende.observers.notices.presets import Here
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


RECEIVE = """(told) => {
  const seen = [];
  self.registration.showNotification = (...all) => { seen.push(all); return Promise.resolve(); };
  self.dispatchEvent(new PushEvent("push", { data: told }));
  return seen;
}"""
"""What the push service does to the worker; a headless browser has no place to show it."""


@pytest.fixture
def cast(transactional_db: None) -> Any:
    return make_cast()


@pytest.fixture
def enter(browser: Any, live_server: Any) -> Iterator[Any]:
    """Open a page as someone; whatever the browser complains of fails the test."""
    contexts, complaints = [], []
    house = live_server.url.replace("127.0.0.1", "localhost")

    def open_(actor: Any, path: str, *, width: int = 1280, **options: Any) -> Any:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": house}])
        page = new_page(context, complaints)
        page.goto(house + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_what_reaches_one_is_for_everyone(cast: Any, enter: Any, width: int) -> None:
    browser = Browser()
    add_device(cast.ben, "https://push.example/x", browser.public, browser.secret, "Firefox on Android")
    choose_here(cast.ben, cast.team.id, Here.DAILY)

    page = enter(cast.ben, "/settings/notifications/", width=width)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Replies to you: By mail").select_option("daily")
    page.get_by_role("button", name="Save these choices").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Choice.objects.get(place=None).mail == "daily"


def test_who_opens_a_notice_has_read_it(cast: Any, enter: Any) -> None:
    note = make_note(cast.team, cast.ben)
    comment(cast.ada, note, "How deep?")
    pull_all()
    page = enter(cast.ben, "/notices/", width=390)
    assert serious(page) == []

    with page.expect_response(lambda answer: answer.url.endswith("/reading/")):
        page.locator("[data-notice] > p:first-child a").last.evaluate("link => { link.href = '/'; }")
        page.locator("[data-notice] > p:first-child a").last.click()

    assert Notice.objects.get(actor=cast.ben).read_at is not None


def test_the_service_worker_shows_what_a_push_service_brings(cast: Any, enter: Any) -> None:
    page = enter(cast.ben, "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    (worker,) = page.context.service_workers
    told = {
        "title": "A pond",
        "body": "Ada Berg replied to you",
        "tag": "pond",
        "url": f"{page.url}notices/",
        "lang": "en",
    }

    ((title, shown),) = worker.evaluate(RECEIVE, json.dumps(told))

    assert (title, shown["body"], shown["tag"], shown["data"]) == ("A pond", told["body"], "pond", told["url"])
    assert shown["icon"].startswith("/")
