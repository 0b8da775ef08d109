"""What journeys need: a served house, people who walk through it in a real browser, and a clock held for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import connection

from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.sessions import SessionStore
from allmende.identity.actors.models import Actor
from tools.pages import new_page

BROKEN = """() => axe.run(document, {
  rules: {"target-size": {enabled: true}}, resultTypes: ["violations"], selectors: false,
}).then((found) => found.violations)"""
"""The rules that a page breaks; where each element stands that keeps one is not worked out: that takes longer than all rules."""

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class House:
    """A served house: open it as someone, hold its clock, let its worker work."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[Any] = []
        self.complaints: list[str] = []
        self.clock = ExitStack()

    def open(
        self, actor: Actor | None = None, *, width: int = 1280, ground: str = "light", language: str = "en"
    ) -> Any:
        """A browser's page as someone, or as a guest; whatever it complains of is kept."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=ground, locale=language, reduced_motion="reduce"
        )
        self.contexts.append(context)
        if actor is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(actor), "url": self.address}]
            )
        page = new_page(context, self.complaints)
        page.set_default_timeout(10_000)
        page.goto(self.address)
        return page

    def hold(self, at: datetime) -> None:
        """Hold the clock of the whole house, then let the worker do what is due by then."""
        self.clock.close()
        self.clock.enter_context(clock.frozen(at))
        run_due()
        cache.clear()


def session_of(actor: Actor) -> str:
    """Sign an actor's account in and return the session's key."""
    session = SessionStore()
    account = actor.account
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture
def house(browser: Any, live_server: Any, settings: Any) -> Iterator[House]:
    """A house on loopback, its media on an origin of their own; a browser's complaint fails the test."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.MEDIA_ORIGIN = address.replace("localhost", "127.0.0.1")
    settings.MEDIA_HOST = "127.0.0.1"
    media = ["'self'", settings.MEDIA_ORIGIN]
    settings.SECURE_CSP = {**settings.SECURE_CSP, "img-src": [*media, "data:"], "media-src": [*media, "blob:"]}
    served = House(browser, address)
    yield served
    served.clock.close()
    for context in served.contexts:
        context.close()
    assert served.complaints == []


@pytest.fixture
def stands_in_nobodys_way() -> Callable[[Any], None]:
    """Run axe on a page: no rule is broken, nor what is to be pressed too small (WCAG 2.2, 2.5.8). Pages on PostgreSQL are the same, and not looked at again."""

    def check(page: Any) -> None:
        if connection.vendor != "sqlite":
            return
        page.evaluate(Axe().axe_script)
        found = page.evaluate(BROKEN)
        assert [(page.url, rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in found] == []

    return check
