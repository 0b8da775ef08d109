"""Everything that is done in a hub: one function per intent, the actor first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.activities import BookingCancelled, DeskBooked, HubChanged
from allmende.rooms.hubs.models import Booking, Desk, DeskKind, Hours, Hub, Part, Presence, Question, Slot, SpecialDay
from allmende.rooms.hubs.rules import (
    Span,
    begins_at,
    calendar_of,
    may_ask,
    may_be_here,
    may_book,
    may_cancel,
    may_close,
    may_help,
    may_run,
)

__all__ = [
    "Desk", "DeskKind", "Part", "Span", "add_desk", "ask", "book", "cancel", "change_hub", "clear_away", "close_question",
    "end_presence", "forget", "offer_help", "remove_desk", "say_presence", "set_special_day", "unset_special_day",
]  # fmt: skip

STUCK_FOR = timedelta(hours=2)
"""So long a question stands."""

BOOKINGS_KEPT = timedelta(days=30)
RULES = {"days_ahead": 180, "cancel_hours": 168, "most_bookings": 100}
"""The largest that each figure of a hub's rules may be."""


def _held(space: Space) -> Hub:
    """Return what a hub has beside its space, held until the transaction ends: bookings of one hub take turns."""
    if space.purpose != SpaceKind.HUB:
        raise Refused(_("This space is no hub."), 404)
    hub, _is_new = Hub.objects.get_or_create(space=space)
    hub = Hub.objects.select_for_update().get(pk=hub.pk)
    hub.space = space
    return hub


@transaction.atomic
def change_hub(actor: Actor, space: Space, *, hours: Mapping[int, Span | None] | None = None, **changes: Any) -> Hub:
    """Change address, directions, has_halves, days_ahead, cancel_hours, most_bookings, and the hours of weekdays (None: closed).

    Raises Refused: 403, or 422 with the fields that can't be.
    """
    hub = _held(space)
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
    hub = _held(space)
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
        _cancel(actor, space, booking)
    _record_changed(actor, space, "special_days")
    return len(ended)


@transaction.atomic
def unset_special_day(actor: Actor, space: Space, day: date) -> None:
    """Let a day be as its weekday again."""
    hub = _held(space)
    require(may_run(actor, space))
    hub.special_days.filter(day=day).delete()
    _record_changed(actor, space, "special_days")


@transaction.atomic
def add_desk(actor: Actor, space: Space, name: str, kind: DeskKind = DeskKind.DESK, seats: int = 1) -> Desk:
    """Put up something to book. Raises Refused: 403, 409 for a name that is there, 422 for one that can't be."""
    hub = _held(space)
    require(may_run(actor, space))
    name = clean_line(name)
    if not 1 <= len(name) <= 60 or not 1 <= seats <= 500:
        raise Refused(_("Give it a name of 1 to 60 letters."), 422, errors={"name": _("1 to 60 letters.")})
    if hub.desks.filter(name=name, is_there=True).exists():
        raise Refused(_("There is one of this name."), 409, errors={"name": _("There is one of this name.")})
    desk = Desk.objects.create(hub=hub, name=name, kind=kind, seats=seats)
    _record_changed(actor, space, "desks")
    return desk


@transaction.atomic
def remove_desk(actor: Actor, space: Space, desk: Desk) -> int:
    """Take a desk away; bookings that are still to come end, and who had them is told. Returns how many."""
    hub = _held(space)
    require(may_run(actor, space))
    Desk.objects.filter(id=desk.id, hub=hub).update(is_there=False)
    coming = list(Booking.objects.filter(desk=desk, desk__hub=hub, day__gte=hub.today))
    for booking in coming:
        _cancel(actor, space, booking)
    _record_changed(actor, space, "desks")
    return len(coming)


@transaction.atomic
def book(actor: Actor, space: Space, day: date, part: Part, desk: Desk | None = None) -> Booking:
    """Book a desk (or any that is free) for a day or half of it.

    Raises Refused: 403 no member, 409 taken, closed, over, or one has a desk then, 422 too far ahead, 429 too many at once.
    """
    hub = _held(space)
    calendar = calendar_of(hub)
    require(may_book(actor, hub, day, part, calendar))
    _require_room_for(actor, hub, day, part, desk)
    taken = Slot.objects.filter(day=day, half__in=part.halves).values("desk")
    free = hub.desks.filter(is_there=True).exclude(id__in=taken).order_by("name", "id")
    chosen = free.filter(id=desk.id).first() if desk else free.filter(kind=DeskKind.DESK).first()
    begins = begins_at(hub, day, part, calendar.on(day))
    if chosen is None or begins is None:
        raise Refused(
            _("Someone else has it then. Choose another desk or day.") if desk else _("No desk is free then."), 409
        )
    try:
        with transaction.atomic():
            booking = Booking.objects.create(desk=chosen, person=actor, day=day, part=part, begins=begins)
            Slot.objects.bulk_create([Slot(booking=booking, desk=chosen, day=day, half=half) for half in part.halves])
    except IntegrityError as error:  # whoever got past the turn-taking meets the constraint
        raise Refused(_("Someone else has it then. Choose another desk or day."), 409) from error
    record(DeskBooked(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, booking=booking.id))
    return booking


