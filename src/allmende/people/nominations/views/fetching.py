"""Fetching what a page is about: what one can't see isn't there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Text
from allmende.people.nominations.models import EntryLink, Invitation, Nomination, Request
from allmende.people.nominations.queries.entry import link_by, links_of
from allmende.people.nominations.queries.invitations import invitation_by, request_by, standing_by
from allmende.people.nominations.queries.lists import in_community, requests_in


def get_place(request: HttpRequest, slug: str) -> Space:
    """Return a space of this community that the reader sees, its look laid over the page; raises Http404."""
    seen = Space.objects.visible_to(request.actor).filter(Q(id=request.space.id) | Q(root=request.space.id))
    place: Space = get_object_or_404(seen.select_related("root", "audience"), slug=slug)
    request.place = place
    return place


def get_nomination(request: HttpRequest, key: UUID) -> Nomination:
    """Return a nomination that the reader sees; raises Http404."""
    seen = Nomination.objects.visible_to(request.actor).filter(in_community(request.space.id)).with_leaving()
    nomination: Nomination = get_object_or_404(
        seen.select_related("place__root", "place__audience", "nominator"), id=key
    )
    request.place = nomination.place
    return nomination


def get_request(request: HttpRequest, key: UUID) -> Request:
    """Return a request that the reader may take up; raises Http404."""
    return get_object_or_404(requests_in(request.actor, request.space).select_related("place__root"), id=key)


def get_invitation(request: HttpRequest, token: str) -> Invitation:
    """Return the invitation of a token; raises Http404 for one that never was."""
    return _there(request, invitation_by(token))


def get_asked(request: HttpRequest, token: str) -> Request:
    """Return the request of a token; raises Http404 for one that never was."""
    return _there(request, request_by(token))


def get_standing(request: HttpRequest, key: UUID, signature: str) -> Nomination:
    """Return a nomination for its nominee; raises Http404 for a forged address."""
    return _there(request, standing_by(key, signature))


def get_link(request: HttpRequest, token: str) -> EntryLink:
    """Return the link of a token; raises Http404 for one that never was."""
    return _there(request, link_by(token))


def get_own_link(place: Space, key: UUID) -> EntryLink:
    """Return a link of a space, by its id; raises Http404."""
    found = next((link for link in links_of(place) if link.id == key), None)
    if found is None:
        raise Http404
    found.space = place
    return found


def _there[T: (Invitation, Request, Nomination, EntryLink)](request: HttpRequest, found: T | None) -> T:
    place = getattr(getattr(found, "nomination", None) or found, "place", None) or getattr(found, "space", None)
    if found is None or place is None or request.space.id not in {place.id, place.root_id}:
        raise Http404
    request.place = place
    return found


def crumbs(*further: tuple[Text, str]) -> list[tuple[Text, str]]:
    """Return the way to a page about nominations."""
    return [(_("Home"), "/"), (_("Nominations"), reverse("nominations:index")), *further]


def crumbs_to(place: Space, *further: tuple[Text, str]) -> list[tuple[Text, str]]:
    """Return the way through a space."""
    return [(_("Home"), "/"), (place.title, reverse("space", args=[place.slug])), *further]
