"""What hubs show on other pages: home, their own space, and what waits for someone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.doors import Waiting
from allmende.identity.actors.models import Reader
from allmende.rooms.hubs.models import Booking, Part, Presence, Question
from allmende.rooms.hubs.queries.places import hub_of, hubs_page, standing_of, week_of
from allmende.rooms.hubs.rules import calendar_of, may_run

AT_HOME = 3
A_DAY = timedelta(hours=24)


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """The hubs that a reader belongs to: whether they are open, and how many are there."""
    if reader.is_guest or not roles_of(reader):
        return {}
    cards, _next = hubs_page(reader, root, limit=AT_HOME, only_mine=True)
    return {"cards": cards} if cards else {}


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


def waiting(reader: Reader, root: Space) -> list[Waiting]:
    """Who is stuck where the reader is today, who has ten minutes for them, and their desk of today."""
    if reader.is_guest:
        return []
    now = clock.now()
    present = Presence.objects.filter(person=reader.id, hub__space__root=root.id).select_related("hub__space")
    hubs = [row.hub_id for row in present if row.day == row.hub.today and row.has_time]
    seen = Q(person=reader.id, helper__isnull=False) | Q(hub__in=hubs, helper=None) & ~Q(person=reader.id)
    rows = Question.objects.filter(seen, hub__space__root=root.id, closes__gt=now).order_by("id")
    fields = ("person_id", "person__name", "helper__name", "text", "hub__space__slug")
    found = [
        Waiting(
            _("%(name)s has ten minutes for you") % {"name": helper} if person == reader.id
            else _("%(name)s is stuck: who has ten minutes?") % {"name": name},
            f"{reverse('hubs:hub', args=[slug])}#stuck", "help", text,
        )
        for person, name, helper, text, slug in rows.values_list(*fields)[:5]
    ]  # fmt: skip
    return found + _desks_today(reader, root)


def _desks_today(reader: Reader, root: Space) -> list[Waiting]:
    rows = Booking.objects.filter(person=reader.id, desk__hub__space__root=root.id).select_related("desk__hub__space")
    near = rows.filter(begins__range=(clock.now() - A_DAY, clock.now() + A_DAY)).order_by("begins")
    return [
        Waiting(
            _("Your desk today: %(desk)s") % {"desk": row.desk.name}, reverse("hubs:hub", args=[row.desk.hub.space.slug]), "desk",
            f"{row.desk.hub.space.title} · {Part(row.part).label}",
        )
        for row in near[:3]
        if row.day == row.desk.hub.today
    ]  # fmt: skip
