"""What the room keeps of a person: what they posted, asked and voted for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.commands import empty_posts, forget_votes, recount_polls
from allmende.rooms.posts.models import Answer, Poll, Post, Vote


def _export(actor: Actor) -> dict[str, Any]:
    fields = ("id", "place__title", "heading", "text", "language", "state", "due", "hindrance", "created", "changed")
    return {
        "posts": list(Post.objects.filter(author=actor).order_by("id").values(*fields)),
        "polls": list(Poll.objects.filter(post__author=actor).values("post", "question", "has_several", "closes", "voters")),
        "answers": list(Answer.objects.filter(poll__post__author=actor).values("poll", "number", "text", "votes")),
        "votes": list(Vote.objects.filter(voter=actor).values("answer__poll", "answer__poll__question", "answer__text")),
    }  # fmt: skip


hold(
    Holding(
        "posts",
        ("posts.Post", "posts.Poll", "posts.Answer", "posts.Vote"),
        _export, forget_votes, anonymise=empty_posts,
        title=_("Your posts, and your votes in polls"), why=_("So that others can read what you share, and polls count right."),
        until=_("until you remove them; votes in polls until you leave"),
    )
)  # fmt: skip
when_rows_went("posts.Vote", lambda rows: recount_polls({int(row["answer_id"]) for row in rows}))
