"""What one does with a post that stands: share it at once, take it back, vote, close its poll."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused
from allmende.rooms.posts import commands
from allmende.rooms.posts.queries import find_post, polls_of, post_url
from allmende.rooms.posts.rules import may_close_poll, may_vote
from allmende.rooms.posts.views.fetching import get_post, number_from


@require_POST
def publication(request: HttpRequest, key: UUID) -> HttpResponse:
    """Share a post now instead of later."""
    post = commands.publish_post(request.actor, get_post(request, key))
    waits = post.audience.layer < post.wish
    messages.success(request, _("Shared. The step further outward waits for review.") if waits else _("Shared."))
    return redirect(post_url(key))


@require_POST
def taking_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a post that is about to go out a draft again."""
    commands.take_back(request.actor, get_post(request, key))
    messages.success(request, _("Taken back. Nobody has seen it; it is a draft again."))
    return redirect("posts:write", key=key)


@require_POST
def votes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose answers of a poll, or take one's choice back."""
    numbers = [number_from(value, 2) for value in request.POST.getlist("answer")]
    problem = ""
    try:
        commands.vote(request.actor, get_post(request, key), [number or 0 for number in numbers])
    except Refused as refusal:
        if refusal.status not in {409, 410, 422}:
            raise
        problem, status = str(refusal.reason), refusal.status
    if request.htmx:
        return _poll(request, key, problem, status if problem else 200)
    messages.error(request, problem) if problem else messages.success(
        request, _("Your vote counts. You can change it.")
    )
    return redirect(f"{post_url(key)}#poll-{key}")


@require_POST
def poll_closure(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a poll now."""
    commands.close_poll(request.actor, get_post(request, key))
    messages.success(request, _("The poll is closed, and everyone who sees the post sees its result."))
    return redirect(f"{post_url(key)}#poll-{key}")


def _poll(request: HttpRequest, key: UUID, problem: str, status: int) -> HttpResponse:
    """The poll as it stands now, for its place on the page."""
    post = find_post(request.actor, key)
    if post is None:
        return HttpResponse(status=404)
    context = {
        "poll": polls_of(request.actor, [key])[key], "problem": problem, "can_vote": bool(may_vote(request.actor, post, post.poll)),
        "may_close": bool(may_close_poll(request.actor, post, post.poll)),
    }  # fmt: skip
    return render(request, "posts/poll.html", context, status=status)
