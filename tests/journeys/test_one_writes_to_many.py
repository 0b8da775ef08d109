"""Someone on duty writes to all in a real browser; a second one lets it go; the bar moves by itself; a member reads it and answers."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.rooms.messages.commands import sending
from allmende.rooms.messages.models import Announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_first_word_to_the_answer(house, cast, stands_in_nobodys_way, monkeypatch):
    monkeypatch.setattr(sending, "STEP", 2)
    lea = make_member(cast.community, make_person("Lea Holm"), Role.CURATOR)
    house.hold(NOON)
    outbox = house.address + reverse("messages:outbox", args=[cast.community.slug])

    writer = house.open(cast.eli)
    writer.goto(outbox)
    write(writer, stands_in_nobodys_way)
    goes_out(house, writer, house.open(lea), stands_in_nobodys_way)
    answer(house, house.open(cast.ben, width=390), stands_in_nobodys_way)

    # Those on duty find the answer.
    writer.goto(outbox)
    expect(writer.get_by_text("I bring a cake.")).to_be_visible()
    writer.get_by_role("button", name="Answer").first.click()
    expect(writer.get_by_role("log")).to_contain_text("I bring a cake.")


def write(writer, stands_in_nobodys_way):
    """Written in two languages, looked at as its readers will."""
    writer.get_by_role("link", name="New announcement").first.click()
    stands_in_nobodys_way(writer)
    writer.locator("#id_title_en").fill("Summer feast")
    writer.locator("#id_text_en").fill("We celebrate on **Saturday**.")
    writer.get_by_text("Deutsch", exact=True).first.click()
    writer.locator("#id_title_de").fill("Sommerfest")
    writer.locator("#id_text_de").fill("Wir feiern am Samstag.")
    writer.get_by_role("button", name="Save and look at it").click()
    expect(writer.get_by_text("It reaches 4 people.")).to_be_visible()
    expect(writer.frame_locator(".mail-frame").get_by_role("heading", name="Summer feast")).to_be_visible()
    stands_in_nobodys_way(writer)
    writer.get_by_role("link", name="Italiano").first.click()
    expect(writer.get_by_text("Who reads in it gets English, as below.")).to_be_visible()


def goes_out(house, writer, second, stands_in_nobodys_way):
    """A second one looks at it; then the bar moves by itself."""
    writer.get_by_role("button", name="Ask a second person").click()
    expect(writer.get_by_text("waits for a second pair of eyes")).to_be_visible()
    page = house.address + reverse("messages:outbox_announcement", args=[Announcement.objects.get().pk])
    second.goto(page)
    second.get_by_role("button", name="It can go out").click()
    expect(second.get_by_role("button", name="It can go out")).to_have_count(0)
    sending.send_out()
    writer.goto(page)
    expect(writer.get_by_text("2 of 4")).to_be_visible()
    stands_in_nobodys_way(writer)
    sending.send_out()
    sending.send_out()
    pull_all()
    expect(writer.get_by_text("What came of it")).to_be_visible()
    expect(writer.get_by_text("2 of 4")).to_have_count(0)


def answer(house, reader, stands_in_nobodys_way):
    """A member reads it on a phone, and answers with the keyboard alone."""
    reader.goto(house.address + reverse("messages:announcements"))
    reader.get_by_role("link", name="Summer feast").click()
    stands_in_nobodys_way(reader)
    reader.locator("#answer-text").focus()
    reader.keyboard.type("I bring a cake.")
    for _press in range(8):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.innerText").strip() == "Answer":
            break
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("log")).to_contain_text("I bring a cake.")
