"""What one can commit to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.people.welcome.models import Commitment, PromiseState


def commitments_of(space: Space) -> QuerySet[Commitment]:
    """What one can commit to in a space, in the order its curators gave it."""
    return Commitment.objects.filter(space=space, retired=None).order_by("position", "id")


def lines_of(space: Space) -> QuerySet[Commitment]:
    """All lines of a space's list, those that are retired among them."""
    return Commitment.objects.filter(space=space).select_related("space__root")


def has_commitments(space: Space) -> bool:
    """Say whether a space asks for a commitment at all."""
    return commitments_of(space).exists()


@dataclass(frozen=True)
class Line:
    """A line of the curators' list: the commitment, and how many are keeping it or have kept it."""

    commitment: Commitment
    running: int
    kept: int


def list_of(space: Space) -> list[Line]:
    """Return the curators' list, what is retired at its end."""
    running = Q(promises__state__in=(PromiseState.OPEN, PromiseState.REPORTED))
    rows = Commitment.objects.filter(space=space).annotate(
        running=Count("promises", filter=running),
        kept_count=Count("promises", filter=Q(promises__state=PromiseState.KEPT)),
    )
    lines = [Line(row, row.running, row.kept_count) for row in rows.order_by("position", "id")]
    return sorted(lines, key=lambda line: line.commitment.retired is not None)
