"""Sharing something in a real browser: pasted from a word processor, with a picture, taken back, voted on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from allmende.commons.files.models import File
from allmende.commons.spaces.testing import make_cast
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.testing import TEA, make_post
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style></head><body>
<h1>The pond</h1><p class=MsoNormal>It is <b>dug</b>, see <a href="https://example.org/a(b)">here</a>.<o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span>·&nbsp;&nbsp; </span>frogs</p>
<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span>o </span>green_ones</p>
<ol><li>dig</li><li>fill<ul><li>slowly</li></ul></li></ol><blockquote><p>Ribbit</p></blockquote>
<table><tr><td>Who</td><td>When</td></tr><tr><td>Ada</td><td>a|b</td></tr></table><script>alert(1)</script></body></html>
"""
AS_MARKDOWN = """## The pond

It is **dug**, see [here](https://example.org/a%28b%29).

- frogs
   - green\\_ones
1. dig
2. fill
   - slowly

> Ribbit

| Who | When |
| --- | --- |
| Ada | a\\|b |"""
PASTE = """([area, html]) => {
  const brought = new DataTransfer();
  brought.setData("text/html", html); brought.setData("text/plain", "plain");
  document.querySelector(area).dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
}"""
PASTE_PICTURE = """async (area) => {
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext("2d").fillRect(0, 0, 40, 30);
  const brought = new DataTransfer();
  brought.items.add(new File([await canvas.convertToBlob()], "frog.png", { type: "image/png" }));
  document.querySelector(area).dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
}"""


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
    """Pictures come from an origin of their own, which isn't served here."""
    return said.type in {"error", "warning"} and "ERR_CONNECTION_REFUSED" not in said.text


@pytest.fixture
def cast(transactional_db: None) -> Any:
    return make_cast()


def test_from_the_folded_line_to_the_post_that_is_taken_back(enter, cast):
    page = enter(cast.ben, f"/spaces/{cast.team.slug}/", width=390)
    page.locator(".post-opener").press("Enter")
    area = page.get_by_label("Text", exact=True)
    expect(area).to_be_visible()

    page.evaluate(PASTE, ["#id_text", WORD])
    expect(area).to_have_value(AS_MARKDOWN)
    page.evaluate(PASTE_PICTURE, "#id_text")
    page.get_by_label("What is in the picture?").fill("A frog")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".post-preview h2", has_text="The pond")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Draft saved at")
    assert "Invalid" not in page.locator("#saved").inner_text()
    assert serious(page) == []

    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Only you see it yet")).to_be_visible()
    [post] = Post.objects.all()
    assert (post.state, File.objects.get(thing=post).alt) == (PostState.WAITING, "A frog")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert Post.objects.get().state == PostState.DRAFT
    assert serious(page) == []


def test_a_vote_counts_in_its_place(enter, cast):
    post = make_post(cast.ben, cast.team, text="Tea for **everyone**", poll=TEA)
    page = enter(cast.ada, f"/spaces/{cast.team.slug}/")

    page.get_by_label("Sage").check()
    page.get_by_role("button", name="Cast your vote").click()
    expect(page.locator(f"#poll-{post.id}")).to_contain_text("100 % (1)")
    page.get_by_role("button", name="Change your vote").click()
    expect(page.locator(f"#poll-{post.id}")).to_contain_text("1 person has voted")
    page.get_by_role("link", name="Comment on it").click()
    expect(page.get_by_role("heading", name="Discussion")).to_be_visible()
    assert serious(page) == []


def test_without_script_it_all_works(enter, cast):
    page = enter(cast.ben, f"/spaces/{cast.team.slug}/", scripts=False)
    page.locator(".post-opener").click()
    page.get_by_label("Text", exact=True).fill("Hello")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Share it now").click()

    assert Post.objects.get().state == PostState.OPEN
    assert page.get_by_text("Hello").first.is_visible()


def serious(page: Any) -> list[str]:
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
