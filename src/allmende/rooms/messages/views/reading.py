"""The list of conversations, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import PeopleForm
from allmende.rooms.messages.models import Conversation, Shape
from allmende.rooms.messages.queries import (
    answers_to,
    changed_since,
    inbox_of,
    message_for,
    news_after,
    pins_of,
    requests_of,
    talk_in,
)
from allmende.rooms.messages.queries.outlets import outlets_of
from allmende.rooms.messages.queries.outside import outsiders_of
from allmende.rooms.messages.queries.talk import head_of
from allmende.rooms.messages.rules import (
    may_answer_request,
    may_close,
    may_host_outsiders,
    may_leave,
    may_rename,
    may_send,
    may_set_hooks,
)
from allmende.rooms.messages.views.fetching import get_conversation, get_message, listed


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The reader's conversations, the latest first; htmx gets the list alone, or its next part."""
    require(is_signed_in(request.actor))
    after = key_in(request.GET.get("after", ""))
    if request.htmx:
        inbox = inbox_of(request.actor, request.space, after, only_new="new" in request.GET)
        more = f"?after={inbox.next}" if inbox.next else ""
        context = {"inbox": inbox, "inbox_more": more, "current": key_in(request.GET.get("at", ""))}
        return render(request, "messages/inbox.html#rows" if after else "messages/inbox.html#list", context)
    return render(request, "messages/index.html", listed(request) if after is None else _further(request, after))


def _further(request: HttpRequest, after: UUID) -> dict[str, Any]:
    inbox = inbox_of(request.actor, request.space, after, only_new="new" in request.GET)
    return {"inbox": inbox, "inbox_more": f"?after={inbox.next}" if inbox.next else "", "is_further": True}


@require_safe
def badge(request: HttpRequest) -> HttpResponse:
    """In how many conversations something is new, beside the room's name on pages that are open."""
    require(is_signed_in(request.actor))
    return render(request, "web/badge.html", {"key": "messages"})


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Who doesn't know the reader and wrote to them."""
    require(is_signed_in(request.actor))
    return render(
        request, "messages/requests.html", {"asking": requests_of(request.actor, request.space), **listed(request)}
    )


@require_safe
def conversation(request: HttpRequest, key: UUID) -> HttpResponse:
    """A conversation: its end, the part before or after a message, or where one stands."""
    found = get_conversation(request, key)
    before, after, around = (key_in(request.GET.get(name, "")) for name in ("before", "after", "message"))
    if around and message_for(request.actor, request.space, around) is None:
        around = None
    talk = talk_in(request.actor, found, before=before, after=after, around=around)
    is_part = request.htmx and before
    beside = {} if is_part else listed(request, found.pk)  # first: with it comes what is quiet for the reader
    context = {
        **beside,
        **frame(request, found),
        "talk": talk,
        "asked_for": around,
        "pins": pins_of(found) if getattr(found, "has_pins", False) and not is_part else [],
    }
    return render(request, "messages/conversation.html#earlier" if is_part else "messages/conversation.html", context)


def frame(request: HttpRequest, found: Conversation) -> dict[str, Any]:
    """What stands around the messages: how it is called, who is in it, what the reader may do."""
    reader = request.actor
    return {
        "conversation": found, "head": head_of(reader, found), "may_send": may_send(reader, found), "may_leave": may_leave(reader, found),
        "may_rename": may_rename(reader, found), "may_set_hooks": may_set_hooks(reader, found) if found.shape == Shape.SPACE else None, "asks": bool(may_answer_request(reader, found)), "may_close": may_close(reader, found),
        "may_add": found.shape == Shape.GROUP, "people_form": PeopleForm(), "hands_over": found.place is not None, "outsiders": outsiders_of(found), "outlets": outlets_of(found), "may_host": may_host_outsiders(reader, found), "is_mine": found.author_id == reader.id, "once": clock.new_id(),
    }  # fmt: skip


@require_safe
def changes(request: HttpRequest, key: UUID) -> HttpResponse:
    """What stands otherwise now of the messages on an open page, from one on: their reactions, and what was mended or removed."""
    found, since = get_conversation(request, key), key_in(request.GET.get("from", ""))
    if since is None or not request.htmx:
        return redirect("messages:conversation", key=key)
    views, fresh = changed_since(request.actor, found, since)
    context = {**_around(request, found), "views": views, "fresh": fresh}
    return render(request, "messages/conversation.html#changes", context)


@require_safe
def answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """A message and all that quotes it, together."""
    said = get_message(request, key)
    views = answers_to(request.actor, said.conversation, said.pk)
    context = {
        **frame(request, said.conversation),
        "views": views,
        "quoted": said,
        **listed(request, said.conversation_id),
    }
    return render(request, "messages/answers.html", context)


@require_safe
def news(request: HttpRequest, key: UUID) -> HttpResponse:
    """What others have written since a message, for a page that is open."""
    found, after = get_conversation(request, key), key_in(request.GET.get("after", ""))
    if after is None or not request.htmx:
        return redirect("messages:conversation", key=key)
    views = news_after(request.actor, found, after)
    newest = views[-1].id if views else after
    if views:
        commands.mark_read(request.actor, found, newest)
    return render(
        request, "messages/conversation.html#news", {**_around(request, found), "views": views, "newest": newest}
    )


def _around(request: HttpRequest, found: Conversation) -> dict[str, Any]:
    """What messages are drawn with that come to an open page."""
    return {"conversation": found, "may_send": may_send(request.actor, found), "asks": found.is_asked}
