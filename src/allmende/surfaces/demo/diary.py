"""When things happen: days count from today, and everything is done with the clock held at its own instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from allmende.foundation import clock
from allmende.surfaces.demo.tastes import mood

type Progress = Callable[[int, int, str], None]


class Diary:
    """What is to happen, in the order of its instants; the same instant keeps the order of writing."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        self.today, self.zone = today, zone
        self._pages: list[tuple[datetime, int, str, Callable[[], object]]] = []

    def at(self, day: int, hour: float = 8) -> datetime:
        """The instant of a local hour (9.5 is half past nine) on a day counted from today."""
        whole = round(hour * 60)
        return datetime.combine(self.today + timedelta(days=day), time(whole // 60, whole % 60), self.zone)

    def some_time(self, day: int, *key: object) -> datetime:
        """An instant in the daytime of a day, always the same for the same key."""
        return self.at(day, 8.5 + 9.5 * mood("time", *key))

    def write(self, when: datetime, what: str, happen: Callable[[], object]) -> None:
        """Note what happens when; `what` is told to whoever waits. What lies in the future is left to the future."""
        if when < clock.now():
            self._pages.append((when, len(self._pages), what, happen))

    def live(self, progress: Progress) -> None:
        """Let everything happen. What happens may not write further pages."""
        pages = sorted(self._pages, key=lambda page: page[:2])
        for done, (when, _order, what, happen) in enumerate(pages):
            with clock.frozen(when):
                happen()
            progress(done + 1, len(pages), what)
