"""The page of components in a real browser: on every ground and width, by keyboard, under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tools import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def is_complaint(message: Any) -> bool:
    """A conflict of drafts is a reply like others, which Chromium reports all the same."""
    return message.type in {"error", "warning"} and "(Conflict)" not in message.text


@pytest.fixture
def open_page(browser: Any, live_server: Any) -> Iterator[Any]:
    """Open a page of the house; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_(path: str = "/components/", *, width: int = 1280, ground: str = "light", scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=ground,
            locale="en",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = pages.new_page(context, complaints, is_complaint=is_complaint, scripts=scripts)
        page.goto(live_server.url.replace("127.0.0.1", "localhost") + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(("width", "ground"), VIEWS)
def test_nothing_stands_in_anyone_s_way(open_page, width, ground):
    page = open_page(width=width, ground=ground)

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_nothing_stands_in_the_way_of_whoever_comes_in(open_page, path, ground):
    page = open_page(path, width=390, ground=ground)

    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(open_page, width):
    page = open_page(width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_budget_can_not_be_overspent(open_page):
    page = open_page()
    ballot = page.locator("[data-ballot=money]")

    ballot.locator("[value=path]").check()

    expect(ballot.locator("output")).to_have_text("€2,740")
    expect(ballot.locator("[value=pavilion]")).to_be_disabled()
    ballot.locator("[value=meander]").uncheck()
    expect(ballot.locator("[value=pavilion]")).to_be_enabled()


def test_points_stop_at_what_is_left(open_page):
    page = open_page()
    points = page.locator("[name=points-a]")

    points.fill("14")

    expect(points).to_have_value("10")
    expect(points.locator("xpath=..").locator('[data-step="1"]')).to_be_disabled()


def test_the_theme_is_kept_for_the_next_page(open_page):
    page = open_page()

    page.get_by_role("button", name="Dark", exact=True).click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(11, 17, 14)")
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html[data-theme]")).to_have_count(0)


def test_a_list_goes_on_without_a_new_page(open_page):
    page = open_page()

    page.get_by_role("link", name="Show more").click()

    expect(page.get_by_text("6 of 6")).to_be_visible()
    expect(page.locator("#sample-rows .rowlink")).to_have_count(6)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def test_menus_and_dialogs_open_and_close_by_keyboard(open_page):
    page = open_page()

    page.locator('[popovertarget="sample-menu"]').press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#sample-menu :focus")).to_have_text("Copy link")
    page.keyboard.press("Escape")
    expect(page.locator("#sample-menu")).to_be_hidden()

    page.get_by_role("button", name="Open a dialog").press("Enter")
    expect(page.get_by_role("dialog", name="Cancel 12 bookings?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()


def test_an_open_menu_has_the_focus_before_the_next_key_can_come(open_page):
    page = open_page()

    focused = page.evaluate(
        "document.querySelector('#sample-menu').showPopover() ?? document.activeElement.textContent.trim()"
    )

    assert focused.startswith("Edit")


def test_menus_and_dialogs_open_without_script(open_page):
    page = open_page(scripts=False)

    page.get_by_role("button", name="Open a dialog").click()
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.get_by_role("button", name="Keep the meeting").click()
    page.locator('[popovertarget="sample-menu"]').click()
    expect(page.locator("#sample-menu")).to_be_visible()


def test_markdown_marks_stand_round_the_selection(open_page):
    page = open_page()
    area = page.locator("#id_about")
    area.fill("very important")
    area.evaluate("area => area.setSelectionRange(5, 14)")

    page.locator("[data-richtext]:has(#id_about) [data-markdown='**']").click()

    expect(area).to_have_value("very **important**")


SAVING = """
<form data-autosave="/draft/" method="post"><input type="hidden" name="version" value="1">
<textarea name="text"></textarea></form>
"""


@pytest.fixture
def draft_page(open_page):
    """A form that saves itself, against answers the test gives."""

    def open_(*answers: dict[str, Any]) -> tuple[Any, list[str]]:
        page = open_page("/accounts/login/")
        sent: list[str] = []
        queue = list(answers)

        def answer(route: Any) -> None:
            sent.append(route.request.post_data)
            reply = queue.pop(0)
            route.abort() if reply.get("offline") else route.fulfill(status=reply["status"], json=reply["json"])

        page.route("**/draft/", answer)
        page.evaluate(
            """html => { const state = '<span class="saved" id="saved" data-saved="Saved at %(time)s" data-conflict="Both" data-offline="Offline"'
            + ' data-mine="Yours" data-theirs="Theirs" data-keep-mine="Keep yours" data-keep-theirs="Take theirs"><span></span></span>';
            document.querySelector('.gate-card').insertAdjacentHTML('beforeend', html.replace('</form>', state + '</form>'));
            document.dispatchEvent(new Event('htmx:after:swap')); }""",
            SAVING,
        )
        return page, sent

    return open_


def test_a_draft_saves_itself_and_says_when(draft_page):
    page, sent = draft_page({"status": 200, "json": {"version": 2, "saved_at": "2026-03-10T09:42:00Z"}})

    page.locator("[name=text]").fill("A brook that flows when it rains")
    page.get_by_text("Saved at").wait_for()

    assert len(sent) == 1
    expect(page.locator("[name=version]")).to_have_value("2")
    assert page.evaluate("localStorage.getItem('draft:/draft/')") is None


def test_two_people_on_one_draft_see_both_versions(draft_page):
    page, _sent = draft_page(
        {"status": 409, "json": {"version": 7, "fields": {"text": "Lotte's words"}}},
        {"status": 200, "json": {"version": 8, "saved_at": "2026-03-10T09:42:00Z"}},
    )

    page.locator("[name=text]").fill("My words")
    page.get_by_role("button", name="Take theirs").wait_for()

    expect(page.locator(".conflict pre")).to_have_text(["My words", "Lotte's words"])
    expect(page.locator("[name=text]")).to_have_value("My words")
    page.get_by_role("button", name="Take theirs").click()
    expect(page.locator("[name=text]")).to_have_value("Lotte's words")


def test_the_jump_opens_by_keyboard_where_there_is_a_search(open_page):
    page = open_page()
    if page.locator("#jump").count() == 0:
        pytest.skip("this node has no search page")

    page.keyboard.press("Control+k")

    expect(page.locator("#jump input")).to_be_visible()
