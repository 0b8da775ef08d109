"""Whom and what a page is about."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.identity.actors.models import Actor
from allmende.people.profiles.models import Piece
from allmende.people.profiles.queries.people import person_here, piece_for


def found_or_404[T](found: T | None) -> T:
    """Return what was found; raises Http404 for nothing, which is also what isn't for this reader."""
    if found is None:
        raise Http404
    return found


def get_person(request: HttpRequest, handle: str) -> Actor:
    """Return someone whom the reader may see; raises Http404."""
    return found_or_404(person_here(request.actor, request.space, handle))


def get_piece(request: HttpRequest, handle: str, piece: UUID) -> Piece:
    """Return a piece of someone's work that the reader may see; raises Http404."""
    return found_or_404(piece_for(request.actor, get_person(request, handle), piece))
