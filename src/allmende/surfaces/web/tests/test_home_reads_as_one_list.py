"""Home tells what happened in one list: a post stands there itself, and what is new since the page was made is a line."""

import re

import pytest
from django.test import Client

from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.rooms.posts.testing import TEA, make_post
from tools.statements import asked

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def browser(actor) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def newest(page: str) -> str:
    return re.search(r"/news/fresh/\?after=(\d+)", page)[1]


def test_a_post_stands_among_the_news_once_with_its_words(cast):
    post = make_post(cast.ben, cast.team, text="A pond cools the **air**.", poll=TEA)
    comment(cast.ben, make_note(cast.team, cast.ada, title="A hedge"), "Nice")
    pull_all()

    page = browser(cast.ada).get("/").content.decode()

    assert page.count(f'id="p-{post.id}"') == 1
    assert "<strong>air</strong>" in page
    assert page.index("A hedge") < page.index("<strong>air</strong>"), "the latest first"


def test_what_was_said_about_a_post_stands_above_it(cast):
    post = make_post(cast.ben, cast.team, text="A pond cools the air.")
    pull_all()
    ada = browser(cast.ada)
    ada.post("/news/reading/", {"upto": newest(ada.get("/").content.decode())})
    comment(cast.eli, post, "It does!")
    pull_all()

    page = ada.get("/").content.decode()

    assert "Eli Stein commented on" in re.sub(r"<[^>]*>", "", page)
    assert page.count(f'id="p-{post.id}"') == 1
    assert "1 thing is new since you were here" in page


def test_what_matters_to_one_says_why_beside_the_post(cast):
    make_post(cast.ben, cast.team, text="A pond cools the air.")
    pull_all()

    page = browser(cast.ada).get("/?by=relevance").content.decode()

    assert "A pond cools the air." in page
    assert "From a space of yours" in page


def test_what_others_do_meanwhile_is_a_line_and_what_one_does_oneself_or_does_not_see_is_not(cast):
    make_post(cast.ben, cast.team)
    pull_all()
    ada, finn = browser(cast.ada), browser(cast.finn)
    after = newest(ada.get("/").content.decode())

    make_post(cast.ada, cast.team, text="My own")
    pull_all()
    own = ada.get(f"/news/fresh/?after={after}", headers=HTMX).content.decode()
    make_post(cast.ben, cast.team, text="Of another")
    pull_all()
    others, unseen = (who.get(f"/news/fresh/?after={after}", headers=HTMX).content.decode() for who in (ada, finn))
    shown = ada.get("/?fresh=1", headers=HTMX).content.decode()

    assert "new" not in re.sub(r"<div[^>]*>", "", own)
    assert "1 thing is new" in others
    assert "thing" not in re.sub(r"<div[^>]*>", "", unseen)
    assert "Of another" in shown
    assert "<html" not in shown


def test_home_asks_no_more_for_many_posts_than_for_one(cast):
    make_post(cast.ben, cast.team)
    pull_all()
    ada = browser(cast.ada)
    ada.get("/")
    with asked() as one:
        ada.get("/")
    for n in range(5):
        make_post(cast.ben, cast.team, text=f"Words {n}")
    pull_all()
    ada.get("/")
    with asked() as many:
        ada.get("/")

    assert len(many) == len(one)
