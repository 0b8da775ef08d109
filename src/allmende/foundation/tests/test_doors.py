"""A room says at its door what it offers; what it doesn't know how to say fails at once."""

from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest

from allmende.foundation import doors
from allmende.foundation.doors import Kind, Room, kinds, offer_kind, rooms, urls_of
from allmende.foundation.ids import uuid7

NOTE = Kind("note", "note", "notes", "note", urls=lambda ids: {one: f"/notes/{one}/" for one in ids})


@pytest.fixture(autouse=True)
def _own_list_of_kinds(monkeypatch):
    monkeypatch.setattr(doors, "_commons", [])
    monkeypatch.setattr(doors, "_offered", {})


def test_an_unknown_slot_fails():
    with pytest.raises(TypeError, match="window"):
        Room(key="notes", name="Notes", icon="note", window=True)  # type: ignore[call-arg]


def test_a_door_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        Room(key="notes", name="Notes", icon="note").key = "other"  # type: ignore[misc]


def test_rooms_are_those_that_are_open_in_their_order(settings):
    assert [room.key for room in rooms()] == list(settings.ROOMS)


def test_a_closed_room_shows_nowhere(settings):
    settings.ROOMS = ()

    assert rooms() == []
    assert kinds() == {}


def test_the_commons_bring_kinds_too_each_once(settings):
    settings.ROOMS = ()

    offer_kind(NOTE)
    offer_kind(NOTE)

    assert kinds() == {"note": NOTE}


def test_addresses_are_asked_for_many_things_at_once(settings):
    settings.ROOMS = ()
    asked: list[list[UUID]] = []
    offer_kind(Kind("note", "note", "notes", "note", urls=lambda ids: asked.append(list(ids)) or {}))
    one, two = uuid7(), uuid7()

    urls_of([(one, "note"), (two, "note")])

    assert asked == [[one, two]]


def test_what_belongs_to_a_closed_room_has_no_address(settings):
    settings.ROOMS = ()
    offer_kind(NOTE)
    note, call = uuid7(), uuid7()

    assert urls_of([(note, "note"), (call, "call")]) == {note: f"/notes/{note}/"}
