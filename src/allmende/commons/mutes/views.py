"""Muting, blocking, and the list of both."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.mutes import commands
from allmende.commons.mutes.queries import has_blocked, has_muted, person_met, quiet_list
from allmende.commons.mutes.rules import may_mute
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Text, require
from allmende.foundation.ways import own_way
from allmende.identity.actors.models import Actor


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whom and what one has muted or blocked, with the way back."""
    require(is_signed_in(request.actor))
    after = key_in(request.GET.get("after", ""))
    lines, following = quiet_list(request.actor, after)
    crumbs = [(_("Settings"), reverse("settings")), (_("Muted and blocked"), "")]
    context = {"lines": lines, "more_url": f"?after={following}" if following else "", "crumbs": crumbs}
    return render(request, "mutes/index.html#lines" if request.htmx and after else "mutes/index.html", context)


@require_safe
def choice(request: HttpRequest, handle: str) -> HttpResponse:
    """What muting and blocking someone mean, with a button for each."""
    person = _person(request, handle)
    require(may_mute(request.actor, person))
    context = {
        "person": person, "crumbs": [(person.name, reverse("person", args=[handle])), (_("Muting and blocking"), "")],
        "is_muted": has_muted(request.actor, person), "is_blocked": has_blocked(request.actor, person),
    }  # fmt: skip
    return render(request, "mutes/choice.html", context)


def _quiet(do: Callable[[Actor, Actor], object], said: Text) -> Callable[..., HttpResponse]:
    """A page that mutes or blocks someone whom the reader meets, and says so."""

    @require_POST
    def view(request: HttpRequest, handle: str) -> HttpResponse:
        person = _person(request, handle)
        do(request.actor, person)
        messages.success(request, str(said) % {"name": person.name})
        return redirect(_back(request))

    return view


def _loud(undo: Callable[[Actor, str], object], said: Text) -> Callable[..., HttpResponse]:
    """The way back, also from somebody whom the reader doesn't meet any more."""

    @require_POST
    def view(request: HttpRequest, handle: str) -> HttpResponse:
        require(is_signed_in(request.actor))
        undo(request.actor, handle)
        messages.success(request, str(said))
        return redirect(_back(request))

    return view


mute = _quiet(commands.mute, gettext_lazy("You hear nothing more of %(name)s."))
mute_removal = _loud(commands.unmute, gettext_lazy("You hear of them again."))
block = _quiet(commands.block, gettext_lazy("You have blocked %(name)s. They aren't told."))
block_removal = _loud(commands.unblock, gettext_lazy("You no longer block them."))


@require_POST
def thing_mute(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hear of a thing no longer."""
    require(is_signed_in(request.actor))
    thing = get_object_or_404(Thing.objects.visible_to(request.actor).shared(practice=True), id=key)
    commands.mute_thing(request.actor, thing)
    messages.success(request, _("You hear nothing more of this."))
    return redirect(_back(request, urls_of([(thing.id, thing.kind)]).get(thing.id, "/")))


@require_POST
def thing_mute_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hear of a thing again, also of one that one no longer sees."""
    require(is_signed_in(request.actor))
    commands.unmute_thing(request.actor, key)
    messages.success(request, _("You hear of this again."))
    return redirect(_back(request))


def _person(request: HttpRequest, handle: str) -> Actor:
    """Somebody whom the reader meets; raises Http404."""
    require(is_signed_in(request.actor))
    person = person_met(request.actor, handle)
    if person is None:
        raise Http404
    return person


def _back(request: HttpRequest, otherwise: str = "") -> str:
    """Where the reader came from, else the list."""
    return own_way(request, request.POST.get("next", "")) or otherwise or reverse("mutes:index")
