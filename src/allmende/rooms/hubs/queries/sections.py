"""What hubs show on other pages: home, their own space, and what waits for someone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.composed import Composed, Rows
from allmende.foundation.doors import Queue, Waiting
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.hubs.models import Booking, Part, Presence, Question
from allmende.rooms.hubs.queries.places import hub_of, hubs_page, standing_of, week_of
from allmende.rooms.hubs.rules import calendar_of, may_run

AT_HOME = 3
MOST = 5
A_DAY = timedelta(hours=24)


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """The hubs that a reader belongs to: whether they are open, and how many are there."""
    if reader.id is None or not _hubs_of(reader.id, root.id):
        return {}
    cards, _next = hubs_page(reader, root, limit=AT_HOME, only_mine=True)
    return {"cards": cards} if cards else {}


_hubs_of = Composed(
    lambda actor, root: Membership.objects.filter(
        actor=actor, space__root=root, space__purpose=SpaceKind.HUB
    ).values_list("space_id"),
    UUID, UUID,
)  # fmt: skip
"""Most belong to no hub: that costs one quick question."""


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
    near = _near(now)
    return [
        Queue(_helped.asked(reader.id, root.id, now), _helpers),
        Queue(_near_by.asked(reader.id, root.id, now, *near), partial(_stuck, _present(reader.id, *near))),
        Queue(_booked.asked(reader.id, root.id, now - A_DAY, now + A_DAY), _desks_today),
    ]


def _open(root: UUID, now: datetime) -> QuerySet[Question]:
    return Question.objects.filter(hub__space__root=root, closes__gt=now).order_by("id")


def _present(person: UUID, first: date, last: date) -> QuerySet[Presence]:
    return Presence.objects.filter(person=person, has_time=True, day__range=(first, last))


def _stuck_near(person: UUID, root: UUID, now: datetime, first: date, last: date) -> QuerySet[Question]:
    hubs = _present(person, first, last).values("hub")
    return _open(root, now).filter(helper=None, hub__in=hubs).exclude(person=person)


def _desks(person: UUID, root: UUID, first: datetime, last: datetime) -> QuerySet[Booking]:
    rows = Booking.objects.filter(person=person, desk__hub__space__root=root, begins__range=(first, last))
    return rows.order_by("begins")


_helped = Rows(
    lambda person, root, now: _open(root, now).filter(person=person, helper__isnull=False), UUID, UUID, datetime
)
_near_by = Rows(_stuck_near, UUID, UUID, datetime, date, date)
_booked = Rows(_desks, UUID, UUID, datetime, datetime)


def _near(now: datetime) -> tuple[date, date]:
    """The days that it may be now, wherever a hub is."""
    return (now - A_DAY).date(), (now + A_DAY).date()


def _helpers(questions: QuerySet[Question]) -> list[Waiting]:
    return [
        Waiting(_("%(name)s has ten minutes for you") % {"name": name}, _to_stuck(slug), "help", text)
        for name, slug, text in questions.values_list("helper__name", "hub__space__slug", "text")[:MOST]
    ]


def _stuck(present: QuerySet[Presence], questions: QuerySet[Question]) -> list[Waiting]:
    """Who is stuck where the reader is on the day that it is there now."""
    today = {row.hub_id for row in present.select_related("hub__space") if row.day == row.hub.today}
    rows = questions.filter(hub__in=today).values_list("person__name", "hub__space__slug", "text")
    return [
        Waiting(_("%(name)s is stuck: who has ten minutes?") % {"name": name}, _to_stuck(slug), "help", text)
        for name, slug, text in rows[:MOST]
    ]


def _to_stuck(slug: str) -> str:
    return f"{reverse('hubs:hub', args=[slug])}#stuck"


def _desks_today(bookings: QuerySet[Booking]) -> list[Waiting]:
    return [
        Waiting(
            _("Your desk today: %(desk)s") % {"desk": row.desk.name}, reverse("hubs:hub", args=[row.desk.hub.space.slug]), "desk",
            f"{row.desk.hub.space.title} · {Part(row.part).label}",
        )
        for row in bookings.select_related("desk__hub__space")[:MOST]
        if row.day == row.desk.hub.today
    ]  # fmt: skip
