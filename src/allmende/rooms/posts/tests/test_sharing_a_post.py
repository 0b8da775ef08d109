"""Sharing a post: who may, who sees it, what is recorded."""

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.mutes.commands import block
from allmende.commons.spaces.archive import what_rests
from allmende.commons.spaces.commands import archive_space, reopen_space, take_out
from allmende.commons.spaces.models import Passage, PassageState, Space
from allmende.commons.tags.queries import tags_of
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of as notices_of
from allmende.rooms.posts.commands import (
    draft_post,
    publish_due_posts,
    publish_post,
    publishing,
    send_post,
    share_post,
    take_back,
)
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.queries import posts_in, posts_page
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


def test_a_member_shares_with_the_team(cast):
    made = make_post(cast.ben, cast.team, layer=Layer.TEAM)

    assert recorded(made.id) == ["PostDrafted", "PostPublished"]
    assert [card.id for card in posts_in(cast.ada, cast.team).cards] == [made.id]
    assert posts_page(cast.finn, cast.community).cards == []


def test_who_does_not_belong_is_refused_with_a_reason(cast):
    with pytest.raises(Refused, match="members"):
        make_post(cast.dora, cast.team)

    assert not Post.objects.exists()


def test_a_post_for_everyone_goes_as_far_as_the_gates_are_free_and_waits_there(cast):
    made = make_post(cast.ben, cast.team, layer=Layer.PUBLIC)

    assert made.audience.layer == Layer.COMMUNITY
    assert Passage.objects.filter(thing=made.id, state=PassageState.WAITING, layer=Layer.PUBLIC).exists()
    assert "PassageAsked" in recorded(made.id)


def test_its_name_in_lists_is_its_heading_or_its_first_words(cast):
    headed = make_post(cast.ben, cast.team, heading="Frogs")
    bare = make_post(cast.ben, cast.team, text="We **found** " + "frogs " * 30)
    asked = share_post(cast.ben, cast.team, Layer.TEAM, poll=TEA)

    assert headed.title == "Frogs"
    assert bare.title.startswith("We found frogs frogs")
    assert bare.title.endswith("…")
    assert len(bare.title) <= 80
    assert asked.title == "Which tea?"


def test_a_post_that_says_and_shows_nothing_is_refused(cast):
    for nothing in ("", "  \n ", "\u200b\u200d", "\u202e"):
        with pytest.raises(Refused) as refusal:
            make_post(cast.ben, cast.team, text=nothing)
        assert (refusal.value.status, list(refusal.value.errors)) == (422, ["text"])

    assert make_post(cast.ben, cast.team, text="🎉🎉").title == "🎉🎉"


def test_for_ten_seconds_nobody_sees_it_and_it_can_be_taken_back(cast):
    with clock.frozen(NOON):
        post = send_post(cast.ben, draft_post(cast.ben, cast.team, text="Oh!"), Layer.TEAM)
    with clock.frozen(NOON + timedelta(seconds=9)):
        publish_due_posts()
        seen_at_once = posts_in(cast.ada, cast.team).cards
        post = take_back(cast.ben, post)
    with clock.frozen(NOON + timedelta(minutes=1)):
        publish_due_posts()

    assert seen_at_once == posts_in(cast.ada, cast.team).cards == []
    assert Post.objects.get().state == PostState.DRAFT
    assert recorded(post.id) == ["PostDrafted", "PostScheduled", "PostTakenBack"]


def test_a_scheduled_post_goes_out_when_it_is_due_and_only_once(cast):
    with clock.frozen(NOON):
        post = share_post(cast.ben, cast.team, Layer.TEAM, text="Tomorrow", at=NOON + timedelta(days=1))
    with clock.frozen(NOON + timedelta(days=1, seconds=-1)):
        early = publish_due_posts()
    with clock.frozen(NOON + timedelta(days=3)):  # the worker was down for two days
        done = publish_due_posts(), publish_due_posts()

    assert (early, done) == (0, (1, 0))
    assert recorded(post.id).count("PostPublished") == 1
    assert [card.id for card in posts_in(cast.ada, cast.team).cards] == [post.id]


