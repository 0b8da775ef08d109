"""Nobody can have us fill a mailbox: in whatever ways, however often, however its address is spelt, three mails an hour (T26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.test import Client

from allmende.commons.consent.commands import ask_guardian
from allmende.commons.consent.testing import make_young
from allmende.commons.spaces.testing import make_community, make_member
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import mailbox_of
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.testing import make_person
from allmende.people.connections import commands as contacts
from allmende.people.connections.commands.contacts import MAILS_AN_HOUR
from allmende.people.nominations import commands as nominations
from allmende.people.nominations.models import State
from allmende.people.nominations.queries.invitations import invitation_by
from allmende.people.nominations.testing import make_nomination, token_of
from allmende.people.welcome.commands import book, offer_tour, subscribe

pytestmark = pytest.mark.django_db
VICTIM = "vera@example.org"
SPELT = ("vera@example.org", "Vera@Example.ORG", "vera+1@example.org", "vera+2@example.org")


def mails() -> int:
    """How many mails wait for the mailbox, or went there."""
    sent = Job.objects.filter(path="allmende.foundation.mail.tasks.send_mail").values_list("args", flat=True)
    return sum(mailbox_of(args[0]) == VICTIM for args in sent)


def by_page(path: str, **others: str) -> Callable[[str], Any]:
    networks = iter(range(1, 250))

    def ask(address: str) -> Any:
        browser = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"198.51.100.{next(networks)}")
        return browser.post(path, {"email": address, **others})

    return ask


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def ways(cast: Any) -> dict[str, Callable[[str], Any]]:
    """Each way in which someone can have mail sent to an address that is not theirs."""
    slots = cycle([offer_tour(cast.eli, cast.community, begins=NOON + timedelta(days=day)) for day in range(1, 13)])
    closed = make_community(
        make_person("Iris"), "Vale", host="vale.example", opens_on=(NOON + timedelta(days=30)).date()
    )
    invited = make_nomination(cast.ben, cast.community, State.ADMITTED, email=VICTIM)
    Job.objects.all().delete()
    thief, young = cast.dora, cycle([make_young(make_person(f"Kim {number}")) for number in range(12)])

    def code(_address: str) -> None:
        nominations.renew(cast.eli, invited)
        nominations.send_code(thief, invitation_by(token_of(VICTIM, "invitations")))

    return {
        "a new password": by_page("/accounts/password/reset/"),
        "a code": by_page("/accounts/login/code/"),
        "signing up": by_page("/accounts/signup/", name="V", password1="a meadow full of bees", band="adult"),
        "asking to come in": by_page("/spaces/meadow/nomination-request/", name="V", about="I like to cook for many."),
        "a tour": lambda address: book(next(slots), name="V", email=address, language="en"),
        "hearing of the opening": lambda address: subscribe(closed, email=address, language="en"),
        "a guardian's word": lambda address: ask_guardian(next(young), "V", address),
        "an invitation anew and its codes": code,
    }  # fmt: skip


def loop(ask: Callable[[str], Any], hours: int = 0) -> None:
    """Twelve times within the hour that begins so many hours after noon."""
    for number in range(12):
        with clock.frozen(NOON + timedelta(hours=hours, minutes=4 * number)), suppress(Refused):
            ask(SPELT[number % len(SPELT)])


def test_in_every_way_alone_and_in_all_together_three_mails_an_hour(ways: dict[str, Callable[[str], Any]]) -> None:
    open_account(VICTIM, "Vera", "a meadow full of bees", confirmed=True)
    sent = {}
    for hour, (way, ask) in enumerate(ways.items()):
        before = mails()
        loop(ask, 2 * hour)
        sent[way] = mails() - before
    before = mails()
    for ask in ways.values():
        loop(ask, 100)

    assert all(1 <= number <= 3 for number in sent.values()), sent
    assert mails() - before == 3


def test_one_of_the_three_is_kept_for_a_new_password(ways: dict[str, Callable[[str], Any]]) -> None:
    open_account(VICTIM, "Vera", "a meadow full of bees", confirmed=True)
    for way, ask in ways.items():
        if way != "a new password":
            loop(ask)

    assert mails() == 2
    loop(ways["a new password"])
    assert mails() == 3


def test_whoever_is_asked_for_contact_by_many_gets_three_mails_and_all_notices(cast: Any) -> None:
    people = [make_member(cast.community, make_person(f"P{number}")) for number in range(6)]
    for person in people:
        row = contacts.ask(person, cast.finn, cast.community)
    contacts.withdraw(people[-1], row)
    contacts.ask(people[-1], cast.finn, cast.community)

    sent = [args[0] for args in Job.objects.values_list("args", flat=True)]
    assert sent.count(cast.finn.account.email) == MAILS_AN_HOUR
