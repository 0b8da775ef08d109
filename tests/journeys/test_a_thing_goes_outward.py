"""A thing is taken outward through a free, a reviewed and a closed gate, withdrawn, and its page says who saw it when."""

import pytest
from playwright.sync_api import expect

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page, layer):
    page.locator(f"input[name='to'][value='{layer}']").check(force=True)
    page.get_by_role("button", name="Go on").click()


def test_each_kind_of_gate_and_the_way_back(house, cast, stands_in_nobodys_way):
    house.hold(NOON)
    set_gate(cast.eli, cast.team, Layer.NETWORK, Mode.REVIEWED)
    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.CLOSED)
    pond = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    author, curator = house.open(cast.ben), house.open(cast.eli)
    ladder = f"{house.address}/id/{pond.id}/ladder/"

    # A free gate lets it through at once.
    author.goto(ladder)
    stands_in_nobodys_way(author)
    choose(author, 3)
    stands_in_nobodys_way(author)
    author.get_by_role("button", name="Take it there").click()
    expect(author.locator("#toasts")).to_contain_text("More people can see it now")

    # A closed one is greyed out and says why.
    author.goto(ladder)
    expect(author.locator("input[name='to'][value='5']")).to_be_disabled()

    # A reviewed one lets it wait until a curator has looked at it.
    choose(author, 4)
    author.get_by_role("button", name="Ask for it").click()
    author.get_by_text("It waits at a gate").first.wait_for()
    curator.goto(f"{house.address}/gates/")
    curator.get_by_role("button", name="Let it through").click()
    expect(curator.get_by_role("button", name="Let it through")).to_have_count(0)

    # Withdrawing is free, and the history says who could see it when.
    author.goto(ladder)
    choose(author, 2)
    author.get_by_role("button", name="Withdraw it").click()
    expect(author.get_by_role("button", name="Withdraw it")).to_have_count(0)
    author.goto(ladder)
    stands_in_nobodys_way(author)
    history = author.locator("main").inner_text()
    assert "Ben Roth" in history
    assert "decided by Eli Stein" in history
    assert "4 people could see it" in history
