"""A guest, a member, a host and a curator take a call from its brief to its result, in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from allmende.foundation.testing import NOON
from allmende.rooms.calls.models import Call, Contribution

pytestmark = [pytest.mark.browser, pytest.mark.smoke, pytest.mark.django_db(transaction=True)]

WEEK = timedelta(weeks=1)


def local(at):
    """A moment as the browser's control takes it, in Berlin's winter or summer time."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%Y-%m-%dT%H:%M")


def test_from_the_brief_to_the_thanks(house, cast, stands_in_nobodys_way):
    house.hold(NOON)
    host, member, curator, guest = house.open(cast.ada), house.open(cast.ben), house.open(cast.eli), house.open()

    # The host writes the brief, sets the dates, and publishes for everyone: the space's gate wants it looked at.
    host.goto(f"{house.address}/calls/new/?space={cast.team.slug}&template=blank")
    host.get_by_label("Title").fill("A cooler schoolyard")
    host.get_by_label("In a sentence or two").fill("Where is shade missing, and what would help?")
    host.get_by_label("Budget").fill("12,000")
    stands_in_nobodys_way(host)
    host.get_by_role("button", name="Begin the draft").click()
    host.get_by_label("Heading").first.fill("What it is about")
    host.locator("textarea[name='s-0-text']").fill("The yard is **too hot** in summer.")
    stands_in_nobodys_way(host)
    host.get_by_role("button", name="Save and set the dates").click()
    way = (("submit", 0, 1), ("discuss", 1, 2), ("vote", 2, 3), ("result", 3, None))
    for n, (kind, opens, closes) in enumerate(way):
        host.locator(f"[name='p-{n}-kind']").select_option(kind)
        host.locator(f"[name='p-{n}-opens']").fill(local(NOON + opens * WEEK))
        if closes:
            host.locator(f"[name='p-{n}-closes']").fill(local(NOON + closes * WEEK))
        if kind != "result":
            host.get_by_role("button", name="Add a phase").click()
    stands_in_nobodys_way(host)
    host.get_by_role("button", name="Set the dates").click()
    host.get_by_role("link", name="Publish …").click()
    host.locator("input[name='layer'][value='5']").check()
    stands_in_nobodys_way(host)
    host.get_by_role("button", name="Publish the call").click()
    expect(host.locator("#toasts")).to_contain_text("waits for review")
    call = Call.objects.get()

    # A guest sees nothing of it until the curator has let it through.
    url = f"{house.address}/calls/{call.slug}/"
    assert guest.goto(url).status == 404
    house.complaints.clear()  # the browser reports the 404 that we came for
    curator.goto(f"{house.address}/gates/")
    stands_in_nobodys_way(curator)
    curator.get_by_role("button", name="Let it through").click()
    expect(curator.get_by_role("button", name="Let it through")).to_have_count(0)
    house.hold(NOON)
    assert guest.goto(url).status == 200
    stands_in_nobodys_way(guest)

    # The member contributes: a draft that saves itself, a comment from the host, a second contribution.
    for title, cost in (("A pond", "5000"), ("A bench", "4000"), ("An awning", "9000")):
        member.goto(url)
        member.get_by_role("link", name="Begin a contribution").click()
        member.get_by_label("Title").fill(title)
        member.get_by_role("button", name="Save the draft").click()
        member.get_by_label("Description").fill(f"{title}: it cools the air, and the frogs will like it.")
        member.get_by_label("Cost").fill(cost)
        with member.expect_response(lambda answer: "/draft/" in answer.url):
            member.get_by_label("Cost").blur()
        member.reload()
        expect(member.get_by_label("Description")).to_have_value(re.compile(title))
        stands_in_nobodys_way(member)
        member.get_by_role("button", name="Hand in").click()
        expect(member.get_by_role("button", name="Hand in")).to_have_count(0)
    assert Contribution.objects.filter(state="submitted").count() == 3
    house.hold(NOON + WEEK)
    host.goto(f"{url}contributions/1-a-pond/")
    host.locator("#comment-text").fill("Who looks after it in August?")
    host.locator("#composer").get_by_role("button", name="Comment").click()
    host.get_by_text("Who looks after it in August?").first.wait_for()
    stands_in_nobodys_way(host)

    # The vote: with the keyboard alone, over budget impossible, changed once, with a receipt.
    house.hold(NOON + 2 * WEEK)
    member.goto(f"{url}vote/")
    stands_in_nobodys_way(member)
    for title in ("A pond", "A bench"):
        member.get_by_role("checkbox", name=title).focus()
        member.keyboard.press("Space")
    member.get_by_role("button", name="Cast my ballot").focus()
    member.keyboard.press("Enter")
    member.get_by_text("Your ballot is in the box").first.wait_for()
    stands_in_nobodys_way(member)
    member.get_by_role("checkbox", name="A bench").uncheck(force=True)
    member.get_by_role("button", name="Change my ballot").click()
    member.get_by_text("Your ballot is in the box").first.wait_for()
    host.goto(f"{url}vote/")
    host.get_by_role("checkbox", name="A bench").check(force=True)
    host.get_by_role("button", name="Cast my ballot").click()
    host.get_by_text("Your ballot is in the box").first.wait_for()

    # The house counts on time; the host tells what happens now; everyone reads the result and is thanked.
    house.hold(NOON + 3 * WEEK)
    host.goto(f"{url}outcome/")
    host.get_by_label("What happens now").fill("Both will be built in April, with all who like to dig.")
    stands_in_nobodys_way(host)
    host.get_by_role("button", name="Publish and give thanks").click()
    host.wait_for_url("**/result/")
    house.hold(NOON + 3 * WEEK)
    for reader in (host, member, guest):
        reader.goto(f"{url}result/")
        stands_in_nobodys_way(reader)
        expect(reader.locator("main")).to_contain_text("2 contributions are funded")
    member.goto(f"{house.address}/notices/")
    expect(member.locator("main")).to_contain_text("thanks you")
