"""Hubs in lists and on their pages: where they are, when they are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from django.db.models import Count, DateField, QuerySet, SmallIntegerField, Value
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.gathered import gathered
from allmende.identity.actors.models import Reader
from allmende.rooms.hubs.models import Hours, Hub, Presence, SpecialDay
from allmende.rooms.hubs.rules import Calendar, Span

PAGE = 12
FIELDS = ("id", "slug", "title", "summary", "language", "zone", "audience__layer", "hub__address", "published")


@dataclass(frozen=True)
class HubCard:
    """A hub in a list; how many are there today only its members are told (None for others)."""

    id: UUID
    slug: str
    url: str
    title: str
    summary: str
    language: str
    layer: int
    address: str
    is_open: bool
    standing: str
    here: int | None
    is_mine: bool


def find_hub(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return the hub of an address in a community; None where the reader sees none."""
    rows = Space.objects.visible_to(reader).filter(root=root.id, purpose=SpaceKind.HUB, slug=slug)
    found: Space | None = rows.select_related("audience", "root").first()
    return found


def hub_of(space: Space) -> Hub:
    """Return what a hub has beside its space; as usual while nobody has set anything."""
    hub = Hub.objects.filter(pk=space.id).first() or Hub(space=space)
    hub.space = space
    return hub


def hubs_page(
    reader: Reader, root: Space, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[HubCard], UUID | None]:
    """Return one page of the hubs that a reader sees, the newest first, and the key of the next; two statements."""
    rows = _open(reader, root).published_before(after).values_list(*FIELDS)[: limit + 1]
    found = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    ids = [row["id"] for row in found[:limit]]
    hours, present = gathered([_hours(ids), _present([key for key in ids if key in roles_of(reader)])])
    return _cards(reader, found[:limit], hours, present), found[limit - 1]["published"] if len(found) > limit else None


def my_hubs(reader: Reader, root: Space, mine: list[UUID], limit: int) -> list[HubCard]:
    """Return the newest of these hubs of a reader's; one statement."""
    rows = _open(reader, root).filter(id__in=mine).order_by("-published").values_list(*FIELDS)[:limit]
    found, hours, present = gathered([rows, _hours(mine), _present(mine)])
    return _cards(reader, [dict(zip(FIELDS, row, strict=True)) for row in found], hours, present)


def _open(reader: Reader, root: Space) -> QuerySet[Space, Any]:
    rows: QuerySet[Space, Any] = Space.objects.visible_to(reader)
    return rows.filter(root=root.id, purpose=SpaceKind.HUB, archived=None)


def _cards(
    reader: Reader, rows: list[dict[str, Any]], hours: list[list[Any]], present: list[list[Any]]
) -> list[HubCard]:
    calendars, today = _calendars(hours), {row["id"]: _today(row["zone"]) for row in rows}
    here = {hub: n for hub, day, n in present if today.get(hub) == day}
    closed = Calendar({}, {})
    return [
        _card(row, calendars.get(row["id"], closed), here.get(row["id"], 0) if row["id"] in roles_of(reader) else None)
        for row in rows
    ]


def _hours(hubs: list[UUID]) -> QuerySet[Any, Any]:
    """The weeks of hubs, and their special days about now."""
    near = clock.now().date() - timedelta(days=1)
    usual = Hours.objects.filter(hub__in=hubs).order_by().annotate(day=Value(None, DateField()))
    special = SpecialDay.objects.filter(hub__in=hubs, day__range=(near, near + timedelta(days=2))).order_by()
    fields = ("hub_id", "weekday", "day", "opens", "closes")
    rows = special.annotate(weekday=Value(None, SmallIntegerField())).values_list(*fields)
    return rows.union(usual.values_list(*fields), all=True)


def _calendars(hours: list[list[Any]]) -> dict[UUID, Calendar]:
    found: dict[UUID, tuple[dict[int, Span], dict[date, Span | None]]] = {}
    for hub, weekday, day, opens, closes in hours:
        usual, special = found.setdefault(hub, ({}, {}))
        if day is None:
            usual[weekday] = Span(opens, closes)
        else:
            special[day] = Span(opens, closes) if opens and closes else None
    return {hub: Calendar(*parts) for hub, parts in found.items()}


def _present(hubs: list[UUID]) -> QuerySet[Presence, Any]:
    """How many are in hubs on the days that it may be now there."""
    near = clock.now().date() - timedelta(days=1)
    rows = Presence.objects.filter(hub__in=hubs, is_here=True, day__range=(near, near + timedelta(days=2)))
    return rows.values("hub_id", "day").annotate(n=Count("pk")).order_by().values_list("hub_id", "day", "n")


def _card(row: dict[str, Any], calendar: Calendar, here: int | None) -> HubCard:
    is_open, words = standing_of(calendar, row["zone"])
    return HubCard(
        row["id"], row["slug"], reverse("hubs:hub", args=[row["slug"]]), row["title"], row["summary"], row["language"],
        row["audience__layer"], row["hub__address"] or "", is_open, words, here, here is not None,
    )  # fmt: skip


def _today(zone: str) -> date:
    return clock.now().astimezone(ZoneInfo(zone)).date()


def standing_of(calendar: Calendar, zone: str) -> tuple[bool, str]:
    """Say whether a hub is open now, and in words until when, or when it opens next."""
    now = clock.now().astimezone(ZoneInfo(zone))
    span = calendar.on(now.date())
    if span and span.opens <= now.time() < span.closes:
        return True, _("Open until %(time)s") % {"time": hour(span.closes)}
    if span and now.time() < span.opens:
        return False, _("Opens today at %(time)s") % {"time": hour(span.opens)}
    for ahead in range(1, 15):
        day = now.date() + timedelta(days=ahead)
        if next_span := calendar.on(day):
            words = {"day": date_format(day, "l"), "time": hour(next_span.opens)}
            return False, _("Opens on %(day)s at %(time)s") % words
    return False, _("Closed")


def hour(at: Any) -> str:
    """Write a time of day."""
    return f"{at:%H:%M}"


@dataclass(frozen=True)
class DayOfWeek:
    """A line of the opening hours."""

    number: int
    name: str
    span: Span | None

    @property
    def words(self) -> str:
        """From when to when, or that it is closed."""
        return f"{hour(self.span.opens)}–{hour(self.span.closes)}" if self.span else _("closed")


def week_of(calendar: Calendar) -> list[DayOfWeek]:
    """Return the opening hours from Monday to Sunday, in the reader's language."""
    names = get_day_names("wide", context="stand-alone", locale=get_language() or "en")
    return [DayOfWeek(number, names[number], calendar.week.get(number)) for number in range(7)]
