"""A hub for those who come: the list, one today, its desks, being there, being stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member, is_signed_in, may_join, may_open_space, roles_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, Remedy, require
from allmende.rooms.hubs import commands
from allmende.rooms.hubs.forms import BookingForm, PresenceForm, day_in
from allmende.rooms.hubs.models import Part
from allmende.rooms.hubs.queries import (
    booking_of,
    days_of,
    desk_of,
    desks_on,
    find_hub,
    hub_of,
    hubs_page,
    my_bookings,
    my_turns,
    people_today,
    question_of,
    questions_for,
    standing_of,
    turns_on,
    wait_of,
    waitable,
)
from allmende.rooms.hubs.queries.places import week_of
from allmende.rooms.hubs.rules import calendar_of, may_ask, may_run


def get_hub(request: HttpRequest, slug: str) -> Space:
    """Return the hub of an address that the reader sees, its look laid over the page; raises Http404."""
    space = find_hub(request.actor, request.space, slug)
    if space is None:
        raise Http404
    request.place = space
    return space


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The hubs of the community."""
    after = request.GET.get("after", "")
    cards, following = hubs_page(request.actor, request.space, key_in(after))
    context = {
        "cards": cards, "more_url": f"?after={following}" if following else "",
        "may_open": may_open_space(request.actor, request.space, "hub"),
    }  # fmt: skip
    return render(request, "hubs/index.html#cards" if request.htmx and after else "hubs/index.html", context)


@require_safe
def hub(request: HttpRequest, slug: str) -> HttpResponse:
    """A hub today: whether it is open, who is there, who is stuck."""
    space = get_hub(request, slug)
    reader, place = request.actor, hub_of(space)
    calendar = calendar_of(place)
    is_open, standing = standing_of(calendar, space.zone)
    here, elsewhere = people_today(reader, place)
    context = {
        "place": space, "hub": place, "week": week_of(calendar), "today": place.today.weekday(), "is_open": is_open,
        "standing": standing, "here": here, "elsewhere": elsewhere, "my_day": next((one for one in [*here, *elsewhere] if one.is_me), None),
        "i_am_here": any(one.is_me for one in here), "questions": questions_for(reader, place), "may_ask": may_ask(reader, place),
        "is_mine": bool(is_member(reader, space)), "may_join": may_join(reader, space), "belongs": space.id in roles_of(reader),
        "may_run": bool(may_run(reader, space)), "special": place.special_days.filter(day__range=(place.today, place.today + timedelta(days=28))),
        "crumbs": [(_("Hubs"), reverse("hubs:index")), (space.title, "")],
    }  # fmt: skip
    return render(request, "hubs/hub.html", context)


def desks(request: HttpRequest, slug: str) -> HttpResponse:
    """The desks of a day; POST books one, or any that is free."""
    space = get_hub(request, slug)
    require(is_member(request.actor, space))
    if request.method == "POST":
        return _book(request, space)
    place = hub_of(space)
    calendar = calendar_of(place)
    day = day_in(request.GET.get("day", "")) or place.today
    days, rows, turns = (
        days_of(place, calendar, day),
        desks_on(request.actor, place, calendar, day),
        turns_on(request.actor, place, day),
    )
    context = {
        "place": space, "hub": place, "days": days, "day": day, "rows": rows, "turns": turns,
        "waitable": waitable(place, calendar, day, rows, turns),
        "is_open": calendar.on(day) is not None, "may_run": bool(may_run(request.actor, space)),
        "crumbs": [(_("Hubs"), reverse("hubs:index")), (space.title, reverse("hubs:hub", args=[slug])), (_("Desks"), "")],
    }  # fmt: skip
    return render(request, "hubs/desks.html", context)


