"""Talking about a thing in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from allmende.commons.spaces.testing import make_cast
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation.doors import urls_of
from allmende.rooms.calls.testing import make_call, make_contribution
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(browser: Any, live_server: Any) -> Iterator[Any]:
    """Open a page as someone; whatever the browser complains of fails the test."""
    contexts, complaints = [], []
    house = live_server.url.replace("127.0.0.1", "localhost")

    def open_(actor: Any, path: str, *, scripts: bool = True, width: int = 1280) -> Any:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        contexts.append(context)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": house}])
        page = new_page(context, complaints, is_complaint=is_complaint, scripts=scripts)
        page.goto(house + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(said: Any) -> bool:
    """A refusal is a reply like others, which Chromium reports all the same."""
    return said.type in {"error", "warning"} and "status of 4" not in said.text


@pytest.fixture
def cast(transactional_db: None) -> Any:
    return make_cast()


@pytest.fixture
def pond(cast: Any) -> Any:
    return make_contribution(cast.ben, make_call(cast.ada, cast.team))


def place_of(thing: Any) -> str:
    return urls_of([(thing.id, thing.kind)])[thing.id]


def test_a_comment_appears_where_it_belongs_and_the_composer_is_clean(enter, cast, pond):
    page = enter(cast.ada, place_of(pond))

    page.get_by_text("Question", exact=True).click()
    page.get_by_label("Your comment").fill("What about frogs?")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.locator(".comment", has_text="What about frogs?")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Your comment").fill("They will come.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment", has_text="They will come.")).to_be_visible()
    expect(page.locator(".comment")).to_have_count(2)
    assert Axe().run(page).response["violations"] == []


def test_replying_changing_removing_and_undoing(enter, cast, pond):
    comment(cast.ben, pond, "Who digs?")
    page = enter(cast.ada, place_of(pond))

    page.get_by_role("link", name="Reply").first.click()
    page.get_by_label("Your reply to Ben Roth").fill("The clas.")
    page.locator(".comment form").get_by_role("button", name="Reply").click()
    page.locator(".replies .comment", has_text="The clas.").wait_for()
    page.locator(".replies").get_by_role("link", name="Edit").click()
    page.locator(".replies").get_by_label("Your comment").fill("The class.")
    page.locator(".replies").get_by_role("button", name="Save").click()
    page.locator(".replies .comment", has_text="The class.").wait_for()
    page.locator(".replies").get_by_role("button", name="Remove it").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove it").click()
    page.locator(".replies .comment").wait_for(state="detached")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**comment=**")

    expect(page.locator(".replies .comment", has_text="The class.")).to_be_visible()


def test_talking_works_without_scripts(enter, cast, pond):
    page = enter(cast.ada, place_of(pond), scripts=False)

    page.get_by_label("Your comment").fill("What about frogs?")
    page.get_by_role("button", name="Comment", exact=True).click()

    page.wait_for_url("**#c-*")
    said = Comment.objects.get(thread=pond.id)
    assert page.url.endswith(f"#c-{said.id}")
    expect(page.locator(f"#c-{said.id}")).to_be_visible()


def test_what_was_said_later_comes_below(enter, cast, pond):
    for number in range(23):
        comment(cast.ben, pond, f"Thought {number}")
    page = enter(cast.ada, place_of(pond))

    page.get_by_role("link", name="Show later comments").click()

    expect(page.get_by_text("Thought 22")).to_be_visible()
    expect(page.locator("#comments > .comment")).to_have_count(23)
    expect(page.get_by_role("link", name="Show later comments")).to_have_count(0)
