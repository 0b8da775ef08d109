"""Fetching what a page is about; what one can't see isn't there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.consent.models import Agreement, AgreementVersion
from allmende.commons.consent.queries.agreements import agreement_of, version_of
from allmende.commons.consent.queries.finding import member_by_handle, seen_space
from allmende.commons.consent.rules import may_see_agreement, may_write_agreements
from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor

type Crumbs = list[tuple[Any, str]]


def get_place(request: HttpRequest, slug: str) -> Space:
    """Return a space of this community that the reader sees, also by an earlier address; raises Http404."""
    place = seen_space(request.actor, request.space, slug)
    if place is None:
        raise Http404
    request.place = place  # type: ignore[attr-defined]
    return place


def get_agreement(request: HttpRequest, slug: str, key: UUID) -> Agreement:
    """Return an agreement of a space, for those who write it; raises Http404."""
    place = get_place(request, slug)
    require(may_write_agreements(request.actor, place))
    if (agreement := agreement_of(place, key)) is None:
        raise Http404
    return agreement


def get_version(request: HttpRequest, key: UUID) -> AgreementVersion:
    """Return a version that the reader may read; raises Http404."""
    version = version_of(key)
    if version is None or not may_see_agreement(request.actor, version):
        raise Http404
    return version


def get_person(space: Space, handle: str) -> Actor:
    """Return someone who belongs to the community of a space; raises Http404."""
    if (person := member_by_handle(space, handle)) is None:
        raise Http404
    return person


def crumbs_in(place: Space, *more: tuple[Any, str]) -> Crumbs:
    """Return the way to a space, and on."""
    return [(_("Spaces"), reverse("spaces")), (place.title, reverse("space", args=[place.slug])), *more]


def crumbs_of_mine(*more: tuple[Any, str]) -> Crumbs:
    """Return the way to what is mine."""
    return [(_("Privacy and data"), reverse("privacy")), *more]
