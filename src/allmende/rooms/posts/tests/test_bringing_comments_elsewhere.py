"""Comments brought elsewhere, split off and joined: always the same comments, links lead on, undone, never to more people."""

from itertools import chain

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Reaction
from allmende.commons.spaces.testing import make_member, make_space
from allmende.commons.threads.commands import (
    comment,
    correct_comment,
    hide_comments,
    merge_threads,
    move_comments,
    split_thread,
    undo_handling,
)
from allmende.commons.threads.invariants import INVARIANTS
from allmende.commons.threads.models import Comment, Thread
from allmende.commons.threads.queries import page_of, talk_of
from allmende.commons.threads.rules import may_comment
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.foundation.ways import Elsewhere
from allmende.identity.accounts.testing import make_person
from allmende.observers.feed.queries import page_of as feed_of
from allmende.observers.notices.queries import page_of as notices_of
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


def talk(reader, thing):
    """What a reader reads of a talk: each comment with its replies."""
    return [(one.text, [reply.text for reply in one.replies]) for one in page_of(reader, thing).comments]


def broken():
    return list(chain.from_iterable(one.broken() for one in INVARIANTS))


def sentences(reader):
    return [str(line.sentence) for line in notices_of(reader).items]


def count(thing):
    return Thread.objects.get(thing_id=thing.id).comment_count


def test_comments_move_with_their_replies_and_their_addresses_lead_on(cast, gina, post, other):
    said = comment(cast.ben, post, "Frogs?")
    comment(gina, post, "Toads!", parent=said)
    stays = comment(gina, post, "Fish?")
    react(gina, said, "thanks")

    move_comments(cast.ada, post, [said.id], other, reason="It is about the hedge")
    run_due()
    [moved] = page_of(gina, other).comments

    assert talk(gina, post) == [("Fish?", [])]
    assert talk(gina, other) == [("Frogs?", ["Toads!"])]
    assert (moved.id, moved.origin.thing, moved.origin.title) == (said.id, post.id, "A pond")
    assert (count(post), count(other), broken()) == (1, 2, [])
    assert Reaction.objects.get().about == other.id
    assert [mark.count for mark in moved.marks] == [1]
    with pytest.raises(Elsewhere) as led:
        talk_of(gina, post, {"comment": str(said.id)})
    assert led.value.url == f"/posts/{other.id}/?comment={said.id}#c-{said.id}"
    assert stays.id == page_of(gina, post).comments[0].id
    assert any("brought what you said" in sentence for sentence in sentences(cast.ben))


def test_the_feed_tells_of_it_where_it_stands(cast, gina, post, other):
    said = comment(cast.ben, post, "Frogs?")
    run_due()

    move_comments(cast.ada, post, [said.id], other)
    told = [line for line in feed_of(gina, cast.community).items if line.activity == "CommentAdded"]

    assert [(line.thing, line.title) for line in told] == [(other.id, "A hedge")]


def test_a_part_is_put_under_a_post_of_its_own(cast, gina, post):
    said = comment(cast.ben, post, "And who mows?")

    handling = split_thread(cast.ada, post, [said.id], "Mowing")
    made = Post.objects.get(heading="Mowing")

    assert (made.audience_id, handling.target_id) == (post.audience_id, made.id)
    assert f"/id/{post.id}/" in made.text
    assert talk(gina, made) == [("And who mows?", [])]
    assert recorded(made.id)[-1] == "ThreadSplit"


def test_two_talks_become_one_and_the_first_leads_there(cast, gina, post, other):
    comment(cast.ben, post, "One")
    comment(cast.ben, other, "Two")

    handling = merge_threads(cast.ada, post, other)
    joined, page = talk(gina, other), page_of(gina, post)
    undo_handling(cast.ada, handling)

    assert joined == [("One", []), ("Two", [])]
    assert (page.is_locked, page.goes_on) == (True, other.id)
    assert talk(gina, post) == [("One", [])]
    assert talk(gina, other) == [("Two", [])]
    assert (page_of(gina, post).goes_on, bool(may_comment(gina, post)), broken()) == (None, True, [])


