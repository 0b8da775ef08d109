"""The page on which hosts look after what was said: without script, several comments at once, with the way back."""

import re

import pytest
from django.test import Client

from allmende.commons.threads.commands import comment, hide_comments, move_comments
from allmende.commons.threads.models import Comment, Handling
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


def browser(actor) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


@pytest.fixture
def post(cast):
    return make_post(cast.ben, cast.team, heading="A pond")


@pytest.fixture
def other(cast):
    return make_post(cast.ada, cast.team, heading="A hedge")


def read(who, url):
    return browser(who).get(url, follow=True).content.decode()


def test_several_are_hidden_at_once_and_it_is_undone(cast, post):
    said = [comment(cast.ben, post, f"Words {n}") for n in (1, 2)]
    ada, care = browser(cast.ada), f"/id/{post.id}/care/"

    ada.post(care, {"comment": [one.id for one in said], "do": "hide", "reason": "Please stay kind."})
    own, page = read(cast.ben, f"/posts/{post.id}/"), ada.get(care).content.decode()
    ada.post(re.search(r"/handlings/[\w-]+/removal/", page)[0])

    assert "Hidden by Ada Berg: Please stay kind." in own
    assert "Ask for another look" in own
    assert "What was done here" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {""}


def test_what_is_missing_is_said_and_nothing_that_was_chosen_is_lost(cast, post):
    said = comment(cast.ben, post, "Words")

    answer = browser(cast.ada).post(f"/id/{post.id}/care/", {"comment": [said.id], "do": "hide"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Say why" in page
    assert f'value="{said.id}" checked' in page


def test_they_are_brought_elsewhere_and_links_lead_on(cast, post, other):
    said = comment(cast.ben, post, "Frogs?")
    ada = browser(cast.ada)

    found = ada.post(f"/id/{post.id}/care/", {"comment": [said.id], "do": "find", "q": "hedge"}).content.decode()
    ada.post(f"/id/{post.id}/care/", {"comment": [said.id], "do": "move", "target": str(other.id)})
    led = browser(cast.ben).get(f"/posts/{post.id}/?comment={said.id}")
    there = read(cast.ben, led.url.partition("#")[0])

    assert f'value="{other.id}"' in found
    assert led.url == f"/posts/{other.id}/?comment={said.id}#c-{said.id}"
    assert "brought here later" in there
    assert Handling.objects.get().deed == "move"


def test_they_get_a_discussion_of_their_own(cast, post):
    said = comment(cast.ben, post, "Who mows?")

    browser(cast.ada).post(
        f"/id/{post.id}/care/", {"comment": [said.id], "do": "move", "target": "new", "heading": "Mowing"}
    )

    assert Comment.objects.get().thread_id == Post.objects.get(heading="Mowing").pk


def test_the_whole_discussion_goes_on_elsewhere(cast, post, other):
    comment(cast.ben, post, "Frogs?")

    browser(cast.ada).post(f"/id/{post.id}/care/", {"do": "merge", "target": str(other.id)})

    assert "This discussion goes on elsewhere" in read(cast.ben, f"/posts/{post.id}/")


def test_one_is_changed_with_a_reason_and_only_its_author_and_hosts_read_what_it_said(cast, post):
    said = comment(cast.ben, post, "Call 123456")
    ada = browser(cast.ada)

    page = ada.get(f"/id/{said.id}/care/", follow=True).content.decode()
    ada.post(f"/id/{post.id}/care/", {"comment": [said.id], "do": "change", "text": "Call", "reason": "A number"})

    assert "What Ben Roth says" in page
    assert "Changed by Ada Berg: A number" in read(cast.ben, f"/posts/{post.id}/")
    assert "<del> 123456</del>" in read(cast.ben, f"/id/{said.id}/words/")
    assert browser(cast.finn).get(f"/id/{said.id}/words/").status_code == 404


def test_a_discussion_is_closed_until_a_moment(cast, post):
    comment(cast.ben, post, "Frogs?")

    browser(cast.ada).post(
        f"/id/{post.id}/comments/closure/", {"until": "2099-01-01T12:00", "reason": "Let us sleep on it."}
    )
    page = read(cast.ben, f"/posts/{post.id}/")

    assert "This discussion is closed until" in page
    assert "Let us sleep on it." in page


def test_the_page_asks_no_more_for_twenty_comments_than_for_one(cast, post, other, django_assert_max_num_queries):
    ada, care = browser(cast.ada), f"/id/{post.id}/care/"
    for n in range(20):
        comment(cast.ben, post, f"Words {n}")
    hide_comments(cast.ada, post, [Comment.objects.first().id], "So")
    move_comments(cast.ada, post, [Comment.objects.last().id], other)
    ada.get(care)

    with django_assert_max_num_queries(16):
        ada.get(care)
