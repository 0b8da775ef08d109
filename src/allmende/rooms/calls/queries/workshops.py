"""The workshops of a call, as pages, programs and calendars show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from allmende.foundation import clock
from allmende.foundation.icalendar import Event
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.calls.models import Call, Seat, Workshop


@dataclass(frozen=True)
class WorkshopView:
    """A workshop, and what the reader has to do with it. `link` is shown to those who come and to hosts alone."""

    id: UUID
    title: str
    about: str
    given_by: str
    begins: datetime
    ends: datetime
    place: str
    link: str
    has_link: bool
    seats: int
    taken: int
    waiting: int
    is_over: bool
    is_cancelled: bool
    comes: bool
    waits: bool

    @property
    def left(self) -> int:
        """How many seats are free."""
        return self.seats - self.taken

    @property
    def state(self) -> str:
        """Where the reader stands with it: comes, waits, or nothing."""
        return "comes" if self.comes else "waits" if self.waits else ""


def workshops_of(reader: Reader, call: Call, *, behind: bool = False) -> list[WorkshopView]:
    """Return the workshops of a call in the order of their times; two statements. `behind`: for its hosts."""
    mine = (
        {} if reader.is_guest else
        dict(Seat.objects.filter(workshop__call=call.id, actor=reader.id).values_list("workshop_id", "is_waiting"))
    )  # fmt: skip
    rows = Workshop.objects.filter(call=call.id).annotate(waiting=Count("people", filter=Q(people__is_waiting=True)))
    return [_view(row, mine, behind=behind) for row in rows.order_by("begins", "id")]


def _view(row: Workshop, mine: dict[UUID, bool], *, behind: bool) -> WorkshopView:
    comes, waits = mine.get(row.id) is False, bool(mine.get(row.id))
    return WorkshopView(
        row.id, row.title, row.about, row.given_by, row.begins, row.ends, row.place, row.link if comes or behind else "",
        bool(row.link), row.seats, row.taken, row.waiting, row.begins <= clock.now(), row.cancelled is not None, comes, waits,
    )  # fmt: skip


def workshop_in(call: Call, key: UUID) -> Workshop | None:
    """Return a workshop of a call that the reader sees."""
    found: Workshop | None = Workshop.objects.filter(call=call.id, id=key).first()
    if found:
        found.call = call
    return found


def who_comes(call: Call) -> dict[UUID, list[tuple[ActorCard, bool]]]:
    """Return who comes to each workshop of a call, then who waits (True), the earliest first; for its hosts."""
    rows = Seat.objects.filter(workshop__call=call.id).select_related("actor").order_by("is_waiting", "id")
    found: dict[UUID, list[tuple[ActorCard, bool]]] = {}
    for row in rows:
        who = row.actor
        card = ActorCard(who.id, who.handle, who.name, who.portrait, who.kind)
        found.setdefault(row.workshop_id, []).append((card, row.is_waiting))
    return found


def event_of(view: WorkshopView, call: Call, host: str, url: str, made: Workshop) -> Event:
    """Return a workshop as calendars take it; whoever comes has the link in it."""
    text = "\n\n".join(part for part in (call.title, view.about, view.given_by) if part)
    return Event(
        uid=f"{view.id}@{host}", title=view.title, begins=view.begins, ends=view.ends, made=made.changed, sequence=made.sequence,
        text=text, place=view.place or view.link, url=view.link or url, is_cancelled=view.is_cancelled,
    )  # fmt: skip