def test_nothing_is_ever_moved_to_more_people(cast, post):
    said = comment(cast.ben, post, "Between us")
    wide = make_post(cast.eli, cast.community, layer=Layer.COMMUNITY)

    with pytest.raises(Refused, match="never shown to anyone") as refusal:
        move_comments(cast.eli, post, [said.id], wide)

    assert refusal.value.status == 409
    assert talk(cast.ben, post) == [("Between us", [])]


def test_from_the_community_into_a_team_it_goes_inward_and_hosts_of_both_alone_do_it(cast, gina):
    wide = make_post(cast.eli, cast.community, layer=Layer.COMMUNITY)
    inside = make_post(cast.ada, cast.team)
    said = comment(cast.finn, wide, "A word")

    with pytest.raises(Refused, match="host"):
        move_comments(cast.ada, wide, [said.id], inside)
    handling = move_comments(cast.eli, wide, [said.id], inside)
    unseen = Comment.objects.visible_to(cast.finn).filter(id=said.id).exists()
    reply = comment(gina, inside, "Said inside", parent=Comment.objects.get(id=said.id))
    undo_handling(cast.eli, handling)

    assert not unseen
    assert talk(cast.finn, wide) == [("A word", [])]
    assert [key.id for key in page_of(gina, inside).comments] == [reply.id]
    assert broken() == []


def test_what_says_something_else_since_it_went_inward_does_not_come_out_again(cast):
    wide = make_post(cast.eli, cast.community, layer=Layer.COMMUNITY)
    inside = make_post(cast.ada, cast.team)
    said = comment(cast.ben, wide, "A word")
    handling = move_comments(cast.eli, wide, [said.id], inside)

    correct_comment(cast.ada, said, "A secret of the team", "More exact")
    back = undo_handling(cast.eli, handling)

    assert back == 0
    assert talk(cast.finn, wide) == []


def test_nothing_comes_back_to_a_thing_that_has_gone_further_out(cast, post, other):
    said = comment(cast.ben, post, "Between us")
    handling = move_comments(cast.ada, post, [said.id], other)
    Post.objects.filter(id=post.id).update(audience=make_post(cast.eli, cast.community, layer=Layer.COMMUNITY).audience)

    with pytest.raises(Refused, match="More people can read there"):
        undo_handling(cast.eli, handling)

    assert talk(cast.ben, other) == [("Between us", [])]


def test_a_host_of_another_team_reads_nothing_hidden_that_came_along(cast, gina):
    wide = make_post(cast.eli, cast.community, layer=Layer.COMMUNITY)
    inside = make_post(cast.ada, cast.team)
    top = comment(cast.ben, wide, "A word")
    rude = comment(cast.finn, wide, "Rude", parent=top)
    hide_comments(cast.eli, wide, [rude.id], "Rude")

    move_comments(cast.eli, wide, [top.id], inside)

    assert not Comment.objects.visible_to(cast.ada).filter(id=rude.id).exists()
    assert broken() == []


def test_a_reply_that_moves_alone_stands_for_itself(cast, gina, post, other):
    said = comment(cast.ben, post, "Frogs?")
    reply = comment(gina, post, "By the way: hedges", parent=said)

    handling = move_comments(cast.ada, post, [reply.id], other)
    moved = talk(gina, other)
    undo_handling(cast.ada, handling)

    assert moved == [("By the way: hedges", [])]
    assert talk(gina, post) == [("Frogs?", ["By the way: hedges"])]
    assert broken() == []


def test_between_two_teams_nothing_moves(cast, post):
    said = comment(cast.ben, post, "Between us")
    make_member(cast.community, gus := make_person("Gus Hain"))
    orchard = make_space(gus, cast.community, "Meadow team")
    there = make_post(gus, orchard)

    with pytest.raises(Refused, match="never shown to anyone"):
        move_comments(cast.eli, post, [said.id], there)


def test_where_a_discussion_goes_on_is_told_to_those_alone_who_see_it(cast):
    wide = make_post(cast.eli, cast.community, layer=Layer.COMMUNITY)
    inside = make_post(cast.ada, cast.team)
    comment(cast.ben, wide, "A word")

    merge_threads(cast.eli, wide, inside)

    assert [page_of(who, wide).goes_on for who in (cast.ben, cast.finn)] == [inside.id, None]
