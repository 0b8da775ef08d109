"""What one follows, following, and no longer following."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.follows.commands import follow, follow_person, follow_tag, unfollow, unfollow_person, unfollow_tag
from allmende.commons.follows.queries import follow_list
from allmende.commons.mutes.queries import person_met
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.foundation.ways import own_way


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one follows, the latest first."""
    require(is_signed_in(request.actor))
    after = key_in(request.GET.get("after", ""))
    lines, further = follow_list(request.actor, after)
    crumbs = [(_("Home"), "/"), (_("What you follow"), "")]
    context = {"lines": lines, "more_url": f"?after={further}" if further else "", "crumbs": crumbs}
    return render(request, "follows/index.html#lines" if request.htmx and after else "follows/index.html", context)


@require_POST
def following(request: HttpRequest, key: UUID) -> HttpResponse:
    """Follow a thing."""
    require(is_signed_in(request.actor))
    thing = _thing(request, key)
    follow(request.actor, thing)
    messages.success(request, _("You follow %(thing)s now.") % {"thing": thing.title})
    return redirect(_back(request, thing))


@require_POST
def following_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Follow a thing no longer."""
    require(is_signed_in(request.actor))
    thing = _thing(request, key)
    unfollow(request.actor, thing)
    messages.success(request, _("You no longer follow %(thing)s.") % {"thing": thing.title})
    return redirect(_back(request, thing))


@require_POST
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow a person."""
    require(is_signed_in(request.actor))
    other = person_met(request.actor, handle)
    if other is None:
        raise Http404
    follow_person(request.actor, other)
    messages.success(request, _("You follow %(thing)s now.") % {"thing": other.name})
    return redirect(own_way(request, request.POST.get("next", "")) or reverse("person", args=[handle]))


@require_POST
def person_removal(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow a person no longer."""
    require(is_signed_in(request.actor))
    unfollow_person(request.actor, handle)
    messages.success(request, _("You no longer follow them."))
    return redirect(_to_list(request))


@require_POST
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a tag."""
    require(is_signed_in(request.actor))
    follow_tag(request.actor, slug)
    messages.success(request, _("You follow %(thing)s now.") % {"thing": f"#{slug}"})
    return redirect(_to_list(request))


@require_POST
def tag_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a tag no longer."""
    require(is_signed_in(request.actor))
    unfollow_tag(request.actor, slug)
    messages.success(request, _("You no longer follow %(thing)s.") % {"thing": f"#{slug}"})
    return redirect(_to_list(request))


def _thing(request: HttpRequest, key: UUID) -> Any:
    return get_object_or_404(Thing.objects.visible_to(request.actor).shared(practice=True), id=key)


def _back(request: HttpRequest, thing: Any) -> str:
    """Return where the reader came from, else the thing's own page."""
    return own_way(request, request.POST.get("next", "")) or urls_of([(thing.id, thing.kind)]).get(thing.id, "/")


def _to_list(request: HttpRequest) -> str:
    """Return where the reader came from, else the list of what they follow."""
    return own_way(request, request.POST.get("next", "")) or reverse("follows:index")
