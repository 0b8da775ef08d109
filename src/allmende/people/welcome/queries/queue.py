"""What those who care for arrivals see: what waits for a word of theirs, and who is on the way."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.people.welcome.models import Path, PathState, Promise, PromiseState

ON_THE_WAY = (PathState.CHOOSING, PathState.WALKING, PathState.PAUSED, PathState.ASKED)
PAGE = 30


def promises_within(space: Space) -> QuerySet[Promise]:
    """The promises made to a community and to the spaces inside it."""
    return Promise.objects.filter(within("path__", space)).select_related("path__space__root", "path__actor")


def paths_within(space: Space) -> QuerySet[Path]:
    """The paths into a community and into the spaces inside it."""
    return Path.objects.filter(within("", space)).select_related("space__root", "actor")


def to_confirm(space: Space) -> QuerySet[Promise]:
    """Promises that someone says are kept, the oldest first."""
    rows = Promise.objects.filter(state=PromiseState.REPORTED).filter(within("path__", space))
    return rows.select_related("path__actor", "path__space", "commitment").order_by("reported", "id")


def to_ask(space: Space) -> QuerySet[Promise]:
    """Promises whose time is over and whose makers are to be asked what would help, the oldest first."""
    rows = Promise.objects.filter(state=PromiseState.LAPSED, path__state=PathState.ASKED).filter(
        within("path__", space)
    )
    return rows.select_related("path__actor", "path__space", "commitment").order_by("due", "id")


def on_the_way(space: Space, after: UUID | None = None, limit: int = PAGE) -> list[Path]:
    """One page of those who are on the way in, the last to begin first."""
    rows = Path.objects.filter(within("", space), state__in=ON_THE_WAY).select_related("actor", "space")
    if after:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id")[: limit + 1])


def within(prefix: str, space: Space) -> Q:
    """Return what holds for paths into a community and into the spaces inside it."""
    return Q(**{f"{prefix}space": space}) | Q(**{f"{prefix}space__root": space})
