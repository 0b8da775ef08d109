"""Fetching what a page is about: always through `visible_to`; what one can't see isn't there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug
from allmende.foundation.verdicts import Refused
from allmende.rooms.methods.models import Finding, Method, Note, Session
from allmende.rooms.methods.queries import find_finding, find_method, find_session, session_url

TOLD = {409, 410, 422}
"""Refusals that are told on the page itself: someone was faster, the time is over, something can't be."""


def get_method(request: HttpRequest, key: UUID) -> Method:
    """Return a method card that the reader sees; raises Http404."""
    if (found := find_method(request.actor, key)) is None:
        raise Http404
    return found


def get_session(request: HttpRequest, key: UUID) -> Session:
    """Return a session that the reader sees; raises Http404."""
    if (found := find_session(request.actor, key)) is None:
        raise Http404
    return found


def get_finding(request: HttpRequest, key: UUID) -> Finding:
    """Return a finding that the reader sees; raises Http404."""
    if (found := find_finding(request.actor, key)) is None:
        raise Http404
    return found


def get_note(session: Session, key: UUID) -> Note:
    """Return a note of a session that the reader sees; raises Http404."""
    found = session.notes.filter(id=key).first()
    if found is None:
        raise Http404
    return found


def get_place(request: HttpRequest) -> Space:
    """Return the space that an address names by `in`, and the reader sees; the community without one. Raises Http404."""
    slug = request.GET.get("in", "")
    if not slug:
        return request.space
    rows = Space.objects.visible_to(request.actor).select_related("audience", "root").filter(slug=slug)
    found: Space | None = rows.first() if is_slug(slug) else None
    if found is None or request.space.id not in {found.id, found.root_id}:
        raise Http404
    return found


def number_in(text: str) -> int | None:
    """Return a small whole number that a form brought; None for anything else."""
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) <= 4 else None


def done(request: HttpRequest, session: Session, act: Callable[[], str | None]) -> HttpResponse:
    """Do something in a session and go back to it; say what was done, or what kept it from being done."""
    try:
        said = act()
    except Refused as refusal:
        if refusal.status not in TOLD:
            raise
        messages.warning(request, str(refusal.reason))
    else:
        if said:
            messages.success(request, said)
    return redirect(session_url(session.id))
