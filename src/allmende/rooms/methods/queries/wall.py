"""The wall of a session, as one person may see it at this moment: what is blind shows when its step is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from allmende.commons.files.queries import portrait_url
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Dot, Note, Part, Seat, Session, SessionState, Step
from allmende.rooms.methods.models.session import BEFORE, sheet_of

FIELDS = ("id", "text", "author_id", "author__name", "author__handle", "step", "sheet", "cluster__name", "finding_id")


@dataclass(frozen=True)
class Person:
    """Someone in a session."""

    id: UUID
    name: str
    handle: str
    portrait: str
    part: str
    part_label: str
    number: int | None


@dataclass(frozen=True)
class Slip:
    """A note on the wall."""

    id: UUID
    text: str
    author: str
    handle: str
    is_mine: bool
    is_of_now: bool
    cluster: str
    dots: int | None
    """How many it has; None while that is not told."""
    has_my_dot: bool
    finding: UUID | None


@dataclass(frozen=True)
class Group:
    """Notes under a name; without one, those that stand in no group."""

    name: str
    slips: list[Slip]

    @property
    def dots(self) -> int:
        """The dots of all its notes."""
        return sum(slip.dots or 0 for slip in self.slips)


@dataclass(frozen=True)
class Wall:
    """What someone sees of a session now."""

    people: list[Person]
    mine: Person | None
    groups: list[Group]
    sheet: int | None
    """Whose sheet lies before the reader, where sheets go round."""
    sheet_of: str
    written: int
    """How many notes the present step has, of everyone."""
    writers: int
    dots_left: int

    @property
    def count(self) -> int:
        """How many notes the reader sees."""
        return sum(len(group.slips) for group in self.groups)

    @property
    def leads(self) -> list[Person]:
        """Who leads."""
        return [person for person in self.people if person.part == Part.LEAD]

    @property
    def names(self) -> list[str]:
        """The groups' names."""
        return [group.name for group in self.groups if group.name]


def wall_of(reader: Reader, session: Session) -> Wall:
    """Return what a reader who sees the session sees of it now; three statements, however much there is."""
    people = _people(session)
    mine = next((person for person in people if not reader.is_guest and person.id == reader.id), None)
    now = session.now
    sheet = sheet_of(mine.number if mine else None, now, session.going_round)
    rows = [dict(zip((*FIELDS, "dots"), row, strict=True)) for row in _rows(session)]
    dots = (
        set(Dot.objects.filter(note__session=session.id, actor=mine.id).values_list("note_id", flat=True))
        if mine
        else set()
    )
    tells = session.state == SessionState.ENDED or (now is not None and now.takes != "dots")
    shown = [row for row in rows if _is_shown(row, session, now, mine.id if mine else None, sheet)]
    present = [row for row in rows if row["step"] == session.step]
    return Wall(
        people=people, mine=mine, groups=_groups([_slip(row, session, mine, dots, tells=tells) for row in shown]),
        sheet=sheet, sheet_of=next((one.name for one in people if sheet is not None and one.number == sheet), ""),
        written=len(present), writers=len({row["author_id"] for row in present}),
        dots_left=max(now.dots - len(dots), 0) if now else 0,
    )  # fmt: skip


def _people(session: Session) -> list[Person]:
    fields = ("actor_id", "actor__name", "actor__handle", "actor__portrait", "part", "number")
    rows = Seat.objects.filter(session=session.id).order_by("id").values_list(*fields)
    return [
        Person(key, name, handle, portrait_url(portrait), part, str(Part(part).label), number)
        for key, name, handle, portrait, part, number in rows
    ]


def _rows(session: Session) -> list[tuple[Any, ...]]:
    rows = Note.objects.filter(session=session.id).annotate(weight=Count("dots")).order_by("id")
    return list(rows.values_list(*FIELDS, "weight"))


def _is_shown(row: dict[str, Any], session: Session, now: Step | None, me: UUID | None, sheet: int | None) -> bool:
    """Say whether a note shows: one's own always; of a blind step none; while sheets go round, what is on the one before oneself."""
    if session.state == SessionState.ENDED or session.step == BEFORE or now is None:
        return True
    if row["author_id"] == me and row["step"] == session.step:
        return True
    if row["step"] == session.step:
        return not now.is_blind
    if now.turns and row["sheet"] is not None:
        return bool(row["sheet"] == sheet)
    return True


def _slip(row: dict[str, Any], session: Session, mine: Person | None, dots: set[UUID], *, tells: bool) -> Slip:
    return Slip(
        id=row["id"], text=row["text"], author=row["author__name"], handle=row["author__handle"],
        is_mine=mine is not None and row["author_id"] == mine.id, is_of_now=row["step"] == session.step,
        cluster=row["cluster__name"] or "", dots=row["dots"] if tells else None, has_my_dot=row["id"] in dots,
        finding=row["finding_id"],
    )  # fmt: skip


def _groups(slips: list[Slip]) -> list[Group]:
    """The groups by weight, then by name; what is in none stands last."""
    by_name: dict[str, list[Slip]] = {}
    for slip in slips:
        by_name.setdefault(slip.cluster, []).append(slip)
    groups = [Group(name, sorted(some, key=lambda one: -(one.dots or 0))) for name, some in by_name.items()]
    return sorted(groups, key=lambda group: (not group.name, -group.dots, group.name))
