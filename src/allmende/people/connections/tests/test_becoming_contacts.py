"""Two people become contacts: asked, answered, taken back, ended; a no is told to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import at_once, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.connections.commands import accept, ask, decline, end, note, withdraw
from allmende.people.connections.models import Connection, Purpose, State
from allmende.people.connections.queries.contacts import are_contacts, asks_by, asks_for, contacts_of
from allmende.people.connections.rules import ASKS_A_DAY, OPEN_ASKS
from allmende.people.connections.testing import make_contact
from allmende.people.profiles.queries import profile_for
from allmende.people.profiles.testing import make_skill

pytestmark = pytest.mark.django_db


def sign_in(actor: Actor) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(actor.account)
    return client


def test_with_a_yes_both_see_what_the_other_shows_to_their_circle(cast: Cast) -> None:
    make_skill(cast.eli, cast.community, "Sailmaking", Layer.TEAM)
    assert profile_for(cast.finn, cast.eli, cast.community).all("skill") == []

    asked = ask(cast.finn, cast.eli, cast.community, "From the boat shed.")
    assert profile_for(cast.finn, cast.eli, cast.community).all("skill") == []
    accept(cast.eli, asked, cast.community)

    assert are_contacts(cast.finn, cast.eli)
    assert are_contacts(cast.eli, cast.finn)
    assert [each.text for each in profile_for(cast.finn, cast.eli, cast.community).all("skill")] == ["Sailmaking"]
    assert recorded()[-2:] == ["ContactAsked", "ContactMade"]


def test_ending_closes_the_circle_at_once(cast: Cast) -> None:
    make_skill(cast.eli, cast.community, "Sailmaking", Layer.TEAM)
    made = make_contact(cast.finn, cast.eli, cast.community)

    end(cast.eli, made)

    assert not are_contacts(cast.finn, cast.eli)
    assert profile_for(cast.finn, cast.eli, cast.community).all("skill") == []
    assert contacts_of(cast.finn) == [] == contacts_of(cast.eli)


def test_a_no_is_known_to_who_said_it_alone(cast: Cast) -> None:
    asked = ask(cast.finn, cast.ada, cast.community, "Hello")
    before = sign_in(cast.finn).get("/people/ada-berg/").content, asks_by(cast.finn)

    decline(cast.ada, asked)

    page = sign_in(cast.finn).get("/people/ada-berg/").content
    assert b"You have asked for contact." in page
    assert b"You have asked for contact." in before[0]
    assert [each.person for each in asks_by(cast.finn)] == [cast.ada]
    assert asks_for(cast.ada) == []


def test_who_was_told_no_and_asks_again_bothers_nobody(cast: Cast) -> None:
    asked = ask(cast.finn, cast.ada, cast.community)
    decline(cast.ada, asked)
    withdraw(cast.finn, asked)
    assert asks_by(cast.finn) == []

    ask(cast.finn, cast.ada, cast.community, "Please?")

    assert [each.person for each in asks_by(cast.finn)] == [cast.ada]
    assert asks_for(cast.ada) == []
    assert recorded().count("ContactAsked") == 1


def test_who_said_no_can_think_again_and_ask(cast: Cast) -> None:
    decline(cast.ada, ask(cast.finn, cast.ada, cast.community))

    made = ask(cast.ada, cast.finn, cast.community)

    assert made.state == State.MADE
    assert are_contacts(cast.ada, cast.finn)


def test_both_asking_makes_them_contacts(cast: Cast) -> None:
    ask(cast.finn, cast.ada, cast.community)

    assert ask(cast.ada, cast.finn, cast.community).state == State.MADE
    assert Connection.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_asking_in_the_same_moment_makes_them_contacts(cast: Cast) -> None:
    answers = at_once(
        lambda: ask(cast.finn, cast.ada, cast.community), lambda: ask(cast.ada, cast.finn, cast.community)
    )

    assert [each for each in answers if isinstance(each, Exception)] == []
    assert Connection.objects.get().state == State.MADE


def test_who_was_asked_is_told_by_mail_and_on_the_first_page(cast: Cast) -> None:
    ask(cast.finn, cast.ada, cast.community, "From the boat shed.", Purpose.MENTORING)
    run_due()

    assert mail.outbox[0].to == [cast.ada.account.email]
    assert "From the boat shed." in mail.outbox[0].body
    assert b"Finn Thal asks you to be their mentor" in sign_in(cast.ada).get("/").content


def test_notes_are_private_to_each(cast: Cast) -> None:
    made = make_contact(cast.finn, cast.ada, cast.community)

    note(cast.finn, made, "boat shed, 2025")

    assert contacts_of(cast.finn)[0].note == "boat shed, 2025"
    assert contacts_of(cast.ada)[0].note == ""
    assert b"boat shed" not in sign_in(cast.ada).get("/contacts/").content


def test_nobody_asks_the_whole_house(cast: Cast) -> None:
    people = [make_member(cast.community, make_person(f"Person {number}")) for number in range(OPEN_ASKS + 1)]
    for person in people[:ASKS_A_DAY]:
        ask(cast.finn, person, cast.community)

    with pytest.raises(Refused, match="enough for today") as today:
        ask(cast.finn, people[ASKS_A_DAY], cast.community)
    with clock.travel(days=2):
        for person in people[ASKS_A_DAY:OPEN_ASKS]:
            ask(cast.finn, person, cast.community)
    with clock.travel(days=4), pytest.raises(Refused, match="wait for an answer"):
        ask(cast.finn, people[OPEN_ASKS], cast.community)

    assert today.value.status == 429


def test_others_connections_are_nobodys_business(cast: Cast) -> None:
    made = make_contact(cast.finn, cast.ada, cast.community)

    for act in ("acceptance", "refusal", "withdrawal", "removal", "note"):
        assert sign_in(cast.ben).post(f"/contacts/{made.id}/{act}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_statements_for_three_as_for_one(
    count: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_contact(make_member(cast.community, make_person(f"Friend {number}")), cast.ada, cast.community)
        ask(make_member(cast.community, make_person(f"Asker {number}")), cast.ada, cast.community)
        ask(cast.ada, make_member(cast.community, make_person(f"Asked {number}")), cast.community)
    client = sign_in(cast.ada)
    client.get("/contacts/")

    with django_assert_num_queries(9):
        client.get("/contacts/")
