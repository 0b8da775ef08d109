"""Who is on duty today: holders, or the deputies who stand in for them. The only place that says so."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from allmende.commons.duties.models import Absence, Assignment
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock

type Roster = dict[tuple[UUID, str], list[UUID]]
"""Who is on duty today, by space and duty; what nobody does today is left out."""


def today_in(space: Space) -> date:
    """Return the day that it is in a space."""
    return clock.now().astimezone(ZoneInfo(space.zone)).date()


def away_on(day: date) -> Q:
    """Select the absences that cover a day."""
    return Q(starts__lte=day, ends__gte=day)


def roster_of(root: Space, places: Q) -> Roster:
    """Return who is on duty today in these places of a community (a condition on assignments); one statement.

    Only members count who are not paused: whoever has left serves nothing, whatever the rows still say.
    """
    held: dict[tuple[UUID, str], dict[UUID, UUID | None]] = {}
    present: set[UUID] = set()
    rows = Assignment.objects.filter(places).order_by("id").annotate(
        holder_is_here=_is_present(root, "holder_id"), deputy_is_here=_is_present(root, "deputy_id")
    )  # fmt: skip
    fields = ("space_id", "duty", "holder_id", "deputy_id", "holder_is_here", "deputy_is_here")
    for space, duty, holder, deputy, *are_here in rows.values_list(*fields):
        held.setdefault((space, duty), {})[holder] = deputy
        present |= {actor for actor, is_here in zip((holder, deputy), are_here, strict=True) if is_here}
    found = {place: stand(deputies, present) for place, deputies in held.items()}
    return {place: actors for place, actors in found.items() if actors}


def stand(deputies: dict[UUID, UUID | None], present: set[UUID]) -> list[UUID]:
    """Return who stands today for the holders of one duty, each once: themselves, or the first in their line of deputies.

    A deputy who is away and holds the duty too hands on to their own deputy; a line that comes back to itself ends there.
    """
    standing: list[UUID] = []
    for holder in deputies:
        line: list[UUID] = []
        current: UUID | None = holder
        while current and current not in present and current not in line:
            line.append(current)
            current = deputies.get(current)
        if current in present and current not in standing:
            standing.append(current)  # type: ignore[arg-type]  # None is not present
    return standing


def _is_present(root: Space, who: str) -> Exists:
    away = Absence.objects.filter(away_on(today_in(root)), actor_id=OuterRef("actor_id"))
    members = Membership.objects.filter(~Exists(away), space_id=root.id, actor_id=OuterRef(who))
    return Exists(members.filter(Q(paused_until=None) | Q(paused_until__lte=clock.now())))
