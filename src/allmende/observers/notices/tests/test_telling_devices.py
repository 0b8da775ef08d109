"""Devices are told by Web Push: a push service on this machine takes the message, and only the device reads it."""

from __future__ import annotations

import json

import pytest

from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.push.testing import Device as Browser
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.commands.devices import MOST, add_device
from allmende.observers.notices.commands.wishing import wish
from allmende.observers.notices.models import Delivery, Device

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast, service) -> Browser:
    """Ben's phone."""
    browser = Browser()
    add_device(cast.ben, f"{service.url}ben", browser.public, browser.secret, "Firefox on Android")
    return browser


@pytest.fixture
def say(cast):
    """Ada replies to Ben on a note of hers."""
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")

    def said(text="Two metres."):
        comment(Actor.objects.get(id=cast.ada.id), note, text, parent=question)
        pull_all()
        return note

    return said


def test_a_reply_rings_at_once_and_only_the_device_reads_what_it_says(cast, service, phone, say):
    note = say()
    run_due()

    ((headers, body),) = service.seen
    told = json.loads(phone.read(body))
    assert (told["title"], told["body"]) == ("A pond", "Ada Berg replied to you on A pond: Two metres.")
    assert told["tag"] == str(note.id)
    assert told["url"].startswith("http")
    assert b"metres" not in body
    assert (headers["content-encoding"], headers["ttl"], headers["urgency"]) == ("aes128gcm", "86400", "normal")
    assert headers["authorization"].startswith("vapid t=")
    assert len(headers["topic"]) == 32
    assert Device.objects.get().used is not None
    assert list(Delivery.objects.filter(actor=cast.ben, channel="push").values_list("state", "why")) == [("sent", "")]


def test_several_about_one_thing_are_one_message(service, phone, say):
    say()
    say("Or three.")
    run_due()

    ((_headers, body),) = service.seen
    assert json.loads(phone.read(body))["body"].endswith("Or three.")


def test_without_content_it_says_only_that_there_is_something(cast, service, phone, say):
    wish(cast.ben, no_content=True)
    say()
    run_due()

    told = json.loads(phone.read(service.seen[0][1]))
    assert (told["title"], told["body"]) == ("Orchard", "Replies to you")


def test_nobody_is_told_on_a_device_what_they_may_not_see_any_more(cast, service, phone, say):
    say()
    take_out(cast.ada, cast.team, cast.ben)
    run_due()

    assert "pond" not in "".join(phone.read(body).decode() for _headers, body in service.seen)
    assert Delivery.objects.filter(actor=cast.ben, channel="push").order_by("id").first().why == "unseen"


def test_what_was_read_while_the_push_service_was_away_rings_no_more(cast, service, phone, say):
    service.answers = [503]
    say()
    run_due()
    mark_read(cast.ben)
    with clock.travel(minutes=2):
        run_due()

    assert len(service.seen) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(service, phone, say, status):
    service.answers = [status]
    say()
    run_due()
    say("Or three.")
    run_due()

    assert len(service.seen) == 1
    assert not Device.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_overloaded_is_asked_again(service, phone, say, status):
    service.answers = [status]
    say()
    run_due()
    assert Device.objects.count() == 1

    with clock.travel(minutes=2):
        run_due()

    assert len(service.seen) == 2


def test_a_service_that_refuses_is_not(service, phone, say):
    service.answers = [400]
    say()
    run_due()
    with clock.travel(days=1):
        run_due()

    assert len(service.seen) == 1
    assert Job.objects.get(path__endswith="push_to").state == "dead"


def test_in_quiet_hours_nothing_rings(cast, service, phone, say, monday):
    wish(cast.ben, quiet_from=11, quiet_until=14)
    say()
    run_due()
    assert service.seen == []

    with clock.travel(hours=3):
        run_due()
    assert len(service.seen) == 1


def test_without_a_device_there_is_no_delivery_to_one(cast, say):
    say()

    assert not Delivery.objects.filter(channel="push").exists()


@pytest.mark.parametrize(
    "endpoint", ["http://push.example/x", "ftp://push.example/x", "https://me:word@push.example/x", "https://", "http://[", "x" * 900]
)  # fmt: skip
def test_an_address_that_is_no_push_services_is_refused(cast, endpoint):
    browser = Browser()

    with pytest.raises(Refused):
        add_device(cast.ben, endpoint, browser.public, browser.secret, "Firefox")


@pytest.mark.parametrize(("public", "secret"), [("", ""), ("!", "?"), ("AAAA", "AAAA"), ("ä", "ö")])
def test_keys_that_are_none_are_refused(cast, public, secret):
    with pytest.raises(Refused):
        add_device(cast.ben, "https://push.example/x", public, secret, "Firefox")


def test_a_browser_that_another_uses_now_is_theirs(cast):
    browser = Browser()
    for actor in (cast.ben, cast.ada):
        add_device(actor, "https://push.example/x", browser.public, browser.secret, "Firefox")

    assert [device.actor_id for device in Device.objects.all()] == [cast.ada.id]


def test_the_oldest_device_goes_when_there_are_too_many(cast):
    browser = Browser()
    for number in range(MOST + 1):
        add_device(cast.ben, f"https://push.example/{number}", browser.public, browser.secret, f"Number {number}")

    assert Device.objects.count() == MOST
    assert not Device.objects.filter(name="Number 0").exists()


def test_the_message_goes_nowhere_but_to_the_internet(cast, settings, say):
    settings.PRIVATE_HOSTS = frozenset()
    browser = Browser()
    add_device(cast.ben, "https://127.0.0.1/inside", browser.public, browser.secret, "Firefox")
    say()
    run_due()

    assert "could not be reached" in Job.objects.get(path__endswith="push_to").error
