"""The workshops of a call: to read, to come to, to offer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.icalendar import MEDIA_TYPE, calendar_of
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import workshops as commands
from allmende.rooms.calls.forms.workshops import WorkshopForm
from allmende.rooms.calls.models import Call, Workshop
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.workshops import event_of, who_comes, workshop_in, workshops_of
from allmende.rooms.calls.rules import may_change_workshop, may_come, may_offer_workshop, may_see_who_comes
from allmende.rooms.calls.views.fetching import crumbs_to, get_call

PRODUCER = "-//Allmende//calls//EN"


def workshops(request: HttpRequest, slug: str) -> HttpResponse:
    """The workshops of a call; POST offers one."""
    call = get_call(request, slug)
    form = WorkshopForm(request.POST or None, zone=call.zone)
    if request.method == "POST":
        require(may_offer_workshop(request.actor, call))
        if form.is_valid() and _done(form, lambda: commands.offer_workshop(request.actor, call, form.said())):
            messages.success(request, _("The workshop is offered."))
            return redirect("calls:workshops", slug=call.slug)
    return _page(request, call, form)


def _page(request: HttpRequest, call: Call, form: WorkshopForm, **more: Any) -> HttpResponse:
    reader, sees = request.actor, bool(may_see_who_comes(request.actor, call))
    people = who_comes(call) if sees else {}
    found = workshops_of(reader, call, behind=sees)
    ahead = next((one for one in found if not (one.is_over or one.is_cancelled)), None)
    context = {
        "head": call_head(reader, call, "workshops"), "crumbs": crumbs_to(call, (_("Workshop"), "")), "form": form, "call": call,
        "workshops": [(one, people.get(one.id, [])) for one in found], "sees": sees,
        "may_offer": bool(may_offer_workshop(reader, call)),
        "may_come": may_come(reader, call, _workshop(call, ahead.id)) if ahead and not sees else True,
    } | more  # fmt: skip
    return render(request, "calls/workshops.html", context, status=422 if form.errors else 200)


def workshop(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Change a workshop."""
    call = get_call(request, slug)
    one = _workshop(call, key)
    require(may_change_workshop(request.actor, call, one))
    form = WorkshopForm(request.POST or None, zone=call.zone, workshop=one)
    sent = request.method == "POST" and form.is_valid()
    if sent and _done(form, lambda: commands.change_workshop(request.actor, one, form.said())):
        messages.success(request, _("Saved. Who comes hears of another time or place."))
        return redirect("calls:workshops", slug=call.slug)
    return _page(request, call, form, changed=one)


@require_POST
def workshop_removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Call a workshop off."""
    call = get_call(request, slug)
    commands.cancel_workshop(request.actor, _workshop(call, key))
    messages.success(request, _("Called off. Who wanted to come is told."))
    return redirect("calls:workshops", slug=call.slug)


@require_POST
def seat(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say that one comes."""
    call = get_call(request, slug)
    taken = commands.come(request.actor, _workshop(call, key))
    waits = _("You are on the waiting list, and hear as soon as a seat is yours.")
    messages.success(request, waits if taken.is_waiting else _("You have a seat. Put it into your calendar."))
    return redirect("calls:workshops", slug=call.slug)


@require_POST
def seat_removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say that one doesn't come after all."""
    call = get_call(request, slug)
    commands.stay_away(request.actor, _workshop(call, key))
    messages.success(request, _("Thank you for saying so: the seat is free for others."))
    return redirect("calls:workshops", slug=call.slug)


@never_cache
@require_safe
def calendar(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """A workshop as a calendar file."""
    call = get_call(request, slug)
    one = _workshop(call, key)
    sees = bool(may_see_who_comes(request.actor, call))
    view = next(view for view in workshops_of(request.actor, call, behind=sees) if view.id == one.id)
    url = request.build_absolute_uri(f"/calls/{call.slug}/workshops/")
    written = calendar_of(event_of(view, call, request.get_host().split(":")[0], url, one), PRODUCER)
    headers = {"Content-Disposition": f'attachment; filename="workshop-{one.begins:%Y-%m-%d}.ics"'}
    return HttpResponse(written, content_type=MEDIA_TYPE, headers=headers)


def _done(form: WorkshopForm, do: Any) -> bool:
    """Do what a valid form asks for; what can be mended in it is shown there."""
    try:
        do()
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        show_errors(form, refusal)
        return False
    return True


def _workshop(call: Call, key: UUID) -> Workshop:
    found = workshop_in(call, key)
    if found is None:
        raise Http404
    return found
