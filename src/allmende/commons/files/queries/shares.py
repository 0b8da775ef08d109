"""How much of the storage is taken, by whom and where. Read from narrow indexes: nothing to count, nothing to keep in step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, Sum

from allmende.commons.files.models import NOWHERE, File
from allmende.commons.spaces.models import Space


@dataclass(frozen=True)
class Room:
    """A share of the storage: bytes taken, and bytes there are (0: as many as the machine has)."""

    used: int
    limit: int

    def fits(self, wanted: int) -> bool:
        """Whether so many bytes more find room."""
        return not self.limit or self.used + wanted <= self.limit

    @property
    def percent(self) -> int:
        """How much is taken, in whole per cent, at most 100."""
        return min(100, self.used * 100 // self.limit) if self.limit else 0


@dataclass(frozen=True)
class SpaceStorage:
    """What the files of one space take up; `space` is None for portraits, logos and what stands nowhere."""

    space: UUID | None
    title: str
    files: int
    encrypted: int
    room: Room


def room_of_person(actor: UUID) -> Room:
    """Return a person's share. What lies in the bin counts: it can come back."""
    return Room(_sum(owner=actor), settings.ROOM_PERSON)


def room_of_space(space: UUID) -> Room:
    """Return a space's share."""
    return Room(_sum(space=space), settings.ROOM_SPACE)


def storage_by_space() -> list[SpaceStorage]:
    """Return what each space's files take up, the most first: for operators, in two statements."""
    rows = list(
        File.objects.order_by()
        .values("space")
        .annotate(files=Count("id"), encrypted=Count("id", filter=Q(key__isnull=False)), used=Sum("stored"))
        .order_by("-used")
    )
    titles = dict(Space.objects.filter(id__in=[row["space"] for row in rows]).values_list("id", "title"))
    return [
        SpaceStorage(
            None if row["space"] == NOWHERE else row["space"], titles.get(row["space"], ""), row["files"],
            row["encrypted"], Room(row["used"], 0 if row["space"] == NOWHERE else settings.ROOM_SPACE),
        )
        for row in rows
    ]  # fmt: skip


def _sum(**of: Any) -> int:
    return File.objects.filter(**of).order_by().aggregate(sum=Sum("stored"))["sum"] or 0
