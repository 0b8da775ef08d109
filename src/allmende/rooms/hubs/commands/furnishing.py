"""What those who run a hub set: hours, rules, special days, desks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.activities import HubChanged
from allmende.rooms.hubs.commands.booking import end, held, move_up
from allmende.rooms.hubs.models import Booking, Desk, DeskKind, Hours, Hub, Part, SpecialDay
from allmende.rooms.hubs.rules import Span, may_run

RULES = {"days_ahead": 180, "cancel_hours": 168, "most_bookings": 100}
"""The largest that each figure of a hub's rules may be."""


@transaction.atomic
def change_hub(actor: Actor, space: Space, *, hours: Mapping[int, Span | None] | None = None, **changes: Any) -> Hub:
    """Change address, directions, has_halves, days_ahead, cancel_hours, most_bookings, and the hours of weekdays (None: closed).

    Raises Refused: 403, or 422 with the fields that can't be.
    """
    hub = held(space)
    require(may_run(actor, space))
    if unknown := changes.keys() - RULES.keys() - {"address", "directions", "has_halves"}:
        raise TypeError(f"A hub has no {', '.join(sorted(unknown))} to change.")
    wrong: dict[str, Text] = {
        name: _("From 0 to %(n)d.") % {"n": most}
        for name, most in RULES.items()
        if not 0 <= changes.get(name, 0) <= most
    }
    if wrong:
        raise Refused(_("Please look at these fields again."), 422, errors=wrong)
    for name, value in changes.items():
        setattr(hub, name, clean_text(value).strip()[:300] if name == "address" else value)
    hub.save()
    for weekday, span in (hours or {}).items():
        if span is None:
            hub.hours.filter(weekday=weekday).delete()
        else:
            Hours.objects.update_or_create(hub=hub, weekday=weekday, defaults=_span(span, f"closes-{weekday}"))
    move_up(hub)
    _record_changed(actor, space, *changes, *(["hours"] if hours else []))
    return hub


def _span(span: Span, field: str) -> dict[str, Any]:
    if span.opens >= span.closes:
        raise Refused(_("It closes before it opens."), 422, errors={field: _("Later than the opening.")})
    return {"opens": span.opens, "closes": span.closes}


@transaction.atomic
def set_special_day(actor: Actor, space: Space, day: date, span: Span | None, note: str = "") -> int:
    """Say that a day is not as its weekday; bookings that it leaves no room for end, and who had them is told.

    Returns how many ended. Raises Refused: 403, 422 for a day that is over or hours that can't be.
    """
    hub = held(space)
    require(may_run(actor, space))
    if day < hub.today:
        raise Refused(_("This day is over."), 422, errors={"day": _("From today on.")})
    times = _span(span, "closes") if span else {"opens": None, "closes": None}
    SpecialDay.objects.update_or_create(hub=hub, day=day, defaults={"note": clean_line(note)[:120], **times})
    ended = [
        booking
        for booking in Booking.objects.filter(desk__hub=hub, day=day)
        if not any(span and span.half(half) for half in Part(booking.part).halves)
    ]
    for booking in ended:
        end(actor, space, booking)
    move_up(hub, day)
    _record_changed(actor, space, "special_days")
    return len(ended)


@transaction.atomic
def unset_special_day(actor: Actor, space: Space, day: date) -> None:
    """Let a day be as its weekday again."""
    hub = held(space)
    require(may_run(actor, space))
    hub.special_days.filter(day=day).delete()
    move_up(hub, day)
    _record_changed(actor, space, "special_days")


@transaction.atomic
def add_desk(actor: Actor, space: Space, name: str, kind: DeskKind = DeskKind.DESK, seats: int = 1) -> Desk:
    """Put up something to book. Raises Refused: 403, 409 for a name that is there, 422 for one that can't be."""
    hub = held(space)
    require(may_run(actor, space))
    name = clean_line(name)
    if not 1 <= len(name) <= 60 or not 1 <= seats <= 500:
        raise Refused(_("Give it a name of 1 to 60 letters."), 422, errors={"name": _("1 to 60 letters.")})
    if hub.desks.filter(name=name, is_there=True).exists():
        raise Refused(_("There is one of this name."), 409, errors={"name": _("There is one of this name.")})
    desk = Desk.objects.create(hub=hub, name=name, kind=kind, seats=seats)
    move_up(hub)
    _record_changed(actor, space, "desks")
    return desk


@transaction.atomic
def remove_desk(actor: Actor, space: Space, desk: Desk) -> int:
    """Take a desk away; bookings that are still to come end, and who had them is told. Returns how many."""
    hub = held(space)
    require(may_run(actor, space))
    Desk.objects.filter(id=desk.id, hub=hub).update(is_there=False)
    coming = list(Booking.objects.filter(desk=desk, desk__hub=hub, day__gte=hub.today))
    for booking in coming:
        end(actor, space, booking)
    _record_changed(actor, space, "desks")
    return len(coming)


def _record_changed(actor: Actor, space: Space, *names: str) -> None:
    record(
        HubChanged(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, fields=",".join(sorted(set(names)))
        )
    )  # fmt: skip
