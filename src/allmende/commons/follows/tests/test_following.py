"""People follow things, each other and tags; nobody sees whom and what they follow."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.follows.commands import follow, follow_person, follow_tag, unfollow_person, unfollow_tag
from allmende.commons.follows.queries import follow_list, follows_person, follows_tag
from allmende.commons.follows.rules import may_follow_person
from allmende.commons.mutes.commands import block
from allmende.commons.spaces.commands import narrow
from allmende.commons.tags.commands import tag
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def titles(reader, limit=30):
    return [line.title for line in follow_list(reader, limit=limit)[0]]


def test_one_follows_what_one_sees_whom_one_meets_and_any_tag(cast):
    call = make_call(cast.ada, cast.team)

    follow(cast.ben, call)
    follow_person(cast.ben, cast.ada)
    follow_tag(cast.ben, "#Garden")
    follow_tag(cast.ben, "garden")

    assert titles(cast.ben) == ["#garden", "Ada Berg", "A cooler schoolyard"]
    assert (follows_person(cast.ben, cast.ada.id), follows_tag(cast.ben, "garden")) == (True, True)
    with pytest.raises(Refused):
        follow_tag(cast.ben, "no tag")
    unfollow_person(cast.ben, cast.ada.handle)
    unfollow_tag(cast.ben, "GARDEN")
    assert titles(cast.ben) == ["A cooler schoolyard"]


def test_a_block_ends_following_both_ways_and_no_refusal_shows_it(cast):
    follow_person(cast.ben, cast.ada)
    follow_person(cast.ada, cast.ben)

    block(cast.ada, cast.ben)

    assert titles(cast.ben) == titles(cast.ada) == []
    assert may_follow_person(cast.ben, cast.ada).reason == may_follow_person(cast.ben, cast.dora).reason


def test_followers_of_a_discussion_are_told_of_what_is_said(cast):
    contribution = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    follow(cast.eli, contribution)
    said = comment(cast.ada, contribution, "A word")
    entry = Entry.objects.filter(name="CommentAdded").get()

    assert [(one.actor, one.reason.key, one.spot) for one in concerned_by(entry)] == [
        (cast.ben.id, "threads.yours", said.id), (cast.eli.id, "threads.followed", said.id),
    ]  # fmt: skip


def test_what_one_no_longer_sees_is_left_out_of_the_list(cast):
    call = make_call(cast.eli, cast.community, layer=Layer.COMMUNITY)
    follow(cast.finn, call)
    assert titles(cast.finn) == ["A cooler schoolyard"]

    narrow(cast.eli, call, cast.community, Layer.PRIVATE)

    assert titles(cast.finn) == []


@pytest.mark.parametrize("things", [1, 3])
def test_the_page_takes_the_same_statements_for_one_as_for_three(cast, sign_in, things, django_assert_num_queries):
    for n in range(things):
        follow(cast.ben, make_call(cast.ada, cast.team, title=f"Call {n}"))
        follow_tag(cast.ben, f"tag{n}")
    browser = sign_in(cast.ben)
    browser.get("/follows/")

    with django_assert_num_queries(10):
        page = browser.get("/follows/").content.decode()

    assert page.count("Follow no longer") == 2 * things


def test_pages_of_people_and_tags_follow_and_take_back(cast, sign_in):
    tag(make_call(cast.ada, cast.team), ["garden"])
    browser = sign_in(cast.ben)

    browser.post("/people/ada-berg/following/")
    browser.post("/tags/garden/following/")
    assert "You follow this" in browser.get("/people/ada-berg/").content.decode()
    assert "You follow this" in browser.get("/tags/garden/").content.decode()
    assert [line["title"] for line in browser.get("/api/v1/following").json()["items"]] == ["#garden", "Ada Berg"]
    browser.post("/people/ada-berg/following/removal/")
    browser.post("/tags/garden/following/removal/")

    assert "You follow nothing yet" in browser.get("/follows/").content.decode()


def test_what_is_kept_of_it_is_ones_own_and_goes_with_either(cast):
    follow_person(cast.ben, cast.ada)
    follow_tag(cast.ben, "garden")
    [held] = [holding for holding in holdings() if holding.key == "follows"]

    assert held.export(cast.ben) == {"follows": [], "people": ["ada-berg"], "tags": ["garden"]}
    assert held.export(cast.ada)["people"] == []
    held.forget(cast.ada)
    held.forget(cast.ben)
    assert titles(cast.ben) == []
