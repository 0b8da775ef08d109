"""What is decided about an announcement: each a noun to which one posts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import LANGUAGES
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import NoteForm, ReleaseForm, first_error
from allmende.rooms.messages.models import AnnouncementState
from allmende.rooms.messages.queries.announcements import conversation_at
from allmende.rooms.messages.views.outbox import announcement


@require_POST
def trial(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the mail to oneself."""
    language = request.POST.get("language", "")
    found = announcement(request, key)
    commands.try_out(request.actor, found, language if language in dict(LANGUAGES) else found.language)
    messages.success(request, _("The mail is on its way to you, and to nobody else."))
    return _back(key)


@require_POST
def releasing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it go out, now or at a time; to everyone once a second person has looked."""
    found, form = announcement(request, key), ReleaseForm(request.POST)
    if not form.is_valid():
        raise Refused(first_error(form), 422)
    due = form.cleaned_data["due"]
    if due and is_naive(due):
        due = make_aware(due, get_current_timezone())
    done = commands.release(request.actor, found, due)
    asks = done.state == AnnouncementState.REVIEW
    messages.success(
        request,
        _("A second person looks at it now.") if asks else _("It goes out. Until the last one has it you can stop it."),
    )
    return _back(key)


@require_POST
def reviewing(request: HttpRequest, key: UUID) -> HttpResponse:
    """The second person's word: it goes out, or back with what is missing."""
    found, approved = announcement(request, key), request.POST.get("says") == "yes"
    commands.review(request.actor, found, approved=approved, note=_note(request))
    messages.success(request, _("Thank you. It goes out.") if approved else _("Given back, with your word."))
    return _back(key)


@require_POST
def pausing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hold it up."""
    commands.pause(request.actor, announcement(request, key))
    return _back(key)


@require_POST
def pausing_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it go on."""
    commands.resume(request.actor, announcement(request, key))
    return _back(key)


@require_POST
def taking_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it back."""
    done = commands.take_back(request.actor, announcement(request, key), _note(request))
    is_draft = done.state == AnnouncementState.DRAFT
    messages.success(
        request, _("It is a draft again.") if is_draft else _("Taken back. Who has it already reads that.")
    )
    return _back(key)


@require_POST
def dropping(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a draft."""
    found = announcement(request, key)
    commands.drop(request.actor, found)
    messages.success(request, _("The draft is gone."))
    return redirect("messages:outbox", slug=found.place.slug)


@require_POST
def taking(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a conversation of the queue on."""
    require(is_signed_in(request.actor))
    commands.take(request.actor, conversation_at(key, request.space))
    return redirect("messages:conversation", key=key)


def _note(request: HttpRequest) -> str:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(first_error(form), 422)
    return str(form.cleaned_data["note"])


def _back(key: UUID) -> HttpResponse:
    return redirect("messages:outbox_announcement", key=key)