def test_a_post_that_can_not_go_out_is_a_draft_again_and_its_author_reads_why(cast):
    with clock.frozen(NOON):
        post = share_post(cast.ben, cast.team, Layer.TEAM, text="Tomorrow", at=NOON + timedelta(days=1))
        take_out(cast.ada, cast.team, cast.ben)
    with clock.frozen(NOON + timedelta(days=1)):
        run_due()
        [notice] = [line for line in notices_of(cast.ben).items if "could not go out" in str(line.sentence)]

    post = Post.objects.get()
    assert (post.state, post.due) == (PostState.DRAFT, None)
    assert "members" in post.hindrance
    assert notice.url == f"/posts/{post.id}/"


def test_in_an_archived_space_it_waits_until_the_space_is_reopened(cast):
    with clock.frozen(NOON):
        post = share_post(cast.ben, cast.team, Layer.TEAM, text="Tomorrow", at=NOON + timedelta(days=1))
        told = what_rests(cast.team)
        archive_space(cast.ada, cast.team)
    with clock.frozen(NOON + timedelta(days=2)):
        resting = publish_due_posts()
        reopen_space(cast.ada, Space.objects.get(id=cast.team.id))
        done = publish_due_posts()

    assert any("it waits until the space is reopened" in line for line in told)
    assert (resting, done) == (0, 1)
    assert Post.objects.get(id=post.id).state == PostState.OPEN


def test_whoever_is_named_is_told(cast):
    make_post(cast.ben, cast.team, text=f"Ask @{cast.ada.handle}, `@{cast.eli.handle}` or @nobody-at-all.")
    run_due()

    assert ["Ben Roth named you in" in str(line.sentence) for line in notices_of(cast.ada).items] == [True]
    assert not [line for line in notices_of(cast.eli).items if "named you" in str(line.sentence)]


def test_nobody_is_told_by_whom_they_have_blocked(cast):
    block(cast.ada, cast.ben)
    make_post(cast.ben, cast.team, text=f"Ask @{cast.ada.handle}.")
    run_due()

    assert not [line for line in notices_of(cast.ada).items if "named you" in str(line.sentence)]


def test_its_hashtags_bring_it_to_the_page_of_a_tag_once_it_is_shared(cast):
    post = draft_post(cast.ben, cast.team, text="Look: #frogs")
    before = tags_of([post.id])
    publish_post(cast.ben, post)

    assert not before.get(post.id)
    assert [tag.slug for tag in tags_of([post.id])[post.id]] == ["frogs"]


def test_publishing_twice_is_publishing_once(cast):
    post = draft_post(cast.ben, cast.team, text="Hello")

    publish_post(cast.ben, post)
    publish_post(cast.ben, post)

    assert recorded(post.id).count("PostPublished") == 1


def test_an_error_of_ours_holds_up_no_other_post_and_is_tried_again_but_not_for_ever(cast, monkeypatch, caplog):
    with clock.frozen(NOON):
        bad, good = (
            share_post(cast.ben, cast.team, Layer.TEAM, text=text, at=NOON + timedelta(hours=n))
            for n, text in enumerate(("Bad", "Good"), 1)
        )
    monkeypatch.setattr(publishing, "tag_by_words", lambda thing, text: 1 / (text != "Bad"))
    moment, tries = NOON + timedelta(days=1), []

    for _turn in range(8):
        with clock.frozen(moment):
            tries.append(publish_due_posts())
        bad.refresh_from_db()
        moment = bad.due or moment + timedelta(days=1)
    run_due()

    assert tries == [1, 0, 0, 0, 0, 0, 0, 0]
    assert Post.objects.get(id=good.id).state == PostState.OPEN
    assert (bad.state, bad.due, bad.tries) == (PostState.DRAFT, None, 4)
    assert "several times" in bad.hindrance
    assert sum("could not go out" in record.message for record in caplog.records) == 5
    assert any("could not go out" in str(line.sentence) for line in notices_of(cast.ben).items)
