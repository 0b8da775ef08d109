"""The demo's pages break no rule of accessibility, by night on a phone and by day on a desk; the keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUS = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const shows = (each) => {
    const look = each && getComputedStyle(each);
    return Boolean(look) && (look.boxShadow !== "none" || (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0));
  };
  return {
    key: one.tagName + "#" + one.id + "." + (one.getAttribute("href") || one.getAttribute("name") || one.textContent.trim()),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0,
    ring: shows(one) || shows(one.nextElementSibling) || (one.matches("input") && shows(one.parentElement)),
  };
}"""
"""What has the focus, whether it stands on the screen, and whether it shows."""


FOR_THE_TEAM = [
    "/desk/", "/desk/asks/friedhelm/", "/asked/", "/help/ask/", "/trust/", "/trust/neighbourhood/", "/trust/levels/",
    "/trust/graph/", "/trust/measures/", "/people/friedhelm/thanks/", "/people/friedhelm/measures/", "/people/friedhelm/level/",
    "/spaces/allmende-niederrhein/duties/", "/absence/", "/profile/", "/nominations/", "/nominations/new/", "/organisations/",
    "/contacts/", "/settings/security/", "/channels/", "/channels/new/", "/channels/answers/",
]  # fmt: skip


@pytest.fixture
def demo(db: None, move_in: Callable[[str], object]) -> None:
    """The German community, with small pictures."""
    with transaction.atomic():
        move_in("de")


def pages_of(call: Call) -> list[str]:
    """The kinds of page around a call, for everyone."""
    handed_in = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED).order_by("number").first()
    assert handed_in is not None
    at = f"/calls/{call.slug}/"
    return [at, f"{at}contributions/", f"{at}contributions/{handed_in.number}-x/", f"{at}discussion/"]


def hold(page: Any, house: Any, check: Any, addresses: list[str]) -> None:
    """Open each address and run axe on it."""
    for address in addresses:
        answer = page.goto(f"{house.address}{address}")
        assert (address, answer.status) == (address, 200)
        check(page)


def test_no_page_breaks_a_rule(demo, house, stands_in_nobodys_way):
    finished = Call.objects.filter(state=CallState.FINISHED).order_by("slug").first()
    voting = Call.objects.get(slug="klimafester-schulhof")
    space = Space.objects.get(slug="alte-feuerwache")
    for_all = ["/", "/calls/", *pages_of(finished), f"/calls/{finished.slug}/result/", "/spaces/", f"/spaces/{space.slug}/",
               "/people/lotte/", "/search/?q=wasser", "/about/", "/help/", "/tour/", "/hubs/", "/privacy/", "/posts/"]  # fmt: skip
    at = f"/calls/{voting.slug}/"
    for_curators = [*pages_of(voting), f"{at}vote/", f"{at}edit/", f"{at}phases/", f"{at}publication/", "/", "/people/",
                    "/notices/", "/settings/", "/gates/", "/backoffice/", "/backoffice/journal/", "/backoffice/members/", "/bin/", "/drafts/", "/posts/new/", "/calls/new/", "/spaces/new/",
                    "/imports/elections/", f"/id/{voting.id}/ladder/", f"/spaces/{space.slug}/members/",
                    f"/spaces/{space.slug}/settings/", *FOR_THE_TEAM]  # fmt: skip

    hold(
        house.open(width=390, ground="dark", language="de"),
        house,
        stands_in_nobodys_way,
        [*for_all, "/accounts/login/"],
    )
    curator = Actor.objects.get(handle="nele")
    hold(house.open(curator, ground="light", language="de"), house, stands_in_nobodys_way, for_curators)


def test_the_keyboard_is_enough(demo, house):
    page = house.open(Actor.objects.get(handle="nele"), language="de")
    for address in ("/", "/calls/klimafester-schulhof/"):
        page.goto(f"{house.address}{address}")

        # The first stop skips to the content.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert page.evaluate(FOCUS)["seen"]

        # Every further one is another, on the screen, and shows.
        met = []
        for _stop in range(14):
            page.keyboard.press("Tab")
            met.append(page.evaluate(FOCUS))
        assert [one["key"] for one in met if not (one["seen"] and one["ring"])] == []
        assert len({one["key"] for one in met}) > 12

    # A menu opens, is walked through and is left again; the focus comes back to where it was.
    opener = page.locator("header [popovertarget]").last
    menu = page.locator(f"#{opener.get_attribute('popovertarget')}")
    opener.focus()
    page.keyboard.press("Enter")
    menu.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert menu.evaluate("one => one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert opener.evaluate("one => one === document.activeElement")
