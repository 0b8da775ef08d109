"""When something goes out: hours on someone's own clock, whatever the summer time does."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_hour(at: datetime, zone: str, hour: int, weekday: int | None = None) -> datetime:
    """Return when the clock in a zone next says this hour (0–23) after a moment; with a weekday (Monday is 0), on that day."""
    here = ZoneInfo(zone)
    today = at.astimezone(here).date()
    for days in range(9):
        day = today + timedelta(days=days)
        found = datetime.combine(day, time(hour), here).astimezone(UTC)
        if found > at and weekday in (None, day.weekday()):
            return found
    raise ValueError(f"There is no {hour} o'clock on weekday {weekday}.")


def end_of_quiet(at: datetime, zone: str, begins: int | None, ends: int | None) -> datetime | None:
    """Return when the quiet hours end that a moment falls into; None outside of them, and where there are none."""
    if begins is None or ends is None or begins == ends:
        return None
    hour = at.astimezone(ZoneInfo(zone)).hour
    is_quiet = begins <= hour < ends if begins < ends else hour >= begins or hour < ends
    return next_hour(at, zone, ends) if is_quiet else None
