"""Posts to read: the newest, one by itself, its earlier versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.queries import sentence_for, who_will_see
from allmende.commons.spaces.rules import may_see_passages
from allmende.commons.threads.queries import talk_of
from allmende.commons.versions.queries import versions_of, word_diff
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.rooms.posts.commands.writing import snapshot
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.queries import page_of, posts_in, posts_page
from allmende.rooms.posts.rules import may_change, may_close_poll, may_share, may_vote
from allmende.rooms.posts.views.fetching import get_place, get_post

SOON = timedelta(minutes=1)
"""What is due within it goes out in a few seconds, in words."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest posts of the community that the reader sees, or of one space in it."""
    place, after = get_place(request), key_in(request.GET.get("after", ""))
    is_root = place.id == request.space.id
    found = posts_page(request.actor, place, after) if is_root else posts_in(request.actor, place, after)
    here = "" if is_root else f"in={place.slug}&"
    context = {
        "cards": found.cards, "more_url": f"?{here}after={found.next}" if found.next else "",
        "opens": None if after or not may_share(request.actor, place) else place, "place": None if is_root else place,
        "sheet_query": here.rstrip("&"),
    }  # fmt: skip
    is_more = request.htmx and after
    return render(request, "posts/index.html#cards" if is_more else "posts/index.html", context)


@require_safe
def post(request: HttpRequest, key: UUID) -> HttpResponse:
    """One post with its pictures, its poll and what is said about it."""
    found = get_post(request, key)
    reader = request.actor
    is_mine = not reader.is_guest and found.author_id == reader.id
    is_open = found.state == PostState.OPEN
    shown = page_of(reader, found)
    context: dict[str, Any] = {
        "shown": shown, "is_mine": is_mine, "is_open": is_open, "is_waiting": found.state == PostState.WAITING,
        "due": found.due, "is_soon": found.due is not None and found.due - clock.now() < SOON,
        "layer": found.layer, "hindrance": found.hindrance, "wish": found.wish, "binned": found.is_binned,
        "talk": talk_of(reader, found, request.GET, space=found.place).shown if is_open and not found.is_binned else None,
        "may_change": may_change(reader, found) if is_mine else None,
        "may_see_passages": bool(may_see_passages(reader, found, found.place)),
        "who_sees": "" if reader.is_guest else sentence_for(found.audience) if is_open else who_will_see(found.place, Layer(found.wish), reader),
    }  # fmt: skip
    if shown.poll:
        poll = found.poll
        context |= {"may_vote": may_vote(reader, found, poll), "may_close": bool(may_close_poll(reader, found, poll))}
    return render(request, "posts/post.html", context)


@require_safe
def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a post said before, for everyone who sees it now."""
    found = get_post(request, key)
    crumbs = [
        (_("Home"), "/"),
        (found.title or _("Post"), reverse("posts:post", args=[key])),
        (_("Earlier versions"), ""),
    ]
    context = {"name": found.title, "language": found.language, "changes": _changes(found), "crumbs": crumbs}
    return render(request, "posts/versions.html", context)


def _changes(post: Post) -> list[dict[str, Any]]:
    """What each change changed, the latest first: the text after it against the text before."""
    after, shown = snapshot(post), []
    for row in versions_of(post.id):
        title = _("Version %(n)d, changed by %(name)s") % {
            "n": row.number + 1,
            "name": row.author.name if row.author else "",
        }
        shown.append({"at": row.at, "title": title, "pieces": word_diff(_as_text(row.snapshot), _as_text(after))})
        after = row.snapshot
    return shown


def _as_text(kept: dict[str, Any]) -> str:
    return "\n\n".join(filter(None, [kept["heading"], kept["text"]]))
