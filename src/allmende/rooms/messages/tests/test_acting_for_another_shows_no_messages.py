"""Whoever acts for someone never sees what that person writes with others: not in the room, and nowhere else in the house."""

from __future__ import annotations

import pytest

from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Kind
from allmende.commons.spaces.testing import Cast
from allmende.foundation.tasks.worker import run_due
from allmende.people.arrivals.commands.acting import note_consent
from allmende.people.connections.testing import make_contact
from allmende.rooms.messages.commands import save_draft
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db
SECRET = "heron"


@pytest.fixture
def talk(cast: Cast):
    make_contact(cast.ada, cast.finn, cast.community)
    made = make_talk(cast.community, cast.ada, cast.finn, text=f"A {SECRET} sits at the pond", title=f"The {SECRET}")
    say(cast.ada, made, f"The {SECRET} again")
    react(cast.finn, made.messages.order_by("pk")[0], Kind.THANKS)
    save_draft(cast.finn, made, f"Which {SECRET}?")
    run_due()
    return made


@pytest.fixture
def lent(cast: Cast, signed_in):
    """Eli, who curates, acts for Finn, who asked for it."""
    note_consent(cast.eli, cast.community, cast.finn, "On the phone")
    client = signed_in(cast.eli)
    assert client.post("/arrivals/acting/begun/", {"person": "finn-thal", "reason": "Their idea"}).status_code == 302
    assert "Finn Thal" in client.get("/").content.decode()
    return client


def addresses(talk) -> list[str]:
    said = talk.messages.order_by("pk")[0].pk
    return [
        "/", "/messages/", f"/messages/{talk.pk}/", f"/messages/{talk.pk}/news/?after={talk.pk}",
        f"/messages/{talk.pk}/changes/?from={said}", "/messages/badge/", "/messages/new/", "/messages/requests/",
        f"/messages/message/{said}/answers/", f"/id/{said}/", f"/id/{talk.pk}/", f"/id/{said}/reactions/", "/notices/",
        f"/search/?q={SECRET}", f"/search/?q={SECRET}&type=message&in={talk.pk}", "/directory/choice/recipients/?q=ada",
        "/people/ada-berg/", "/people/finn-thal/", "/drafts/", "/saved/", f"/stream/?on=talk:{talk.pk}",
    ]  # fmt: skip


def test_the_person_finds_their_messages_and_whoever_acts_for_them_none(cast: Cast, signed_in, talk, lent):
    finn, words = signed_in(cast.finn), {"HTTP_HX_REQUEST": "true"}

    seen = [at for at in addresses(talk) if SECRET in finn.get(at).content.decode()]
    by_other = [at for at in addresses(talk) for more in ({}, words) if SECRET in lent.get(at, **more).content.decode()]

    assert f"/messages/{talk.pk}/" in seen
    assert f"/search/?q={SECRET}&type=message&in={talk.pk}" in seen
    assert [at for at in by_other if "/search/?q=" not in at] == []
    for at in (at for at in by_other if "/search/" in at):  # the words that were typed stand on the page, and no find
        assert "sits at the pond" not in lent.get(at).content.decode()
    assert "ada-berg" not in lent.get("/directory/choice/recipients/?q=ada").content.decode()


def test_nobody_writes_in_their_name(talk, lent):
    before = talk.messages.count()

    for at, sent in (
        (f"/messages/{talk.pk}/messages/", {"text": "Hello"}),
        ("/messages/new/", {"people": "ada-berg", "text": "Hello"}),
        (f"/messages/{talk.pk}/leaving/", {}),
    ):
        assert lent.post(at, sent).status_code == 403
    said = talk.messages.order_by("pk")[1].pk
    assert lent.post(f"/id/{said}/reactions/", {"give": "thanks"}).status_code in {403, 404}
    assert talk.messages.count() == before


def test_no_number_beside_the_room_tells_that_something_is_new(cast: Cast, signed_in, talk, lent):
    say(cast.ada, talk, "And again")

    assert 'class="newcount num"' in signed_in(cast.finn).get("/").content.decode()
    assert 'class="newcount num"' not in lent.get("/").content.decode()
