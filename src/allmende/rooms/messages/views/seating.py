"""What a conversation is to the reader: read, pinned, muted, left, named, handed over; and their answer to who asks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import NameForm, PeopleForm, first_error
from allmende.rooms.messages.queries import people_named
from allmende.rooms.messages.queries.talk import shows_reading
from allmende.rooms.messages.rules import people_in
from allmende.rooms.messages.views.fetching import get_conversation, listed


@require_POST
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note how far the reader has read."""
    found, upto = get_conversation(request, key), key_in(request.POST.get("upto", ""))
    if upto:
        commands.mark_read(request.actor, found, upto)
    return HttpResponse(status=204) if request.htmx else redirect("messages:conversation", key=key)


@require_POST
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep what the reader has begun to write."""
    commands.save_draft(request.actor, get_conversation(request, key), request.POST.get("text", ""))
    if request.headers.get("X-Autosave"):
        return JsonResponse({"saved_at": clock.now().isoformat()})
    messages.success(request, _("Kept. Go on when you like."))
    return redirect("messages:conversation", key=key)


@require_POST
def acceptance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that someone may write."""
    commands.accept(request.actor, get_conversation(request, key))
    return redirect("messages:conversation", key=key)


@require_POST
def refusal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say no, silently."""
    commands.decline(request.actor, get_conversation(request, key))
    messages.success(request, _("You won't see this again. Nobody is told."))
    return redirect("messages:index")


@require_POST
def pin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a conversation at the head of the list."""
    commands.pin(request.actor, get_conversation(request, key), pinned=True)
    return redirect("messages:conversation", key=key)


@require_POST
def pin_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it go back to its place."""
    commands.pin(request.actor, get_conversation(request, key), pinned=False)
    return redirect("messages:conversation", key=key)


@require_POST
def silence(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mute a conversation."""
    commands.mute(request.actor, get_conversation(request, key), muted=True)
    messages.success(request, _("Muted: no notice tells you of it any more."))
    return redirect("messages:conversation", key=key)


@require_POST
def silence_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hear of it again."""
    commands.mute(request.actor, get_conversation(request, key), muted=False)
    return redirect("messages:conversation", key=key)


@require_POST
def channel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a conversation come by e-mail too, or no longer."""
    chosen = request.POST.get("channel", "")[:12]
    commands.choose_channel(request.actor, get_conversation(request, key), chosen)
    by_mail = _("From now on each message comes by e-mail too, with what is written.")
    messages.success(request, by_mail if chosen else _("No more e-mails of this conversation."))
    return redirect("messages:conversation", key=key)


@require_POST
def leaving(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave a conversation of several."""
    commands.leave(request.actor, get_conversation(request, key))
    messages.success(request, _("You have left the conversation. What you wrote stays."))
    return redirect("messages:index")


@require_POST
def name(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a conversation of several a name."""
    found, form = get_conversation(request, key), NameForm(request.POST)
    if not form.is_valid():
        raise Refused(first_error(form), 422)
    commands.rename(request.actor, found, form.cleaned_data["title"])
    return redirect("messages:conversation", key=key)


@require_POST
def people(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring people into a conversation of several; who is meant is asked back where it isn't clear."""
    found, form = get_conversation(request, key), PeopleForm(request.POST)
    try:
        if form.is_valid():
            named = people_named(request.actor, request.space, form.cleaned_data["people"])
            commands.add_people(request.actor, found, named)
            return redirect("messages:conversation", key=key)
    except Refused as refusal:
        if "people" not in refusal.errors:
            raise
        form.add_error("people", str(refusal.reason))
    context = {"conversation": found, "form": form, **listed(request, found.pk)}
    return render(request, "messages/adding.html", context, status=422)


@require_POST
def person_removal(request: HttpRequest, key: UUID, handle: str) -> HttpResponse:
    """Take someone out of a conversation that the reader began."""
    found = get_conversation(request, key)
    commands.take_out(request.actor, found, _person(people_in(found).filter(handle=handle).first()))
    return redirect("messages:conversation", key=key)


@require_POST
def carer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand a conversation over to someone who answers there."""
    found = get_conversation(request, key)
    person = _person(people_in(found).filter(handle=request.POST.get("person", "")[:60].replace("\0", "")).first())
    commands.hand_over(request.actor, found, person)
    messages.success(request, _("%(name)s answers from now on.") % {"name": person.name})
    return redirect("messages:conversation", key=key)


def manner(request: HttpRequest) -> HttpResponse:
    """Whether others see how far the reader has read: GET shows it, POST sets it."""
    require(is_signed_in(request.actor))
    if request.method == "POST":
        commands.set_manner(request.actor, shows_reading=request.POST.get("shows_reading") == "on")
        messages.success(request, _("Saved."))
        return redirect("messages:manner")
    return render(request, "messages/manner.html", {"shows_reading": shows_reading(request.actor), **listed(request)})


def _person(found: Actor | None) -> Actor:
    if found is None:
        raise Http404
    return found
