"""Beginning a conversation."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.profiles.queries import person_here
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import FilesForm, NewForm, first_error
from allmende.rooms.messages.queries import pace_of, people_named
from allmende.rooms.messages.rules import knows, may_begin, may_message, may_write_to_body
from allmende.rooms.messages.views.fetching import listed


def new(request: HttpRequest) -> HttpResponse:
    """Write to someone, or to several: GET shows the form (`to` names one), POST sends."""
    require(may_message(request.actor, request.space))
    person = _named(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewForm(data, files, initial={"people": person.handle if person else ""})
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, form)
        except Refused as refusal:
            form.add_error("people" if "people" in refusal.errors else None, str(refusal.reason))
            return _asked(request, form, person, refusal.status)
    return _asked(request, form, person, 422 if form.errors else 200)


def _begin(request: HttpRequest, form: NewForm) -> HttpResponse:
    data = form.cleaned_data
    people = people_named(request.actor, request.space, data["people"])
    said = commands.begin(
        request.actor, request.space, people, data["text"], title=data["title"], files=form.enclosed(), once_key=data["once"]
    )  # fmt: skip
    return redirect("messages:conversation", key=said.conversation_id)


def _asked(request: HttpRequest, form: NewForm, person: Actor | None, status: int) -> HttpResponse:
    verdict = may_begin(request.actor, person, request.space) if person else None
    asks_first = bool(verdict) and person is not None and not knows(request.actor, person, request.space)
    context = {
        "form": form, "person": person, "verdict": verdict, "asks_first": asks_first, "once": request.POST.get("once") or clock.new_id(),
        **listed(request),
    }  # fmt: skip
    return render(request, "messages/new.html", context, status=status)


def _named(request: HttpRequest) -> Actor | None:
    handle = request.GET.get("to", "")
    return (
        person_here(request.actor, request.space, handle)
        if handle.isprintable() and len(handle) <= 60 and handle
        else None
    )


@require_POST
def space_talk(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversation of a space's members: leads to it, and makes it where there is none."""
    made = commands.open_space_talk(request.actor, space_at(request, slug))
    return redirect("messages:conversation", key=made.pk)


def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to an organisation: GET shows the form, POST sends."""
    place = space_at(request, slug)
    require(may_write_to_body(request.actor, place))
    form = FilesForm(request.POST or None, request.FILES or None)
    problem, status = "", 200
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise Refused(first_error(form), 422)
            said = commands.write_to_body(
                request.actor, place, request.POST.get("text", ""), files=form.enclosed(), once_key=request.POST.get("once", "")[:64]
            )  # fmt: skip
            return redirect("messages:conversation", key=said.conversation_id)
        except Refused as refusal:
            problem, status = str(refusal.reason), refusal.status
    context = {
        "place": place,
        "form": form,
        "problem": problem,
        "text": request.POST.get("text", ""),
        "once": clock.new_id(),
        "pace": pace_of(place),
        **listed(request),
    }
    return render(request, "messages/body.html", context, status=status)


def space_at(request: HttpRequest, slug: str) -> Space:
    """Return a space that the reader sees, the community itself too; raises Refused for guests, Http404 for all others."""
    require(is_signed_in(request.actor))
    found = (
        Space.objects.visible_to(request.actor)
        .select_related("root", "audience", "voice")
        .filter(Q(root=request.space) | Q(pk=request.space.pk), slug=slug)
        .first()
    )
    if found is None:
        raise Http404(_("This space isn't here."))
    return found
