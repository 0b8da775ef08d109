"""What becomes of posts and votes of somebody who leaves, or whose two accounts become one."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.models import Answer, Poll, Post, Vote

EMPTIED = _("Post of a former member")


def forget_votes(actor: Actor) -> None:
    """Take someone's votes out of polls, within the caller's transaction; counts follow."""
    for poll in Poll.objects.filter(answers__chosen_by__voter=actor).distinct():
        Answer.objects.filter(poll=poll, chosen_by__voter=actor).update(votes=F("votes") - 1)
        Poll.objects.filter(pk=poll.pk).update(voters=F("voters") - 1)
        Vote.objects.filter(answer__poll=poll, voter=actor).delete()


def recount_polls(answers: Collection[int]) -> None:
    """Count the polls of these answers anew, after votes came or went with accounts; within the caller's transaction."""
    for poll in Poll.objects.filter(answers__in=answers).distinct():
        for answer in Answer.objects.filter(poll=poll):
            Answer.objects.filter(pk=answer.pk).update(votes=answer.chosen_by.count())
        voters = Vote.objects.filter(answer__poll=poll).values("voter").distinct().count()
        Poll.objects.filter(pk=poll.pk).update(voters=voters)


def empty_posts(actor: Actor) -> None:
    """Empty what someone shared, within the caller's transaction; what others said about it keeps its place."""
    shared = Post.objects.filter(author=actor).exclude(audience__kind__in=(Kind.DRAFT, Kind.BIN))
    for post in shared:
        with override(post.language):
            post.title = post.heading = str(EMPTIED)
        post.text = post.summary = ""
        post.revision += 1
        post.save()
    Poll.objects.filter(post__author=actor).delete()
