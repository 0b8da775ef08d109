"""The admission plan of a space beside what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.people.nominations.models import AdmissionPlan, Nomination, Step, StepKind

MONTHS = 6


def month_of(space: Space) -> date:
    """Return the first day of the present month, by the space's own calendar."""
    return clock.now().astimezone(ZoneInfo(space.zone)).date().replace(day=1)


def month_began(space: Space) -> datetime:
    """Return the instant at which the present month began there."""
    return _instant(month_of(space), ZoneInfo(space.zone))


def places_left(space: Space) -> int | None:
    """Return how many more may be admitted this month; None without a limit."""
    month = month_of(space)
    plan = AdmissionPlan.objects.filter(space=space, since__lte=month).order_by("-since").first()
    if plan is None or plan.places is None:
        return None
    return max(0, plan.places - Nomination.objects.filter(place=space, admitted__gte=month_began(space)).count())


@dataclass(frozen=True)
class Month:
    """A month: how many were planned (None: no limit), admitted, and on the waiting list at its end, or now."""

    begins: date
    planned: int | None
    admitted: int
    listed: int


def months_of(space: Space) -> list[Month]:
    """Return the last months of a space, the present one last; three statements whatever their number."""
    zone = ZoneInfo(space.zone)
    starts = [_back(month_of(space), n) for n in range(MONTHS - 1, -1, -1)]
    ends = [_instant(_back(start, -1), zone) for start in starts]
    plans = list(AdmissionPlan.objects.filter(space=space).order_by("-since").values_list("since", "places"))
    admitted = Nomination.objects.filter(place=space, admitted__gte=_instant(starts[0], zone))
    at = [
        moment.astimezone(zone).date().replace(day=1)
        for moment in admitted.values_list("admitted", flat=True)
        if moment
    ]
    stays = _stays(space)
    return [
        Month(
            start,
            next((places for since, places in plans if since <= start), None),
            at.count(start),
            sum(came < end and (left is None or left >= end) for came, left in stays),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _back(month: date, n: int) -> date:
    years, index = divmod(month.year * 12 + month.month - 1 - n, 12)
    return date(years, index + 1, 1)


def _instant(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _stays(space: Space) -> list[tuple[datetime, datetime | None]]:
    """From when to when each stood on the waiting list, from the steps of their way."""
    listed = Step.objects.filter(kind=StepKind.LISTED, nomination__place=space).values("nomination")
    rows = Step.objects.filter(nomination__in=listed).order_by("nomination_id", "id")
    stays: list[tuple[datetime, datetime | None]] = []
    current: tuple[object, datetime] | None = None
    for nomination, kind, at in rows.values_list("nomination_id", "kind", "at"):
        if current and current[0] != nomination:
            stays.append((current[1], None))
            current = None
        if current and kind in {StepKind.ADMITTED, StepKind.DECLINED, StepKind.WITHDRAWN}:
            stays.append((current[1], at))
            current = None
        elif kind == StepKind.LISTED:
            current = (nomination, at)
    return [*stays, (current[1], None)] if current else stays
