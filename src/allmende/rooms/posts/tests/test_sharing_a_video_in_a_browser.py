"""Sharing a video in a real browser: it goes up in parts over a line that breaks, gets its picture and captions, and plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from allmende.commons.files.models import File, Upload
from allmende.commons.files.queries import shown_with
from allmende.commons.spaces.testing import make_cast
from allmende.rooms.posts.models import Post
from tools.pages import new_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECORD = """async () => {
  const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
  [canvas.width, canvas.height] = [160, 90];
  const parts = [], recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const stopped = new Promise((done) => recorder.addEventListener("stop", done));
  recorder.start();
  for (let k = 0; k < 12; k++) {
    draw.fillStyle = `hsl(${k * 30} 80% 50%)`;
    draw.fillRect(0, 0, 160, 90);
    await new Promise((done) => setTimeout(done, 100));
  }
  recorder.stop();
  await stopped;
  window.film = new File(parts, "pond.webm", { type: "video/webm", lastModified: 5 });
}"""
CHOOSE = """() => {
  const input = document.querySelector("[data-recordings]"), chosen = new DataTransfer();
  chosen.items.add(window.film);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""
VTT = b"WEBVTT\n\n00:00.100 --> 00:01.000\nThe pond is dug.\n"


@pytest.fixture
def enter(browser: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    """Open a page as someone; whatever the browser complains of fails the test."""
    contexts, complaints = [], []
    house = live_server.url.replace("127.0.0.1", "localhost")

    def hand_over(route: Any) -> None:
        """The origin of files, which no server stands for here."""
        asked = urlsplit(route.request.url)
        answer = Client(SERVER_NAME=settings.MEDIA_HOST).get(
            f"{asked.path}?{asked.query}", headers=route.request.headers
        )
        route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.getvalue())

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
        page.route("**/m/**", hand_over)
        page.goto(house + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def break_twice(page: Any) -> list[Any]:
    broken: list[Any] = []

    def broken_or_not(route: Any) -> None:
        if len(broken) < 2 and route.request.method == "PATCH":
            broken.append(route.abort())
        else:
            route.continue_()

    page.route("**/api/v1/uploads/**", broken_or_not)
    return broken


def is_complaint(said: Any) -> bool:
    """The line is broken on purpose."""
    return said.type in {"error", "warning"} and "ERR_FAILED" not in said.text


def test_a_video_is_shared_over_a_line_that_breaks_and_plays_with_its_captions(enter: Any) -> None:
    cast = make_cast()
    page = enter(cast.ben, f"/posts/new/?in={cast.team.slug}")
    broken = break_twice(page)
    page.locator("[name=text]").fill("The pond, moving.")
    page.evaluate(RECORD)
    page.evaluate(CHOOSE)

    row = page.locator(".upload")
    expect(row.locator(".upload-state")).to_have_text("It is here.", timeout=20_000)
    assert len(broken) == 2
    row.get_by_label("What the video shows").fill("Water runs in")
    row.get_by_label("Captions (WebVTT)").set_input_files({"name": "en.vtt", "mimeType": "text/vtt", "buffer": VTT})
    page.get_by_role("button", name="Share").first.click()
    page.wait_for_url("**/posts/*/")

    post = Post.objects.get()
    [shot] = shown_with(post.id).recordings
    assert (shot.alt, shot.width, shot.height, shot.has_sound, bool(shot.poster)) == (
        "Water runs in",
        160,
        90,
        False,
        True,
    )
    assert not Upload.objects.exists()
    video = page.locator("video")
    expect(video).to_have_attribute("preload", "none")
    assert video.evaluate("async (video) => { video.muted = true; await video.play(); return video.videoWidth }") == 160
    said = "(video) => { const [track] = video.textTracks; track.mode = 'showing'; return track.cues?.[0]?.text }"
    expect(video.locator("track")).to_have_attribute("srclang", "en")
    page.wait_for_function(f"() => ({said})(document.querySelector('video')) === 'The pond is dug.'")
    found = Axe().run(page, options={"rules": {"video-caption": {"enabled": True}}})
    assert [v["id"] for v in found.response["violations"] if v["impact"] in {"serious", "critical"}] == []


def test_after_a_reload_it_goes_on_where_it_stopped(enter: Any) -> None:
    cast = make_cast()
    page = enter(cast.ben, f"/posts/new/?in={cast.team.slug}")
    page.route("**/uploads/*", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    page.evaluate(RECORD)
    film = page.evaluate("async () => [...new Uint8Array(await window.film.arrayBuffer())]")
    page.evaluate(CHOOSE)
    expect(page.locator(".upload-state")).to_contain_text("The line is broken")
    upload = Upload.objects.get()
    page.unroute("**/uploads/*")
    page.evaluate("() => { for (const box of document.querySelectorAll('[data-uploads]')) box.sendings.clear(); }")
    page.reload()

    expect(page.locator(".uploads-left")).to_contain_text("“pond.webm” stopped at 0 %. Choose the file again")
    page.evaluate(
        "(bytes) => { window.film = new File([new Uint8Array(bytes)], 'pond.webm', { type: 'video/webm', lastModified: 5 }); }",
        film,
    )
    page.evaluate(CHOOSE)
    expect(page.locator(".upload-state")).to_have_text("It is here.", timeout=20_000)

    assert File.objects.get().id == upload.id, "the same upload, gone on with"
