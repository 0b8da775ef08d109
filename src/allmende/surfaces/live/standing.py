"""Who still may listen: sessions and reach of all listeners at once, in three statements however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.audiences.models import PUBLIC, Reach
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.accounts.models import Session

AT_ONCE = 500
"""Values in one statement: databases take no list of any length."""


@dataclass(frozen=True)
class Standing:
    """By what a listener listens: their session, and the password that stood when it was opened."""

    actor: UUID
    session: str
    password: str


@dataclass
class Reached:
    """Which audiences some people reach at this moment, and where the things they watch stand."""

    audience_of: dict[UUID, int] = field(default_factory=dict)
    pairs: set[tuple[UUID, int]] = field(default_factory=set)

    def sees(self, actor: UUID, audience: int | None) -> bool:
        """Say whether someone reaches an audience."""
        return audience == PUBLIC or (actor, audience) in self.pairs

    def sees_thing(self, actor: UUID, thing: UUID) -> bool:
        """Say whether someone sees a thing where it stands now."""
        return thing in self.audience_of and self.sees(actor, self.audience_of[thing])


def read_reached(actors: Iterable[UUID], things: Iterable[UUID], audiences: Iterable[int | None] = ()) -> Reached:
    """Read what these people reach of these things and audiences."""
    found = Reached()
    for part in batched(set(things), AT_ONCE):
        found.audience_of |= dict(Thing.objects.filter(id__in=part).values_list("id", "audience_id"))
    wanted = {audience for audience in (*found.audience_of.values(), *audiences) if audience and audience != PUBLIC}
    for some in batched(sorted(wanted), AT_ONCE):
        for people in batched(set(actors), AT_ONCE):
            rows = Reach.objects.filter(actor_id__in=people, audience_id__in=some)
            found.pairs |= set(rows.values_list("actor_id", "audience_id"))
    return found


def fallen(standings: Iterable[Standing]) -> set[Standing]:
    """Return those whose session has ended, whose account was closed or whose password has changed."""
    asked = set(standings)
    return asked - {Standing(*row) for row in _in_force({one.session for one in asked})}


def _in_force(sessions: set[str]) -> Iterator[Any]:
    for part in batched(sessions, AT_ONCE):
        rows: QuerySet[Session, Any] = Session.objects.filter(
            session_key__in=part, expire_date__gt=clock.now(), account__is_active=True
        ).values_list("account__actor_id", "session_key", "account__password")
        yield from rows
