"""Home tells the news thread by thread, with what is new since one looked, or what matters to one first and why."""

from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.follows.commands import follow, follow_person, follow_tag
from allmende.commons.mutes.commands import mute, mute_thing
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.observers.feed.commands import mark_looked
from allmende.observers.feed.news import news_of, relevant_news
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.fixture
def now():
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture
def call(cast, now):
    return make_call(cast.eli, cast.community, layer=Layer.COMMUNITY)


def told(news):
    return [(one.item.title, one.more) for one in news.threads if one.item.kind != "space"]


def test_a_thread_is_told_once_by_its_latest_news(cast, call):
    pond, bench = (make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench"))
    comment(cast.ada, pond, "How deep?")
    comment(cast.eli, bench, "How long?")
    comment(cast.eli, pond, "And the frogs?")
    pull_all()

    news = news_of(cast.finn, cast.community)

    assert told(news) == [("A pond", 1), ("A bench", 1), ("A cooler schoolyard", 0)]
    assert news.threads[0].item.sentence == "Eli Stein and Ada Berg commented on A pond"


def test_what_is_new_is_what_others_did_since_one_looked(cast, call):
    pond = make_contribution(cast.ben, call)
    pull_all()
    first = news_of(cast.finn, cast.community)
    assert (first.is_first, first.news) == (True, 0)
    mark_looked(cast.finn, cast.community, first.newest)

    comment(cast.ada, pond, "How deep?")
    comment(cast.finn, pond, "Very.")
    pull_all()

    second = news_of(cast.finn, cast.community)
    assert (second.is_first, second.news, second.threads[0].news) == (False, 1, 1)
    mark_looked(cast.finn, cast.community, second.newest)
    mark_looked(cast.finn, cast.community, 1)
    assert news_of(cast.finn, cast.community).news == 0


def test_pages_follow_without_a_jump_whatever_happens_between(cast, call):
    for n in range(5):
        make_contribution(cast.ben, call, title=f"Idea {n}")
    pull_all()
    first = news_of(cast.finn, cast.community, limit=2)
    early = make_contribution(cast.ada, call, title="Later")
    comment(cast.eli, early, "And this")
    pull_all()

    second = news_of(cast.finn, cast.community, first.next, limit=2)
    third = news_of(cast.finn, cast.community, second.next, limit=2)

    assert [title for page in (first, second, third) for title, _more in told(page)] == [
        "Idea 4", "Idea 3", "Idea 2", "Idea 1", "Idea 0", "A cooler schoolyard",
    ]  # fmt: skip
    assert news_of(cast.finn, cast.community, "nonsense", limit=1).threads[0].item.title == "Later"


def test_a_thread_of_an_earlier_page_does_not_come_again(cast, call):
    old = make_contribution(cast.ben, call, title="Old")
    for n in range(3):
        make_contribution(cast.ben, call, title=f"Idea {n}")
    comment(cast.ada, old, "Still good")
    pull_all()

    first = news_of(cast.finn, cast.community, limit=2)
    second = news_of(cast.finn, cast.community, first.next, limit=9)

    assert [title for title, _more in told(first)] == ["Old", "Idea 2"]
    assert [title for title, _more in told(second)] == ["Idea 1", "Idea 0", "A cooler schoolyard"]


def test_what_is_quiet_is_left_out(cast, call):
    pond, bench = (make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench"))
    comment(cast.ada, pond, "How deep?")
    pull_all()

    mute(cast.finn, cast.ada)
    assert told(news_of(cast.finn, cast.community)) == [("A bench", 0), ("A pond", 0), ("A cooler schoolyard", 0)]
    mute_thing(cast.finn, bench)
    assert told(news_of(cast.finn, cast.community)) == [("A pond", 0), ("A cooler schoolyard", 0)]
    mute_thing(cast.finn, cast.community.thing_ptr)
    assert news_of(cast.finn, cast.community).threads == []


def test_what_matters_comes_first_and_says_why(cast, call):
    pond, bench, shade, mine = (
        make_contribution(author, call, title=title)
        for author, title in ((cast.ben, "A pond"), (cast.ben, "A bench"), (cast.ada, "Shade"), (cast.finn, "Mine"))
    )
    asked = comment(cast.finn, bench, "How long?")
    comment(cast.eli, bench, "Two metres.", parent=asked)
    comment(cast.eli, mine, "Fine!")
    comment(cast.eli, shade, "For the #garden")
    follow(cast.finn, pond)
    follow_person(cast.finn, cast.ada)
    follow_tag(cast.finn, "garden")
    pull_all()

    why = {one.item.title: one.reasons for one in relevant_news(cast.finn, cast.community).threads}

    assert next(iter(why)) == "A bench"
    assert why["A bench"] == ("Someone answers you",)
    assert why["Mine"] == ("You made it",)
    assert why["A pond"] == ("You follow it",)
    assert set(why["Shade"]) == {"You follow Ada Berg", "You follow #garden"}
    assert why["A cooler schoolyard"] == ("New here",)


def test_without_a_reason_it_is_new_and_ones_own_deeds_are_no_news(cast, call):
    make_contribution(cast.finn, call, title="Mine")
    pull_all()

    why = {one.item.title: one.reasons for one in relevant_news(cast.finn, cast.community).threads}

    assert "Mine" not in why
    assert why["A cooler schoolyard"] == ("New here",)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize(("order", "statements"), [("", 19), ("?by=relevance", 20)])
def test_home_takes_the_same_statements_for_one_thread_as_for_three(
    cast, call, threads, order, statements, django_assert_num_queries
):
    for n in range(threads):
        comment(cast.ada, make_contribution(cast.ben, call, title=f"Idea {n}"), "A word #garden")
        follow_tag(cast.finn, "garden")
    pull_all()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(cast.finn.account)
    browser.get(f"/{order}")

    with django_assert_num_queries(statements):  # within the transaction of a test nothing is kept
        page = browser.get(f"/{order}").content.decode()

    assert page.count("commented on") == threads


def test_the_page_notes_how_far_one_has_looked(cast, call, client):
    pull_all()
    client.force_login(cast.finn.account)
    newest = news_of(cast.finn, cast.community).newest
    assert "news/reading/" in client.get("/").content.decode()

    assert client.post("/news/reading/", {"upto": newest}, headers={"hx-request": "true"}).status_code == 204
    assert "news/reading/" not in client.get("/").content.decode()
    with clock.frozen(NOON + timedelta(hours=1)):
        make_contribution(cast.ben, call)
    pull_all()

    assert "1 thing is new since you were here" in client.get("/").content.decode()
    assert client.post("/news/reading/", {"upto": "x"}).status_code == 302
    assert "Someone" not in client.get("/?by=relevance").content.decode()
