"""Opening a space, and setting how it is called, looks, and lets things go outward."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.files.commands import store_picture
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces import commands
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import is_member, may_change_space, may_set_gates
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import found_organisation
from allmende.surfaces.web.spaces.fetching import get_space
from allmende.surfaces.web.spaces.forms import DesignForm, GatesForm, NewSpaceForm, SpaceForm
from allmende.surfaces.web.spaces.previews import preview_of
from allmende.surfaces.web.spaces.queries import crumbs_of, gates_of


def new(request: HttpRequest) -> HttpResponse:
    """Open a space: members an interest group, stewards also a team."""
    require(is_member(request.actor, request.space))
    kind = request.GET.get("kind", "")
    initial = {
        "purpose": kind if kind in SpaceKind.values else SpaceKind.GROUP.value,
        "parent": request.GET.get("in", request.space.slug),
    }
    form = NewSpaceForm(request.POST or None, initial=initial, reader=request.actor, root=request.space)
    if request.method == "POST" and form.is_valid():
        try:
            made = _open(request.actor, form)
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("The space is open. You are its host."))
            return redirect("space", slug=made.slug)
    return render(request, "spaces/new.html", {"form": form}, status=422 if form.errors else 200)


def _open(actor: Actor, form: NewSpaceForm) -> Space:
    """Open what the form asks for; organisations and networks have a face of their own to go with it."""
    values = form.values()
    if values["purpose"] in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        return found_organisation(actor, form.around(), **values).space
    return commands.open_space(actor, form.around(), **values)


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, words, language, time zone, address."""
    place = get_space(request, slug)
    require(may_change_space(request.actor, place))
    form = SpaceForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid() and (changed := _change(request, place, form, form.changes())):
        return redirect("space_settings", slug=changed.slug)
    return _page(request, "spaces/settings.html", place, "general", form)


def _change(request: HttpRequest, place: Space, form: Any, changes: dict[str, Any]) -> Space | None:
    """Change what is to be otherwise, and say so; None with the reasons in the form."""
    try:
        changed = commands.change_space(request.actor, place, **changes) if changes else place
    except Refused as refusal:
        if refusal.status == 403:
            raise
        place.refresh_from_db()
        show_errors(form, refusal)
        return None
    messages.success(request, _("Saved."))
    return changed


def design(request: HttpRequest, slug: str) -> HttpResponse:
    """Logo and colour."""
    place = get_space(request, slug)
    require(may_change_space(request.actor, place))
    form = DesignForm(request.POST or None, request.FILES or None, initial={"colour": place.colour})
    if request.method == "POST" and form.is_valid() and _change(request, place, form, _look(request, place, form)):
        return redirect("space_design", slug=place.slug)
    colour = request.POST.get("colour", request.GET.get("colour", place.colour))
    return _page(
        request, "spaces/design.html", place, "look", form, preview=preview_of(colour), logo=portrait_url(place.logo)
    )


def _look(request: HttpRequest, place: Space, form: DesignForm) -> dict[str, Any]:
    data = form.cleaned_data
    changes: dict[str, Any] = {} if data["colour"] == place.colour else {"colour": data["colour"]}
    if data["logo"]:
        changes["logo"] = store_picture(request.actor, data["logo"], alt=place.title, open_to_all=True).id
    elif data["without_logo"] and place.logo:
        changes["logo"] = None
    return changes


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What a colour would look like, before it is taken."""
    require(may_change_space(request.actor, get_space(request, slug)))
    return render(request, "spaces/design.html#preview", {"preview": preview_of(request.GET.get("colour", ""))})


def gates(request: HttpRequest, slug: str) -> HttpResponse:
    """How the space treats each step outward."""
    place = get_space(request, slug)
    require(may_set_gates(request.actor, place))
    rows = gates_of(place)
    form = GatesForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        for layer, mode in form.changes():
            commands.set_gate(request.actor, place, layer, mode)
        messages.success(request, _("Saved."))
        return redirect("space_gates", slug=place.slug)
    lines = [(row, form[f"to-{int(row.layer)}"]) for row in rows]
    return _page(request, "spaces/gates.html", place, "gates", form, lines=lines)


def _page(request: HttpRequest, template: str, place: Space, tab: str, form: Any, **more: Any) -> HttpResponse:
    context = {
        "place": place, "crumbs": crumbs_of(place, (_("Settings"), "")), f"is_{tab}": True, "form": form,
        "may_set_gates": bool(may_set_gates(request.actor, place)), **more,
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)
