"""Who leaves takes their votes out of polls, and their words if they wish; counts stay right."""

import pytest

from allmende.foundation.personal import holdings
from allmende.rooms.posts.commands import vote
from allmende.rooms.posts.invariants import INVARIANTS
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries import polls_of
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


def holding():
    return next(one for one in holdings() if one.key == "posts")


def test_their_votes_are_counted_out(cast):
    post = make_post(cast.ben, cast.team, poll=TEA)
    vote(cast.ada, post, [1])
    vote(cast.eli, post, [1])

    told = holding().export(cast.ada)
    for _twice in range(2):
        holding().forget(cast.ada)

    assert told["votes"] == [{"answer__poll": post.id, "answer__poll__question": "Which tea?", "answer__text": "Mint"}]
    assert [answer.votes for answer in polls_of(cast.eli, [post.id])[post.id].answers] == [1, 0, 0]
    assert [sentence for one in INVARIANTS for sentence in one.broken()] == []


def test_their_posts_keep_their_place_without_words(cast):
    post = make_post(cast.ben, cast.team, text="Call me: 0123", heading="My number", poll=TEA)

    holding().anonymise(cast.ben)

    kept = Post.objects.get(id=post.id)
    assert (kept.title, kept.text, kept.text_html, kept.summary) == ("Post of a former member", "", "", "")
    assert not polls_of(cast.ada, [post.id])
