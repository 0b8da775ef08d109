"""Vital notices: asked for, sent by a second person, read and confirmed by everyone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import my_spaces
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require
from allmende.observers.notices.commands import vital as commands
from allmende.observers.notices.forms import VitalForm
from allmende.observers.notices.models import Vital, VitalState
from allmende.observers.notices.queries.vital import has_confirmed, reached_by, view_of, views_of, vital_seen, vitals_of
from allmende.observers.notices.rules import may_ask_vital


@require_http_methods(["GET", "HEAD", "POST"])
def vitals(request: HttpRequest) -> HttpResponse:
    """Those of the community, for who serves a duty: ask for one, and send what another asked for."""
    root = _root(request)
    require(may_ask_vital(request.actor, root))
    form = VitalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        spaces = Space.objects.visible_to(request.actor).filter(pk=data["space"] or root.pk)
        space = spaces.select_related("root", "audience").first()
        if space is None or (space.root_id or space.pk) != root.pk:
            raise Http404
        commands.ask_vital(request.actor, space, title=data["title"], text=data["text"], reason=data["reason"])
        messages.success(request, _("Everyone who serves a duty is told. Somebody of another duty has to agree."))
        return redirect("notices:vitals")
    waiting, done = views_of(request.actor, vitals_of(request.actor, root))
    spaces = [(space.id, space.title) for space in my_spaces(request.actor, root) if space.id != root.id]
    context = {"form": form, "pending": waiting, "done": done, "root": root, "spaces": spaces}
    return render(request, "notices/vitals.html", context, status=422 if form.is_bound else 200)


@require_safe
def vital(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of them: what it says, and that one has read it; whom it reached, for who serves a duty."""
    one = _seen(request, key)
    sends = may_ask_vital(request.actor, one.place)
    is_out = one.state == VitalState.RELEASED
    context = {
        "one": one, "view": view_of(request.actor, one) if sends else None, "is_out": is_out,
        "reached": reached_by(one) if sends and is_out else None, "confirmed": has_confirmed(request.actor, one),
    }  # fmt: skip
    return render(request, "notices/vital.html", context)


@require_POST
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send it, as the second of two."""
    commands.release_vital(request.actor, _seen(request, key))
    messages.success(request, _("It is on its way to everyone, by every way."))
    return redirect("notices:vital", key=key)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it rest."""
    commands.withdraw_vital(request.actor, _seen(request, key))
    messages.success(request, _("It does not go out."))
    return redirect("notices:vitals")


@require_POST
def confirmation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that one has read it."""
    commands.confirm_vital(request.actor, _seen(request, key))
    messages.success(request, _("Thank you. Those who sent it see how many have read it."))
    return redirect("notices:vital", key=key)


def _root(request: HttpRequest) -> Space:
    require(is_signed_in(request.actor))
    if request.space is None:
        raise Http404
    return request.space.root or request.space


def _seen(request: HttpRequest, key: UUID) -> Vital:
    require(is_signed_in(request.actor))
    found = vital_seen(request.actor, key)
    if found is None:
        raise Http404
    return found
