"""Fetching what a page is about; what one can't see isn't there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.consent.models import Agreement, AgreementVersion
from allmende.commons.consent.rules import may_see_agreement, may_write_agreements
from allmende.commons.spaces.models import Membership, OldSlug, Space
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor

type Crumbs = list[tuple[Any, str]]


def get_place(request: HttpRequest, slug: str) -> Space:
    """Return a space of this community that the reader sees, also by an earlier address; raises Http404."""
    here = Space.objects.visible_to(request.actor).filter(Q(id=request.space.id) | Q(root=request.space.id))
    seen = here.select_related("audience", "root")
    place = seen.filter(slug=slug).first()
    if place is None:
        place = get_object_or_404(seen, id__in=OldSlug.objects.filter(slug=slug).values("space_id"))
    request.place = place  # type: ignore[attr-defined]
    return place


def get_agreement(request: HttpRequest, slug: str, key: UUID) -> Agreement:
    """Return an agreement of a space, for those who write it."""
    place = get_place(request, slug)
    require(may_write_agreements(request.actor, place))
    agreement = get_object_or_404(Agreement.objects.filter(space=place), id=key)
    agreement.space = place
    return agreement


def get_version(request: HttpRequest, key: UUID) -> AgreementVersion:
    """Return a version that the reader may read; raises Http404."""
    version = AgreementVersion.objects.filter(id=key).select_related("agreement__space__audience").first()
    if version is None or not may_see_agreement(request.actor, version):
        raise Http404
    return version


def get_person(space: Space, handle: str) -> Actor:
    """Return someone who belongs to the community of a space; raises Http404."""
    root = space.root_id or space.id
    row = Membership.objects.filter(space=root, actor__handle=handle).select_related("actor__account").first()
    if row is None:
        raise Http404
    return row.actor


def crumbs_in(place: Space, *more: tuple[Any, str]) -> Crumbs:
    """Return the way to a space, and on."""
    return [(_("Spaces"), reverse("spaces")), (place.title, reverse("space", args=[place.slug])), *more]


def crumbs_of_mine(*more: tuple[Any, str]) -> Crumbs:
    """Return the way to what is mine."""
    return [(_("Privacy and data"), reverse("privacy")), *more]
