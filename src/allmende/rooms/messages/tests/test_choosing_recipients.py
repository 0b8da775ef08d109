"""To whom a message goes is chosen by name: those one reaches at once first, nobody whom one may not write to; also without script."""

from __future__ import annotations

import pytest

from allmende.commons.mutes.commands import block
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.people.connections.testing import make_contact
from allmende.people.directory.commands import refresh_all
from allmende.rooms.messages.models import Message
from allmende.rooms.messages.queries import recipients_called
from allmende.rooms.messages.testing import make_talk

pytestmark = pytest.mark.django_db


def called(reader, cast: Cast, letters: str = "") -> dict[str, str]:
    refresh_all()
    return {one.handle: str(one.note) for one in recipients_called(reader, cast.community, letters)}


def test_without_letters_those_whom_one_reaches_at_once(cast: Cast):
    make_contact(cast.ada, cast.finn, cast.community)

    assert list(called(cast.ada, cast)) == ["ben-roth", "eli-stein", "finn-thal"]
    assert called(cast.finn, cast) == {"ada-berg": ""}


def test_whom_one_does_not_know_is_asked_first_and_comes_last(cast: Cast):
    other = make_member(cast.community, make_person("Bea Alt"))

    assert called(cast.ada, cast, "be") == {"ben-roth": "", other.handle: "is asked first"}
    assert called(cast.finn, cast, "eli") == {"eli-stein": ""}
    assert called(cast.ada, cast, "ada") == {}
    assert called(cast.ada, cast, "dora") == {}


def test_whom_one_blocked_is_not_offered(cast: Cast):
    block(cast.ada, cast.ben)
    block(cast.ada, cast.finn)

    assert called(cast.ada, cast, "ben") == {}
    assert called(cast.ada, cast, "finn") == {}


def test_the_young_are_offered_to_curators_and_those_who_know_them_alone(cast: Cast):
    young = make_member(cast.community, make_person("Yuna Klein"))
    young.account.age_band = AgeBand.UNDER_18
    young.account.save()

    assert called(cast.finn, cast, "yuna") == {}
    assert called(cast.eli, cast, "yuna") == {young.handle: ""}


def test_whoever_acts_for_another_is_offered_nobody(cast: Cast):
    cast.ada.is_lent = True

    assert called(cast.ada, cast) == {}
    assert called(cast.ada, cast, "ben") == {}


def test_without_script_letters_are_asked_back_with_faces_to_press(cast: Cast, signed_in):
    ada = signed_in(cast.ada)
    refresh_all()

    asked = ada.post("/messages/new/", {"people": "eli-stein, be", "text": "Hello"})
    page = asked.content.decode()
    sent = ada.post("/messages/new/", {"people": "eli-stein, be", "people_pick": "ben-roth be", "text": "Hello"})

    assert asked.status_code == 422
    assert "Whom do you mean by “be”?" in page
    assert 'name="people_pick" value="ben-roth be"' in page
    assert sent.status_code == 302
    assert Message.objects.get().conversation.seats.count() == 3


def test_a_whole_name_is_enough_where_one_alone_has_it(cast: Cast, signed_in):
    ada = signed_in(cast.ada)

    assert ada.post("/messages/new/", {"people": "Ben Roth", "text": "Hello"}).status_code == 302
    make_member(cast.community, make_person("Ben Roth"))
    asked = ada.post("/messages/new/", {"people": "Ben Roth", "text": "Hello"})

    assert asked.status_code == 422
    assert "There are several people called Ben Roth. Choose one." in asked.content.decode()


def test_bringing_someone_in_asks_back_as_well(cast: Cast, signed_in):
    make_contact(cast.ada, cast.finn, cast.community)
    talk, ada = make_talk(cast.community, cast.ada, cast.ben, cast.eli), signed_in(cast.ada)
    refresh_all()

    asked = ada.post(f"/messages/{talk.pk}/people/", {"people": "fi"})
    sent = ada.post(f"/messages/{talk.pk}/people/", {"people": "fi", "people_pick": "finn-thal fi"})

    assert asked.status_code == 422
    assert 'value="finn-thal fi"' in asked.content.decode()
    assert sent.status_code == 302
    assert talk.seats.count() == 4
