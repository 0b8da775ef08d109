"""A contribution is begun, written, handed in, and rated without a mouse; where the focus is can be seen at each step."""

from __future__ import annotations

from typing import Any

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.models import Rating
from allmende.foundation.testing import NOON
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.testing import WEEK, make_contribution, make_rated_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUS = """() => { const at = document.activeElement, near = [at, at.nextElementSibling, ...(at.labels ?? [])];
  for (let one = at.parentElement, n = 0; one && n < 3; one = one.parentElement, n += 1) near.push(one);
  const seen = near.filter(Boolean).map((one) => getComputedStyle(one)).some((look) => look.outlineStyle !== 'none' || look.boxShadow !== 'none');
  return { lost: at === document.body, seen, name: at.name ?? '', words: (at.getAttribute('aria-label') ?? at.innerText ?? '').trim() }; }"""
"""What has the focus, and whether it, its label or the frame around it is marked."""


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until what is wanted (a field's name or a button's words) has the focus, which is never lost and always seen."""
    for _press in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if not at["lost"]:
            assert at["seen"], at
        if wanted in {at["name"], at["words"]}:
            return
    raise AssertionError(f"Tab never leads to {wanted!r} on {page.url}")


def test_from_the_call_to_a_rating(house: Any, cast: Any) -> None:
    house.hold(NOON)
    call = make_rated_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    make_contribution(cast.finn, call, title="Trees")
    page = house.open(cast.ben)
    page.goto(f"{house.address}/calls/{call.slug}/")
    tab_to(page, "Begin a contribution")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contributions/new/")
    tab_to(page, "title")
    page.keyboard.type("A pond")
    tab_to(page, "Save the draft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    tab_to(page, "text")
    page.keyboard.type("It cools the air, and the frogs will like it.")
    tab_to(page, "cost")
    page.keyboard.type("5000")
    tab_to(page, "Hand in")
    page.keyboard.press("Enter")
    page.wait_for_url("**-a-pond/")
    assert Contribution.objects.get(title="A pond").state == ContributionState.SUBMITTED

    house.hold(NOON + 1.5 * WEEK)
    page.goto(f"{house.address}/calls/{call.slug}/rating/")
    tab_to(page, "Begin rating")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contributions/*/rating/")
    names = list(dict.fromkeys(one.get_attribute("name") for one in page.locator("main form input[type=radio]").all()))
    for name in names:
        tab_to(page, str(name))
        page.keyboard.press("Space")
    tab_to(page, "Save and next")
    page.keyboard.press("Enter")
    page.get_by_text("You have rated everything that you can").first.wait_for()
    assert Rating.objects.filter(rater=cast.ben).count() == 1