def _book(request: HttpRequest, space: Space) -> HttpResponse:
    form = BookingForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a day and how much of it."), 422)
    data = form.cleaned_data
    desk = None
    if data["desk"]:
        desk = desk_of(space, data["desk"])
        if desk is None:
            raise Http404
    with _leading_back(space, data["day"]):
        booking = commands.book(request.actor, space, data["day"], Part(data["part"]), desk)
    messages.success(
        request, _("%(desk)s is yours: %(part)s.") % {"desk": booking.desk.name, "part": Part(booking.part).label}
    )
    return redirect("hubs:mine")


@contextmanager
def _leading_back(space: Space, day: date) -> Iterator[None]:
    """A refusal leads back to the desks of that day, unless it knows something better."""
    try:
        yield
    except Refused as refusal:
        back = f"{reverse('hubs:desks', args=[space.slug])}?day={day.isoformat()}"
        refusal.remedy = refusal.remedy or Remedy(_("To the desks of that day"), back)
        raise


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own bookings."""
    require(is_signed_in(request.actor))
    cards, following = my_bookings(request.actor, request.space, request.GET.get("after", ""))
    turns = my_turns(request.actor, request.space)
    context = {"cards": cards, "turns": turns, "more_url": f"?after={following}" if following else ""}
    return render(request, "hubs/mine.html", context)


@require_POST
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """Stand in line for a desk."""
    space, form = get_hub(request, slug), BookingForm(request.POST)
    require(is_member(request.actor, space))
    if not form.is_valid():
        raise Refused(_("Choose a day and how much of it."), 422)
    with _leading_back(space, form.cleaned_data["day"]):
        wait = commands.wait(request.actor, space, form.cleaned_data["day"], Part(form.cleaned_data["part"]))
    messages.success(request, _("You are in line. When a desk gets free it is yours, and you are told."))
    return redirect(f"{reverse('hubs:desks', args=[slug])}?day={wait.day.isoformat()}")


@require_POST
def line_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave the line."""
    wait = wait_of(request.actor, request.space, key)
    if wait is None:
        raise Http404
    commands.stop_waiting(request.actor, wait)
    messages.success(request, _("You are no longer in line."))
    return redirect("hubs:mine")


@require_POST
def cancellation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a booking back; hosts end those of others."""
    booking = booking_of(request.actor, request.space, key)
    if booking is None:
        raise Http404
    commands.cancel(request.actor, booking)
    messages.success(request, _("The desk is free again."))
    if booking.person_id == request.actor.id:
        return redirect("hubs:mine")
    return redirect("hubs:bookings", slug=booking.desk.hub.space.slug)


@require_POST
def presence(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one is here today, or elsewhere."""
    space = get_hub(request, slug)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say whether you are here or elsewhere, and on what in 140 letters at most."), 422)
    data = form.cleaned_data
    is_here = data["where"] == "here"
    commands.say_presence(request.actor, space, is_here=is_here, what=data["what"], has_time=data["has_time"])
    messages.success(request, _("Good to know you are here.") if is_here else _("Good to know you are within reach."))
    return redirect("hubs:hub", slug=slug)


@require_POST
def absence(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it back."""
    commands.end_presence(request.actor, get_hub(request, slug))
    return redirect("hubs:hub", slug=slug)


@require_POST
def asking(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who has ten minutes."""
    commands.ask(request.actor, get_hub(request, slug), request.POST.get("text", "")[:1000])
    messages.success(request, _("Asked. It stands for two hours, then it is gone."))
    return redirect(f"{reverse('hubs:hub', args=[slug])}#stuck")


@require_POST
def help_offer(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say that one has ten minutes."""
    space = get_hub(request, slug)
    question = question_of(request.actor, hub_of(space), key)
    if question is None:
        raise Http404
    helped = commands.offer_help(request.actor, question)
    messages.success(request, _("Thank you! %(name)s knows that you come.") % {"name": helped.person.name})
    return redirect(f"{reverse('hubs:hub', args=[slug])}#stuck")


@require_POST
def closing(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take one's question away."""
    question = question_of(request.actor, hub_of(get_hub(request, slug)), key)
    if question is None:
        raise Http404
    commands.close_question(request.actor, question)
    return redirect("hubs:hub", slug=slug)
