"""Writing into a conversation, mending, removing; each works as a page and, with htmx, in its place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import FilesForm, first_error
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.queries import news_after, shown_message
from allmende.rooms.messages.queries.kinds import message_url
from allmende.rooms.messages.rules import may_edit
from allmende.rooms.messages.views.fetching import get_conversation, get_message, listed
from allmende.rooms.messages.views.reading import frame


@require_POST
def messages_of(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write a message."""
    found = get_conversation(request, key)
    form = FilesForm(request.POST, request.FILES)
    text = request.POST.get("text", "")
    answers = key_in(request.POST.get("answers", ""))
    try:
        if not form.is_valid():
            raise Refused(first_error(form), 422)
        said = commands.write(
            request.actor, found, text, files=form.enclosed(), answers=answers, once_key=request.POST.get("once", "")[:64]
        )  # fmt: skip
    except Refused as refusal:
        return _ask_again(request, found, refusal, text, answers)
    seen = key_in(request.POST.get("after", ""))
    if not request.htmx:
        return redirect(message_url(found.pk, said.pk))
    if seen is None:  # the page doesn't stand at the end of the conversation
        return HttpResponse(headers={"HX-Redirect": message_url(found.pk, said.pk)})
    views = news_after(request.actor, found, seen)
    context = {**frame(request, found), "views": views, "newest": views[-1].id if views else seen}
    return render(request, "messages/conversation.html#said", context)


def _ask_again(
    request: HttpRequest, found: Conversation, refusal: Refused, text: str, answers: UUID | None
) -> HttpResponse:
    """Show the composer with what was written and why it was refused: no words get lost."""
    if refusal.status == 404:
        raise Http404
    quoted = found.messages.select_related("author").filter(pk=answers).first() if answers else None
    context: dict[str, Any] = {
        **frame(request, found), "text": text, "problem": refusal.errors.get("text") or refusal.reason, "quoted": quoted,
        "newest": key_in(request.POST.get("after", "")),
    }  # fmt: skip
    if request.htmx:
        return render(request, "messages/conversation.html#composer", context, status=refusal.status)
    return render(request, "messages/writing.html", {**context, **listed(request, found.pk)}, status=refusal.status)


def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mend a message, or answer it with a quote: GET shows the form, POST mends."""
    said = get_message(request, key)
    context: dict[str, Any] = {"message": said, **frame(request, said.conversation)}
    if request.method == "POST":
        try:
            commands.edit(request.actor, said, request.POST.get("text", ""))
        except Refused as refusal:
            context |= {
                "text": request.POST.get("text", ""),
                "problem": refusal.errors.get("text") or refusal.reason,
                "is_edit": True,
            }
            return _form(request, said, context, refusal.status)
        if request.htmx:
            return _stands(request, said)
        return redirect(message_url(said.conversation_id, said.pk))
    if request.GET.get("do") == "answer":
        return _form(request, said, {**context, "quoted": said, "newest": key_in(request.GET.get("after", ""))}, 200)
    require(may_edit(request.actor, said))
    return _form(request, said, {**context, "text": said.text, "is_edit": True}, 200)


def _form(request: HttpRequest, said: Message, context: dict[str, Any], status: int) -> HttpResponse:
    if request.htmx:
        part = "mending" if context.get("is_edit") else "composer"
        return render(request, f"messages/conversation.html#{part}", context, status=status)
    return render(request, "messages/writing.html", {**context, **listed(request, said.conversation_id)}, status=status)


def _stands(request: HttpRequest, said: Message) -> HttpResponse:
    view = shown_message(request.actor, said.conversation, said.pk)
    return render(request, "messages/conversation.html#one", {"view": view, **frame(request, said.conversation)})


@require_POST
def message_pin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a message at the head of its conversation."""
    return _pin(request, key, pinned=True)


@require_POST
def message_pin_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let go of it."""
    return _pin(request, key, pinned=False)


def _pin(request: HttpRequest, key: UUID, *, pinned: bool) -> HttpResponse:
    said = get_message(request, key)
    commands.pin_message(request.actor, said, pinned=pinned)
    return redirect(message_url(said.conversation_id, said.pk))


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a message."""
    said = get_message(request, key)
    commands.remove(request.actor, said)
    if request.htmx:
        return _stands(request, said)
    messages.success(request, _("Removed. Its place stays, so that answers keep theirs."))
    return redirect(message_url(said.conversation_id, said.pk))
