"""A hub for those who run it: who comes, address and hours, desks and special days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.hubs import commands
from allmende.rooms.hubs.forms import DeskForm, HubForm, SpecialDayForm, day_in
from allmende.rooms.hubs.models import DeskKind
from allmende.rooms.hubs.queries import (
    bookings_into,
    desk_of,
    hub_of,
)
from allmende.rooms.hubs.rules import calendar_of, may_run
from allmende.rooms.hubs.views.visiting import get_hub


@require_safe
def bookings(request: HttpRequest, slug: str) -> HttpResponse:
    """Who comes, for those who run the hub."""
    space = get_hub(request, slug)
    require(may_run(request.actor, space))
    cards, following = bookings_into(request.actor, hub_of(space), request.GET.get("after", ""))
    more = f"?after={following}" if following else ""
    return _running(request, space, "bookings", cards=cards, more_url=more)


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Address, hours and the rules of booking."""
    space = get_hub(request, slug)
    require(may_run(request.actor, space))
    place = hub_of(space)
    form = HubForm(request.POST or None, hub=place, calendar=calendar_of(place))
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_hub(request.actor, space, hours=form.hours(), **form.changes())
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("hubs:hub", slug=slug)
    return _running(request, space, "settings", form=form, status=422 if form.errors else 200)


def furnishing(request: HttpRequest, slug: str) -> HttpResponse:
    """The desks themselves, and days that are not as their weekday."""
    space = get_hub(request, slug)
    require(may_run(request.actor, space))
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            commands.add_desk(request.actor, space, data["name"], DeskKind(data["kind"]), data["seats"])
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("%(name)s can be booked now.") % {"name": data["name"]})
            return redirect("hubs:furnishing", slug=slug)
    return _furniture(request, space, form, SpecialDayForm(auto_id="day_%s"), 422 if form.errors else 200)


def _furniture(
    request: HttpRequest, space: Space, form: DeskForm, day_form: SpecialDayForm, status: int
) -> HttpResponse:
    place = hub_of(space)
    return _running(
        request, space, "furnishing", status=status, form=form, day_form=day_form,
        desks=place.desks.filter(is_there=True).order_by("kind", "name"), special=place.special_days.filter(day__gte=place.today),
    )  # fmt: skip


@require_POST
def desk_removal(request: HttpRequest, slug: str, desk: int) -> HttpResponse:
    """Take a desk away."""
    space = get_hub(request, slug)
    require(may_run(request.actor, space))
    found = desk_of(space, desk)
    if found is None:
        raise Http404
    _say_ended(request, commands.remove_desk(request.actor, space, found))
    return redirect("hubs:furnishing", slug=slug)


@require_POST
def special_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a day that is not as its weekday."""
    space = get_hub(request, slug)
    require(may_run(request.actor, space))
    form = SpecialDayForm(request.POST, auto_id="day_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            ended = commands.set_special_day(request.actor, space, data["day"], form.span(), data["note"])
        except Refused as refusal:
            _into(form, refusal)
        else:
            _say_ended(request, ended)
            return redirect("hubs:furnishing", slug=slug)
    return _furniture(request, space, DeskForm(), form, 422)


@require_POST
def special_day_removal(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Let a day be as its weekday again."""
    space = get_hub(request, slug)
    found = day_in(day)
    if found is None:
        raise Http404
    commands.unset_special_day(request.actor, space, found)
    return redirect("hubs:furnishing", slug=slug)


def _say_ended(request: HttpRequest, ended: int) -> None:
    words = ngettext(
        "Saved. %(n)d booking ended; who had it is told.", "Saved. %(n)d bookings ended; who had them is told.", ended
    )
    messages.success(request, words % {"n": ended} if ended else _("Saved."))


def _running(request: HttpRequest, space: Space, part: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {
        "place": space, "part": part,
        "crumbs": [(_("Hubs"), reverse("hubs:index")), (space.title, reverse("hubs:hub", args=[space.slug])), (_("Run the hub"), "")],
    }  # fmt: skip
    return render(request, f"hubs/{part}.html", context, status=status)


def _into(form: Any, refusal: Refused) -> None:
    """Show a refusal in the form it belongs to; what may not be is a page of its own."""
    if refusal.status not in {409, 422}:
        raise refusal
    show_errors(form, refusal)
