"""The wall of a session: notes are written, taken away, grouped and given dots."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused
from allmende.rooms.methods import commands
from allmende.rooms.methods.queries import session_url
from allmende.rooms.methods.views.fetching import TOLD, done, get_note, get_session, number_in
from allmende.rooms.methods.views.sessions import page_of


@require_POST
def notes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write a note; one that can't be taken stands in the form again, with the reason."""
    session = get_session(request, key)
    step, text = number_in(request.POST.get("step", "")), request.POST.get("text", "")
    try:
        commands.write_note(request.actor, session, -1 if step is None else step, text)
    except Refused as refusal:
        if refusal.status not in TOLD:
            raise
        context = page_of(request, get_session(request, key), text[:2000], str(refusal.reason))
        return render(request, "methods/session.html", context, status=refusal.status)
    return redirect(f"{session_url(key)}#write")


@require_POST
def removal(request: HttpRequest, key: UUID, note: UUID) -> HttpResponse:
    """Take a note away."""
    session = get_session(request, key)
    found = get_note(session, note)
    return done(request, session, lambda: commands.remove_note(request.actor, session, found))


@require_POST
def group(request: HttpRequest, key: UUID, note: UUID) -> HttpResponse:
    """Put a note into a group: a new name, or one of those there are."""
    session = get_session(request, key)
    found = get_note(session, note)
    name = request.POST.get("new", "").strip() or request.POST.get("cluster", "")
    return done(request, session, lambda: commands.sort_note(request.actor, session, found, name) and None)


@require_POST
def dot(request: HttpRequest, key: UUID, note: UUID) -> HttpResponse:
    """Give a note one's dot, or take it back."""
    session = get_session(request, key)
    found = get_note(session, note)
    return done(request, session, lambda: commands.place_dot(request.actor, session, found) and None)
