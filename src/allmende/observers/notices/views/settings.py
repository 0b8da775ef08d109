"""By which ways notices come: presets first, single choices, exceptions, and the manner of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.queries import my_spaces
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ids import key_in
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.push import public_key
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.devices import device_name
from allmende.identity.accounts.sessions import visit_began
from allmende.observers.notices.commands import wishing
from allmende.observers.notices.commands.devices import add_device, remove_device
from allmende.observers.notices.forms import FIELDS, DeviceForm, MannerForm, PlaceForm, PresetForm, occasion_forms
from allmende.observers.notices.models import Preset
from allmende.observers.notices.presets import Here
from allmende.observers.notices.queries.choices import exceptions_of
from allmende.observers.notices.queries.devices import devices_of
from allmende.observers.notices.queries.told import told_of


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """The page: everything that can be said about it."""
    require(is_signed_in(request.actor))
    return _page(request)


@require_POST
def preset(request: HttpRequest) -> HttpResponse:
    """Let a preset hold for everything."""
    require(is_signed_in(request.actor))
    form = PresetForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of the three."), 422)
    wishing.take_preset(request.actor, form.cleaned_data["preset"])
    return _saved(request)


@require_POST
def choices(request: HttpRequest) -> HttpResponse:
    """Say for each occasion by which ways it comes."""
    require(is_signed_in(request.actor))
    told, has_device = told_of([request.actor.id])[request.actor.id], bool(devices_of(request.actor))
    forms = occasion_forms(told, request.POST, has_device=has_device)
    if not all(form.is_valid() for form in forms):
        return _page(request, table=forms)
    wishing.choose(request.actor, {form.occasion.key: form.ways() for form in forms})
    return _saved(request)


@require_POST
def manner(request: HttpRequest) -> HttpResponse:
    """Quiet hours, digests, what mails say."""
    require(is_signed_in(request.actor))
    form = MannerForm(request.POST)
    if not form.is_valid():
        return _page(request, manner=form)
    wishing.wish(request.actor, **{name: form.cleaned_data[name] for name in FIELDS})
    return _saved(request)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Let mails come again to a mailbox that came back or complained."""
    require(is_signed_in(request.actor))
    wishing.let_mails_come(request.user)
    messages.success(request, _("A mail is on its way to you. If it comes back, this stands here again."))
    return redirect("notices:settings")


@require_POST
def places(request: HttpRequest) -> HttpResponse:
    """Say how it is in one space, or that it is there as everywhere."""
    require(is_signed_in(request.actor))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a space, and how it is there."), 422)
    wishing.choose_here(request.actor, form.cleaned_data["place"], form.cleaned_data["how"])
    return _saved(request)


@require_POST
def devices(request: HttpRequest) -> HttpResponse:
    """Let oneself be told on the device that asks."""
    require(is_signed_in(request.actor))
    form = DeviceForm(request.POST)
    if not form.is_valid():
        raise Refused(_("This browser gave no address that can be written to."), 422)
    name = device_name(request.headers.get("User-Agent", ""))
    add_device(request.actor, **form.cleaned_data, name=name, visit=visit_began(request))
    messages.success(request, _("From now on this device tells you too."))
    return redirect("notices:settings")


@require_POST
def device_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Be told on a device no more."""
    require(is_signed_in(request.actor))
    if not remove_device(request.actor, key):
        raise Http404
    return _saved(request)


def _page(request: HttpRequest, **given: Any) -> HttpResponse:
    told = told_of([request.actor.id])[request.actor.id]
    wishes, devices = told.wishes, devices_of(request.actor)
    exceptions = exceptions_of(request.actor, key_in(request.GET.get("after", "")))
    spaces = my_spaces(request.actor, request.space) if request.space else ()
    context = {
        "presets": [(each, each == wishes.preset) for each in Preset],
        "changed": sum(place is None for place, _key in told.choices),
        "table": occasion_forms(told, has_device=bool(devices)),
        "devices": devices,
        "public_key": public_key(),
        "manner": MannerForm(instance=wishes),
        "exceptions": exceptions.items,
        "more_url": f"?after={exceptions.next}" if exceptions.next else "",
        "spaces": [(space.id, space.title) for space in spaces],
        "here": [(how.value, how.label) for how in Here if how],
        "email": request.user.email,
        "stopped": why_stopped(request.user.email),
    } | given
    return render(request, "notices/settings.html", context, status=422 if given else 200)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("notices:settings")
