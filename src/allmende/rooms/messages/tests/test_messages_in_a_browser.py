"""Messages in a real browser: people chosen by keyboard, a telephone's list and conversation, reactions by touch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from allmende.commons.spaces.testing import make_cast
from allmende.people.directory.commands import refresh_all
from allmende.rooms.messages.models import Message
from allmende.rooms.messages.testing import make_talk
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(browser: Any, live_server: Any) -> Iterator[Any]:
    """Open a page as someone; whatever the browser complains of fails the test."""
    contexts, complaints = [], []
    house = live_server.url.replace("127.0.0.1", "localhost")

    def open_(actor: Any, path: str, *, width: int = 1280, touch: bool = False) -> Any:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        context = browser.new_context(
            viewport={"width": width, "height": 844}, has_touch=touch, is_mobile=touch, reduced_motion="reduce"
        )
        contexts.append(context)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": house}])
        page = new_page(context, complaints, is_complaint=is_complaint)
        page.goto(house + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(said: Any) -> bool:
    """What the server refuses to take is a reply like others, which Chromium reports all the same."""
    return said.type in {"error", "warning"} and "422" not in said.text


@pytest.fixture
def cast(transactional_db: None) -> Any:
    made = make_cast()
    refresh_all()
    return made


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}]


def test_people_are_chosen_by_keyboard_alone(enter, cast):
    page = enter(cast.ada, "/messages/new/")
    line, faces = page.get_by_role("combobox", name="To"), page.get_by_role("listbox", name="People to choose from")
    expect(faces.get_by_role("option")).to_have_count(2)

    line.press_sequentially("be")
    expect(faces.get_by_role("option", name="Ben Roth")).to_have_attribute("aria-selected", "true")
    assert serious(page) == []
    line.press("Enter")
    expect(page.locator(".peoplechip bdi")).to_have_text(["Ben Roth"])
    line.press_sequentially("el")
    expect(faces.get_by_role("option")).to_have_count(1)
    line.press("ArrowDown")
    line.press("Enter")
    expect(page.locator("input[name=people]")).to_have_value("ben-roth, eli-stein")
    line.press("Backspace")
    expect(page.locator("input[name=people]")).to_have_value("ben-roth")
    line.press("Escape")
    page.get_by_label("Message", exact=True).fill("Shall we?")
    page.get_by_role("button", name="Send").press("Enter")

    expect(page.locator(".said .prose")).to_have_text("Shall we?")
    assert Message.objects.get().conversation.shape == "direct"


def test_letters_that_mean_nobody_are_asked_back_with_faces(enter, cast):
    page = enter(cast.ada, "/messages/new/")
    page.get_by_role("combobox", name="To").fill("b")
    page.get_by_label("Message", exact=True).fill("Shall we?")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("combobox", name="To")).to_have_value("b")
    expect(page.locator("#id_people_error")).to_contain_text("b isn't a member here.")


def test_a_telephone_has_the_list_then_the_conversation_and_the_way_back(enter, cast):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Shall we water the pond?")
    page = enter(cast.ben, "/", width=390, touch=True)
    bar = page.get_by_role("navigation", name="Main, short")
    expect(bar.locator("> * > span:last-child")).to_have_text(["Home", "Market", "Write", "Messages", "Me"])
    expect(bar.locator(".newcount")).to_have_text("New: 1")

    bar.get_by_role("link", name="Messages").click()
    page.locator(".inbox-row > a").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    expect(bar).to_be_hidden()
    assert serious(page) == []
    page.get_by_role("link", name="All conversations").click()
    expect(bar).to_be_visible()
    expect(bar.locator(".newcount")).to_have_count(0)

    page.goto(page.url + f"{talk.pk}/")
    said = page.locator(".said").first
    expect(said.get_by_role("link", name="Answer")).to_be_hidden()
    said.get_by_role("button", name="What one can do with this message").tap()
    expect(said.get_by_role("link", name="Answer")).to_be_visible()
    said.get_by_role("link", name="React").tap()
    said.get_by_role("button", name="I agree").tap()
    expect(said.locator(".reaction[aria-pressed=true]")).to_have_text("I agree 1")
    assert serious(page) == []
