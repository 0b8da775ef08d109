"""On a phone, on the train: a call read before is still there, and what is written in it arrives exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.ballots.models import Ballot
from allmende.commons.spaces.testing import Cast
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution
from tools import outside


@pytest.fixture(scope="module")
def browser(start_browser: Callable[[str | None], Any]) -> Iterator[Any]:
    """A whole Chromium, which can install what it shows."""
    started = start_browser(outside.chromium(whole=True))
    yield started
    started.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_comment_and_a_vote_written_offline_arrive_once(cast: Cast, house: Any) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        make_contribution(cast.ada, call)
    house.hold(NOON + 2.5 * WEEK)
    page = house.open(cast.ben, width=390)
    talk, vote = f"{house.address}/calls/{call.slug}/discussion/", f"{house.address}/calls/{call.slug}/vote/"
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    _is_installable(page)
    for url in (talk, vote):
        page.goto(url)
        page.wait_for_function(
            "async url => !!(await (await caches.open('pages')).match(new URL(url).pathname))", arg=url
        )
    kept = page.evaluate(
        "async url => await (await (await caches.open('pages')).match(new URL(url).pathname)).text()", vote
    )
    assert 'name="csrfmiddlewaretoken" value=""' in kept  # no token is kept

    page.context.set_offline(True)
    _write(page, house, talk, vote)
    page.context.set_offline(False)
    page.locator("#outbox").wait_for(state="hidden")
    page.locator(".remark, .thread").get_by_text("From the train").first.wait_for()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.goto(talk)
    assert [one.text for one in Comment.objects.all()] == ["From the train"]
    assert Ballot.objects.count() == 1

    page.context.clear_cookies()
    page.goto(house.address)  # a guest's page: nothing of Ben's is left
    page.wait_for_function("async () => (await (await caches.open('pages')).keys()).length <= 2")
    house.complaints[:] = [one for one in house.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def _is_installable(page: Any) -> None:
    """What Chromium asks of an app: a manifest with name, start, display and icons of 192 and 512 pixels that are there."""
    problems = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in problems] == ["in-incognito"]  # as every browser of the tests is


def _write(page: Any, house: Any, talk: str, vote: str) -> None:
    """Vote and comment without a connection, then look elsewhere and come back."""
    page.goto(vote)
    page.locator("#kept:not([hidden])").wait_for()
    page.locator(".ballot-list input[type=checkbox]").first.check()
    page.locator("#ballot-form button.btn[data-tone=primary]").first.click()
    page.get_by_text("Waiting to be sent: 1").wait_for()
    page.goto(talk)
    page.fill("#comment-text", "From the train")
    page.locator("#composer button.btn[data-tone=primary]").click()
    page.get_by_text("Waiting to be sent: 2").wait_for()
    assert not Comment.objects.exists()
    page.goto(f"{house.address}/people/")
    page.get_by_text("You are offline").wait_for()
    page.goto(talk)
