"""Sessions in lists, and finding one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Method, Mode, Session, SessionState
from allmende.rooms.methods.queries.links import session_url

PAGE = 20
FIELDS = (
    "id", "title", "question", "state", "mode", "starts", "began", "ended", "language", "audience__layer", "place__title",
    "step", "plan", "published",
)  # fmt: skip


@dataclass(frozen=True)
class SessionCard:
    """A session in a list."""

    id: UUID
    url: str
    title: str
    question: str
    state: str
    mode: str
    at: datetime | None
    """When it is to begin, began or ended."""
    people: int
    language: str
    layer: int
    place: str
    step: int
    steps: int

    @property
    def is_running(self) -> bool:
        """Whether one can walk in now."""
        return self.state == SessionState.RUNNING

    @property
    def is_over(self) -> bool:
        """Whether it has been concluded."""
        return self.state == SessionState.ENDED

    @property
    def mode_label(self) -> str:
        """Where people meet, in words."""
        return str(Mode(self.mode).label)


def find_session(reader: Reader, key: UUID) -> Session | None:
    """Return a session that the reader sees, with its space; None otherwise."""
    rows = (
        Session.objects.visible_to(reader).select_related("audience", "author", "place__root", "method").filter(id=key)
    )
    found: Session | None = rows.first()
    return found


def sessions_in(
    reader: Reader, place: Space, after: UUID | None = None, limit: int = PAGE, *, over: bool | None = None
) -> tuple[list[SessionCard], UUID | None]:
    """Return one page of the sessions of a space that the reader sees, a community with those of its spaces; one statement."""
    here = Q(place=place) if place.root_id else Q(place=place) | Q(place__root=place)
    rows = Session.objects.visible_to(reader).shared().filter(here)
    if over is not None:
        rows = rows.filter(state=SessionState.ENDED) if over else rows.exclude(state=SessionState.ENDED)
    return _page(rows, after, limit)


def sessions_of(reader: Reader, method: Method, limit: int = 5) -> list[SessionCard]:
    """Return the latest sessions of a method that the reader sees."""
    return _page(Session.objects.visible_to(reader).shared().filter(method=method), None, limit)[0]


def _page(rows: Any, after: UUID | None, limit: int) -> tuple[list[SessionCard], UUID | None]:
    found: QuerySet[Any, Any] = (
        rows.published_before(after).annotate(people=Count("seats")).values_list(*FIELDS, "people")
    )
    cut = list(found[: limit + 1])
    following = cut[limit - 1][FIELDS.index("published")] if len(cut) > limit else None
    return [_card(dict(zip((*FIELDS, "people"), row, strict=True))) for row in cut[:limit]], following


def _card(row: dict[str, Any]) -> SessionCard:
    at = {SessionState.PLANNED: row["starts"], SessionState.RUNNING: row["began"]}.get(row["state"], row["ended"])
    return SessionCard(
        id=row["id"], url=session_url(row["id"]), title=row["title"], question=row["question"], state=row["state"],
        mode=row["mode"], at=at, people=row["people"], language=row["language"], layer=row["audience__layer"],
        place=row["place__title"], step=row["step"] + 1, steps=len(row["plan"]),
    )  # fmt: skip
