"""A session that runs: its steps and its clock, notes, groups and dots."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.foundation.api import Made
from allmende.rooms.methods import commands
from allmende.rooms.methods.api.cards import router
from allmende.rooms.methods.api.sessions import session_at, shown
from allmende.rooms.methods.api.shapes import NoteGroupIn, SessionClockIn, SessionNoteIn, SessionOut, SessionStepIn
from allmende.rooms.methods.models import Note, Session
from allmende.rooms.methods.queries import session_url


def note_in(session: Session, key: UUID) -> Note:
    """A note of a session that the caller sees; raises Http404."""
    found = session.notes.filter(id=key).first()
    if found is None:
        raise Http404
    return found


@router.posts("/methods/sessions/{uuid:key}/lead")
def take_lead(request: HttpRequest, key: UUID) -> None:
    """Lead a session from now on, beside whoever led it so far."""
    commands.take_lead(request.actor, session_at(request, key))


@router.posts("/methods/sessions/{uuid:key}/step")
def begin_step(request: HttpRequest, key: UUID, sent: SessionStepIn) -> None:
    """Go on to the next step; if someone else has gone on already, nothing happens and 409 says so."""
    commands.next_step(request.actor, session_at(request, key), sent.after)


@router.posts("/methods/sessions/{uuid:key}/clock")
def set_clock(request: HttpRequest, key: UUID, sent: SessionClockIn) -> None:
    """Stop the clock of the step, let it run again, or give a minute more."""
    commands.set_clock(request.actor, session_at(request, key), sent.turn)


@router.posts("/methods/sessions/{uuid:key}/closure")
def conclude_session(request: HttpRequest, key: UUID) -> None:
    """Conclude a session, wherever it is."""
    commands.conclude(request.actor, session_at(request, key))


@router.posts("/methods/sessions/{uuid:key}/notes", Made)
def write_note(request: HttpRequest, key: UUID, sent: SessionNoteIn) -> Any:
    """Write a note in the step that is on."""
    note = commands.write_note(request.actor, session_at(request, key), sent.step, sent.text)
    return {"id": note.id, "url": session_url(key)}


@router.removes("/methods/sessions/{uuid:key}/notes/{uuid:note}")
def remove_note(request: HttpRequest, key: UUID, note: UUID) -> None:
    """Take a note away."""
    session = session_at(request, key)
    commands.remove_note(request.actor, session, note_in(session, note))


@router.puts("/methods/sessions/{uuid:key}/notes/{uuid:note}/group", SessionOut)
def group_note(request: HttpRequest, key: UUID, note: UUID, sent: NoteGroupIn) -> Any:
    """Put a note into a group."""
    session = session_at(request, key)
    commands.sort_note(request.actor, session, note_in(session, note), sent.group)
    return shown(request, session_at(request, key))


@router.posts("/methods/sessions/{uuid:key}/notes/{uuid:note}/dot")
def turn_dot(request: HttpRequest, key: UUID, note: UUID) -> None:
    """Give a note your dot; if it has it, take it back."""
    session = session_at(request, key)
    commands.place_dot(request.actor, session, note_in(session, note))