def _require_room_for(actor: Actor, hub: Hub, day: date, part: Part, desk: Desk | None) -> None:
    """Refuse a second desk at the same time, and more bookings than the hub allows one person."""
    mine = Booking.objects.filter(person=actor, day__gte=hub.today)
    if mine.filter(desk__hub=hub).count() >= hub.most_bookings:
        sentence = _("You have %(n)d bookings here. Give one back, or come first.") % {"n": hub.most_bookings}
        raise Refused(sentence, 429)
    if desk is None or desk.kind == DeskKind.DESK:
        then = mine.filter(day=day, desk__kind=DeskKind.DESK).filter(Q(part__in=part.halves) | Q(part=Part.DAY))
        if then.exists() or (part == Part.DAY and mine.filter(day=day, desk__kind=DeskKind.DESK).exists()):
            raise Refused(_("You have a desk then already."), 409)


@transaction.atomic
def cancel(actor: Actor, booking: Booking) -> None:
    """Give a booking back; hosts end anyone's. Raises Refused: 404 not one's own, 409 over or too late."""
    held = Booking.objects.select_for_update(of=("self",)).select_related("desk__hub__space__root")
    found = held.filter(id=booking.id).first()
    if found is None:
        raise Refused(_("This isn't here."), 404)
    require(may_cancel(actor, found))
    _cancel(actor, found.desk.hub.space, found)


def _cancel(actor: Actor, space: Space, booking: Booking) -> None:
    record(
        BookingCancelled(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id,
            booking=booking.id, member=booking.person_id, day=booking.day.isoformat(),
        )
    )  # fmt: skip
    booking.delete()


@transaction.atomic
def say_presence(actor: Actor, space: Space, *, is_here: bool, what: str = "", has_time: bool = True) -> Presence:
    """Say that one is here today, or elsewhere and within reach, and on what. Gone the next day; nothing is recorded."""
    require(may_be_here(actor, space))
    hub, _is_new = Hub.objects.get_or_create(space=space)
    hub.space = space
    said = {"is_here": is_here, "has_time": has_time, "what": clean_line(what)[:140]}
    return Presence.objects.update_or_create(hub=hub, day=hub.today, person=actor, defaults=said)[0]


@transaction.atomic
def end_presence(actor: Actor, space: Space) -> None:
    """Take back that one is there, and a question with it."""
    Presence.objects.filter(hub=space.id, person=actor).delete()
    Question.objects.filter(hub=space.id, person=actor).delete()


@transaction.atomic
def ask(actor: Actor, space: Space, text: str) -> Question:
    """Ask who has ten minutes; it stands for two hours. A new question takes the place of one's old one; nothing is recorded.

    Raises Refused: 403 no member, 409 not there today, 422 without words.
    """
    hub = _held(space)
    require(may_ask(actor, hub))
    text = clean_line(text)
    if not 1 <= len(text) <= 200:
        raise Refused(_("Say in a sentence where you are stuck."), 422, errors={"text": _("1 to 200 letters.")})
    Question.objects.filter(hub=hub, person=actor).delete()
    return Question.objects.create(hub=hub, person=actor, text=text, closes=clock.now() + STUCK_FOR)


@transaction.atomic
def offer_help(actor: Actor, question: Question) -> Question:
    """Say that one has ten minutes; the first to say so it is. Raises Refused: 404 gone, 409 someone else was faster."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("hub__space__root", "person")
    found = rows.filter(id=question.id).first()
    if found is None:
        raise Refused(_("This isn't here."), 404)
    require(may_help(actor, found))
    found.helper = actor
    found.save(update_fields=["helper"])
    return found


@transaction.atomic
def close_question(actor: Actor, question: Question) -> None:
    """Take one's question away; nothing is left of it."""
    require(may_close(actor, question))
    Question.objects.filter(id=question.id).delete()


def clear_away() -> None:
    """Forget what is over: presence of days that have ended everywhere on earth, questions, old bookings. Cheap, and safe twice."""
    now = clock.now()
    ended = (now - timedelta(hours=12)).date()  # the last place on earth is twelve hours behind
    for rows in (
        Presence.objects.filter(day__lt=ended),
        Question.objects.filter(closes__lte=now),
        Booking.objects.filter(day__lt=ended - BOOKINGS_KEPT),
    ):
        if rows.exists():
            rows.delete()


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase where a person was and will be."""
    Presence.objects.filter(person=actor).delete()
    Question.objects.filter(person=actor).delete()
    Question.objects.filter(helper=actor).update(helper=None)
    Booking.objects.filter(person=actor).delete()


def _record_changed(actor: Actor, space: Space, *names: str) -> None:
    record(
        HubChanged(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, fields=",".join(sorted(set(names)))
        )
    )  # fmt: skip
