"""Live tours: to be offered, booked, confirmed and given back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.foundation import clock
from allmende.foundation.ui.mailed import asked_for, behind_link
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.welcome import commands
from allmende.people.welcome.forms import BookingForm, TourForm
from allmende.people.welcome.models import Booking, Slot
from allmende.people.welcome.queries.passes import COOKIE, pass_for
from allmende.people.welcome.queries.tours import MOST, bookings, coming_tours, slots_of, tours_with_guests
from allmende.people.welcome.rules import may_book, may_offer_tours


def tours(request: HttpRequest) -> HttpResponse:
    """The tours that are to come, for guests to book; those who care for the community see who comes, and offer more."""
    if request.space is None:
        raise Http404
    offers = bool(may_offer_tours(request.actor, request.space))
    form = TourForm(request.POST or None) if offers else None
    if request.method == "POST":
        require(may_offer_tours(request.actor, request.space))
        if form is not None and form.is_valid() and _offer(request, form):
            return redirect("welcome:tours")
    rows = tours_with_guests(request.space) if offers else coming_tours(request.space)
    context = {"slots": list(rows[:MOST]), "form": form, "offers": offers, "zone": request.space.zone}
    return _in_zone(request, "welcome/tours.html", context, status=422 if form is not None and form.errors else 200)


def _offer(request: HttpRequest, form: TourForm) -> bool:
    data = dict(form.cleaned_data)
    naive = timezone.make_naive(data["begins"])  # what was typed, read in the community's zone
    data["begins"] = naive.replace(tzinfo=ZoneInfo(request.space.zone))
    try:
        commands.offer_tour(request.actor, request.space, **data)
    except Refused as refusal:
        show_errors(form, refusal)
        return False
    messages.success(request, _("The tour can be booked now. You get a mail for each guest."))
    return True


def _in_zone(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page whose times are the community's."""
    with timezone.override(ZoneInfo(request.space.zone)):
        return render(request, template, context, status=status)


def _slot(request: HttpRequest, key: UUID) -> Slot:
    if request.space is None:
        raise Http404
    return get_object_or_404(slots_of(request.space), id=key)


@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Book a place: name and address; the mail asks to confirm it."""
    found = _slot(request, slot)
    form = BookingForm(request.POST or None)
    if asked_for(form, partial(commands.book, found)):
        return redirect("welcome:tour_asked", slot=found.id)
    context = {"slot": found, "form": form, "may_book": may_book(request.actor, found), "zone": found.space.zone}
    return _in_zone(request, "welcome/tour.html", context, status=422 if form.errors else 200)


@require_safe
def tour_asked(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone, whether they had booked before or not."""
    return _in_zone(request, "welcome/tour_asked.html", {"slot": _slot(request, slot), "zone": request.space.zone})


@require_POST
def cancellation(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Cancel a tour."""
    commands.cancel_tour(request.actor, _slot(request, slot))
    messages.success(request, _("The tour is cancelled. Whoever had a place gets a mail."))
    return redirect("welcome:tours")


@require_safe
@behind_link(bookings)
def booking(request: HttpRequest, one: Booking) -> HttpResponse:
    """A place on a tour, behind the link of its mail: confirm it, give it back, come in when it is time."""
    slot = one.slot
    context = {"booking": one, "slot": slot, "zone": slot.space.zone, "may_book": may_book(request.actor, slot)}
    return _in_zone(request, "welcome/booking.html", context)


@require_POST
@behind_link(bookings)
def booking_confirmation(request: HttpRequest, one: Booking) -> HttpResponse:
    """Take the place."""
    commands.confirm_booking(one)
    return redirect("welcome:booking", one.id, one.key)


@require_POST
@behind_link(bookings)
def booking_removal(request: HttpRequest, one: Booking) -> HttpResponse:
    """Give the place back."""
    commands.cancel_booking(one)
    return redirect("welcome:booking", one.id, one.key)


@require_POST
@behind_link(bookings)
def visit(request: HttpRequest, one: Booking) -> HttpResponse:
    """Come in for the tour: until it ends a guest with a place sees the house also before its opening."""
    if not (one.confirmed and not one.cancelled and one.slot.is_near):
        raise Refused(_("The doors open for this tour a quarter of an hour before it begins."), 409)
    answer = redirect("home")
    answer.set_cookie(
        COOKIE, pass_for(one.slot), max_age=int((one.slot.ends - clock.now()).total_seconds()), httponly=True,
        secure=settings.SECURE, samesite="Lax",
    )  # fmt: skip
    return answer
