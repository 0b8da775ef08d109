"""What hubs show on other pages: home, their own space, and what waits for someone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Wanted
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.hubs.models import Booking, Part, Presence, Question
from allmende.rooms.hubs.queries.places import hub_of, my_hubs, standing_of, week_of
from allmende.rooms.hubs.rules import calendar_of, may_run

AT_HOME = 3
MOST = 5
A_DAY = timedelta(hours=24)


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """The hubs that a reader belongs to: whether they are open, and how many are there."""
    mine = [hub for hub in _hubs_in(root.id) if hub in roles_of(reader)]
    cards = my_hubs(reader, root, mine, AT_HOME) if mine else []
    return {"cards": cards} if cards else {}


def _hubs_in(root: UUID) -> frozenset[UUID]:
    return kept(("hubs", root), lambda: _read_hubs(root))


def _read_hubs(root: UUID) -> frozenset[UUID]:
    return frozenset(Space.objects.filter(root=root, purpose=SpaceKind.HUB).values_list("id", flat=True))


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """Address, hours, and the way to the desks."""
    if space.purpose != SpaceKind.HUB:
        return {}
    hub = hub_of(space)
    calendar = calendar_of(hub)
    is_open, words = standing_of(calendar, space.zone)
    return {
        "hub": hub, "place": space, "week": week_of(calendar), "is_open": is_open, "standing": words,
        "is_mine": space.id in roles_of(reader), "may_run": bool(may_run(reader, space)),
    }  # fmt: skip


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Who is stuck where the reader is today, who has ten minutes for them, and their desk of today."""
    if not isinstance(reader, Actor) or not roles_of(reader):
        return []
    now = clock.now()
    first, last = now - A_DAY, now + A_DAY
    return [
        Queue(_helped.put(reader.id, root.id, now), _helpers),
        Queue(_near_by.put(reader.id, root.id, now, first.date(), last.date()), _stuck),
        Queue(_booked.put(reader.id, root.id, first, last), _desks_today),
    ]


def _open(root: UUID, now: datetime) -> QuerySet[Question]:
    return Question.objects.filter(hub__space__root=root, closes__gt=now).order_by("id")


def _with_ten_minutes(person: UUID, root: UUID, now: datetime) -> QuerySet[Question, Any]:
    rows = _open(root, now).filter(person=person, helper__isnull=False)
    return rows.values_list("helper__name", "hub__space__slug", "text")[:MOST]


def _stuck_near(person: UUID, root: UUID, now: datetime, first: date, last: date) -> QuerySet[Question, Any]:
    """Who is stuck in hubs where somebody has time on a day that may be today there."""
    present = Presence.objects.filter(hub=OuterRef("hub"), person=person, has_time=True, day__range=(first, last))
    rows = _open(root, now).filter(helper=None).exclude(person=person)
    near = rows.annotate(day=Subquery(present.order_by("-day").values("day")[:1])).exclude(day=None)
    return near.values_list("person__name", "hub__space__slug", "text", "day", "hub__space__zone")[: 2 * MOST]


def _desks(person: UUID, root: UUID, first: datetime, last: datetime) -> QuerySet[Booking, Any]:
    rows = Booking.objects.filter(person=person, desk__hub__space__root=root, begins__range=(first, last))
    fields = (
        "desk__name",
        "desk__hub__space__slug",
        "desk__hub__space__title",
        "part",
        "day",
        "desk__hub__space__zone",
    )
    return rows.order_by("begins").values_list(*fields)[: 2 * MOST]


_helped = Wanted(_with_ten_minutes, UUID, UUID, datetime)
_near_by = Wanted(_stuck_near, UUID, UUID, datetime, date, date)
_booked = Wanted(_desks, UUID, UUID, datetime, datetime)


def _is_today(day: date, zone: str) -> bool:
    return day == clock.now().astimezone(ZoneInfo(zone)).date()


def _helpers(questions: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("%(name)s has ten minutes for you") % {"name": name}, _to_stuck(slug), "help", text)
        for name, slug, text in questions
    ]


def _stuck(questions: list[list[Any]]) -> list[Waiting]:
    """Who is stuck where the reader is on the day that it is there now."""
    return [
        Waiting(_("%(name)s is stuck: who has ten minutes?") % {"name": name}, _to_stuck(slug), "help", text)
        for name, slug, text, day, zone in questions
        if _is_today(day, zone)
    ][:MOST]


def _to_stuck(slug: str) -> str:
    return f"{reverse('hubs:hub', args=[slug])}#stuck"


def _desks_today(bookings: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("Your desk today: %(desk)s") % {"desk": desk}, reverse("hubs:hub", args=[slug]), "desk",
            f"{title} · {Part(part).label}",
        )
        for desk, slug, title, part, day, zone in bookings
        if _is_today(day, zone)
    ][:MOST]  # fmt: skip
