"""Someone who took part by mail comes in, or has an account already; what is kept of them is theirs to read and to erase."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import receive_who_came_in, write
from allmende.rooms.messages.models import Outsider
from allmende.rooms.messages.testing import make_talk
from allmende.rooms.messages.tests.outsiders import ask, link_in, mails

pytestmark = pytest.mark.django_db


def test_a_members_address_looks_the_same_to_others_and_leads_to_the_account(cast: Cast, three, client, signed_in):
    finn = cast.finn.account
    EmailAddress.objects.create(user=finn, email="karl@example.org", verified=True)
    ask(cast.eli, three)
    (letter,) = mails()
    link = link_in(letter)
    client.post(link, {"text": "By mail, for now."})
    receive_who_came_in()
    before = three.messages.get(text="By mail, for now.").author.name

    answer = signed_in(cast.finn).post(f"{link}account/")

    assert ("You have an account here" in letter.body, before, answer.status_code) == (True, "Karl Weber", 302)
    assert three.messages.get(text="By mail, for now.").author == cast.finn
    assert signed_in(cast.ben).post(f"{link}account/").status_code in {403, 404}


def test_whoever_comes_in_later_finds_what_they_wrote_as_their_own(cast: Cast, three, client):
    one = ask(cast.eli, three)
    client.post(link_in(*mails()), {"text": "I come on Friday."})
    karl = make_person("Karl W.")
    EmailAddress.objects.create(user=karl.account, email="karl@example.org", verified=True)
    receive_who_came_in()
    still = three.messages.get(text="I come on Friday.").author_id

    make_member(cast.community, karl)
    receive_who_came_in()
    receive_who_came_in()

    said = three.messages.get(text="I come on Friday.")
    assert (still, said.author) == (one.actor_id, karl)
    assert Actor.objects.get(id=one.actor_id).erased is not None


def test_they_see_what_is_kept_of_them_and_have_it_erased(cast: Cast, three, client):
    one = ask(cast.eli, three)
    link = link_in(*mails())
    client.post(link, {"text": "My number is secret."})

    copy = client.get(f"{link}copy/").json()
    client.post(f"{link}leaving/", {"erase": "1"})

    assert (copy["messages"]["by_mail"][0]["email"], copy["messages"]["messages"][0]["text"]) == (
        "karl@example.org", "My number is secret."
    )  # fmt: skip
    assert not three.messages.filter(text__contains="secret").exists()
    assert Actor.objects.get(id=one.actor_id).erased is not None
    assert not Outsider.objects.exists()


def test_whoever_is_not_asked_can_not_write_in_their_place(cast: Cast, three):
    one = ask(cast.eli, three)
    other = make_talk(cast.community, cast.eli, cast.ada, cast.ben)

    with pytest.raises(Refused) as refused:
        write(one.actor, other, "Hello")

    assert refused.value.status == 404
