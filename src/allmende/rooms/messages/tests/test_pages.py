"""The pages of messages: what each reader sees, what forms do without script and with it, and what lists cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.organisations.testing import make_organisation
from allmende.rooms.messages.commands import open_space_talk, save_draft, set_manner
from allmende.rooms.messages.models import Message, Seat
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db
type SignedIn = Callable[[Actor], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_the_list_and_a_conversation_show_what_was_written(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Shall we water the *pond*?")
    ben = signed_in(cast.ben)

    listed, shown = text(ben.get("/messages/")), text(ben.get(f"/messages/{talk.pk}/"))

    assert "Ada Berg" in listed
    assert "Shall we water the pond?" in listed
    assert "Shall we water the <em>pond</em>?" in shown
    assert 'id="new"' in shown
    assert 'name="text"' in shown


def test_others_get_nothing(cast: Cast, signed_in: SignedIn, client: Client):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = talk.messages.get()

    for address in (f"/messages/{talk.pk}/", f"/messages/message/{said.pk}/", f"/id/{said.pk}/", f"/id/{talk.pk}/"):
        assert signed_in(cast.eli).get(address).status_code == 404
    assert client.get(f"/messages/{talk.pk}/").status_code in {302, 403}


def test_a_first_message_is_written_on_a_page(cast: Cast, signed_in: SignedIn):
    ada = signed_in(cast.ada)

    form = text(ada.get("/messages/new/?to=ben-roth"))
    answer = ada.post("/messages/new/", {"people": "@ben-roth", "text": "Hello Ben", "once": "k"})
    again = ada.post("/messages/new/", {"people": "@ben-roth", "text": "Hello Ben", "once": "k"})
    refused = ada.post("/messages/new/", {"people": "nobody-here", "text": "Hello"})

    assert 'value="ben-roth"' in form
    assert answer.status_code == 302
    assert answer.url == again.url
    assert Message.objects.count() == 1
    assert "nobody-here isn&#x27;t a member here." in text(refused, 422)
    assert "asks whether you may write" in text(ada.get("/messages/new/?to=finn-thal"))


def test_writing_answers_with_a_page_or_in_its_place(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    ben, address = signed_in(cast.ben), f"/messages/{talk.pk}/messages/"
    first = talk.messages.get()

    plain = ben.post(address, {"text": "Yes.", "answers": str(first.pk)})
    inside = text(ben.post(address, {"text": "At nine?", "after": str(first.pk)}, **HTMX))
    elsewhere = ben.post(address, {"text": "Or at ten.", "answers": str(first.pk)}, **HTMX)
    empty = text(ben.post(address, {"text": ""}, **HTMX), 422)
    page = text(ben.post(address, {"text": ""}), 422)

    assert plain.status_code == 302
    assert elsewhere.headers["HX-Redirect"].startswith(f"/messages/{talk.pk}/?message=")
    assert "At nine?" in inside
    assert "Yes." in inside
    assert 'id="composer"' in inside
    assert "<main" not in inside
    assert "Write something first." in empty
    assert "<main" not in empty
    assert "Write something first." in page
    assert "<main" in page


def test_pictures_and_documents_come_with_a_message_and_go_with_it(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    ada = signed_in(cast.ada)

    ada.post(f"/messages/{talk.pk}/messages/", {"text": "", "pictures": [make_upload()]})
    said = talk.messages.order_by("-pk").first()
    shown = text(signed_in(cast.ben).get(f"/messages/{talk.pk}/"))
    text(ada.post(f"/messages/message/{said.pk}/removal/", **HTMX))
    gone = text(signed_in(cast.ben).get(f"/messages/{talk.pk}/"))

    assert "<img" in shown.split('class="said-pictures"')[1]
    assert "said-pictures" not in gone
    assert "Message removed" in gone


def test_mending_and_answering_have_pages_and_pieces(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Shall we?")
    said = talk.messages.get()
    ada, ben, address = signed_in(cast.ada), signed_in(cast.ben), f"/messages/message/{said.pk}/"

    assert "Shall we?" in text(ada.get(address))
    assert "Shall we?" in text(ada.get(address, **HTMX))
    assert 'name="answers"' in text(ben.get(address + "?do=answer", **HTMX))
    assert 'name="answers"' in text(ben.get(address + "?do=answer"))
    assert f'name="after" value="{said.pk}"' in text(ben.get(f"{address}?do=answer&after={said.pk}", **HTMX))
    assert ben.get(address).status_code == 403
    assert "Shall they?" in text(ada.post(address, {"text": "Shall they?"}, **HTMX))
    assert ada.post(address, {"text": "Shall you?"}).status_code == 302
    assert "edited" in text(ben.get(f"/messages/{talk.pk}/"))


def test_what_others_write_comes_into_a_page_that_is_open(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    first = talk.messages.get()
    say(cast.ada, talk, "And bring a bucket.")
    ben = signed_in(cast.ben)

    news = text(ben.get(f"/messages/{talk.pk}/news/?after={first.pk}", **HTMX))

    assert "And bring a bucket." in news
    assert "talk-day" not in news  # today stands there already
    assert "Shall we" not in news
    seat = Seat.objects.get(conversation=talk, actor=cast.ben)
    assert seat.read == seat.last


def test_a_draft_is_kept_and_shown_and_gone_when_it_is_sent(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    ben = signed_in(cast.ben)

    saved = ben.post(f"/messages/{talk.pk}/draft/", {"text": "I think"}, HTTP_X_AUTOSAVE="1")

    assert "saved_at" in saved.json()
    assert "Draft:" in text(ben.get("/messages/"))
    assert "I think</textarea>" in text(ben.get(f"/messages/{talk.pk}/"))
    say(cast.ben, talk, "I think so.")
    assert "Draft:" not in text(ben.get("/messages/"))


def test_who_has_read_is_shown_to_whoever_shows_it(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    newest = talk.messages.get().pk
    signed_in(cast.ben).post(f"/messages/{talk.pk}/reading/", {"upto": str(newest)})

    assert "Read by Ben Roth" in text(signed_in(cast.ada).get(f"/messages/{talk.pk}/"))
    set_manner(cast.ada, shows_reading=False)
    assert "Read by" not in text(signed_in(cast.ada).get(f"/messages/{talk.pk}/"))
    set_manner(cast.ada, shows_reading=True)
    signed_in(cast.ben).post("/messages/settings/", {})
    assert "Read by" not in text(signed_in(cast.ada).get(f"/messages/{talk.pk}/"))


def test_a_profile_and_a_space_lead_to_writing_or_say_why_not(cast: Cast, signed_in: SignedIn):
    make_organisation(cast.ada, cast.community)
    finn = signed_in(cast.finn)

    assert "/messages/new/?to=ada-berg" in text(finn.get("/people/ada-berg/"))
    assert "Our conversation" in text(signed_in(cast.ben).get(f"/spaces/{cast.team.slug}/"))
    assert "Our conversation" not in text(finn.get("/spaces/"))
    assert finn.post("/messages/organisations/meadow-ltd/", {"text": "Hello"}).status_code == 302


MOST = {"/messages/": 12, "/messages/<id>/": 16, "/messages/new/": 12}
"""Statements of a page, with nothing kept of what is the same for all."""


def test_pages_cost_the_same_at_one_and_at_three(cast: Cast, signed_in: SignedIn):
    ada, costs = signed_in(cast.ada), {}
    for many in (1, 3):
        for number in range(many):
            person = make_member(cast.team, make_member(cast.community, make_person(f"Uma Reich {many} {number}")))
            talk = make_talk(cast.community, person, cast.ada)
            several = make_talk(cast.community, cast.ada, cast.ben, person)
            for _ in range(many):
                say(person, several, "And this.", answers=several.messages.order_by("pk").first().pk)
        open_space_talk(cast.ada, cast.team)
        save_draft(cast.ada, talk, "I think")
        for url in ("/messages/", f"/messages/{several.pk}/", "/messages/new/"):
            ada.get(url)  # so that what is kept is kept
            with CaptureQueriesContext(connection) as captured:
                ada.get(url)
            costs.setdefault(url.replace(str(several.pk), "<id>"), []).append(len(captured))

    assert {url: found for url, found in costs.items() if len(set(found)) > 1 or found[0] > MOST[url]} == {}


@pytest.mark.parametrize(
    "query", ["?after=x", "?before=%00", "?message=019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77", "?after=&new"]
)
def test_keys_that_are_none_are_harmless(cast: Cast, signed_in: SignedIn, query: str):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    ben = signed_in(cast.ben)

    text(ben.get(f"/messages/{query}"))
    text(ben.get(f"/messages/{talk.pk}/{query}"))


def test_a_long_conversation_goes_on_before_and_after(cast: Cast, signed_in: SignedIn):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Number 0")
    Message.objects.filter(conversation=talk)
    for number in range(1, 35):
        say((cast.ada, cast.ben)[number % 2], talk, f"Number {number}.")
    ben = signed_in(cast.ben)

    end = text(ben.get(f"/messages/{talk.pk}/"))
    first = talk.messages.order_by("pk").first()
    beginning = text(ben.get(f"/messages/{talk.pk}/?message={first.pk}"))

    assert "Number 34." in end
    assert "Number 3.<" not in end
    assert "Earlier messages" in end
    assert "Number 0" in beginning
    assert "Number 34." not in beginning.split('class="talk-log"')[1]
    assert "Later messages" in beginning
