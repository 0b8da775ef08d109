"""What was decided about people, for those who may know."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.models import Measure, MeasureKind, MeasureState, Thanks
from allmende.people.trust.rules import may_see_measures

PAGE = 20


def _rows() -> QuerySet[Measure]:
    return Measure.objects.select_related("space__root", "actor", "proposed_by", "confirmed_by", "ended_by", "appeal")


def my_measures(actor: Actor, root: Space) -> list[Measure]:
    """Return what was decided about someone, the latest first; a proposal that nobody confirmed is not among it."""
    told = ~Q(kind=MeasureKind.EXCLUSION) | Q(confirmed_by__isnull=False)
    return list(_rows().filter(told, space=root, actor=actor).order_by("-id")[:PAGE])


def measures_page(root: Space, after: UUID | None = None) -> tuple[list[Measure], UUID | None]:
    """Return one page of a community's measures, the latest first, and the key of the next one."""
    rows = _rows().filter(space=root).order_by("-id")
    found = list((rows.filter(id__lt=after) if after else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def measure_by(key: UUID, root: Space) -> Measure | None:
    """Return a measure of a community by its id."""
    return _rows().filter(space=root, id=key).first()


def waiting_measures(reader: Reader, root: Space) -> QuerySet[Measure]:
    """What waits for a second person, or for an answer to an appeal, without the reader's own; the oldest first."""
    if not may_see_measures(reader, root):
        return Measure.objects.none()
    waits = Q(state=MeasureState.PROPOSED) | Q(state=MeasureState.STANDS, appeal__isnull=False, appeal__decided=None)
    rows = _rows().filter(waits, space=root).exclude(actor=reader.id).exclude(proposed_by=reader.id)
    return rows.filter(Q(confirmed_by=None) | ~Q(confirmed_by=reader.id)).order_by("id")


def thanks_to(actor: Actor, root: Space, limit: int = 5) -> list[Thanks]:
    """Return the latest thanks to someone."""
    return list(Thanks.objects.filter(space=root, actor=actor).select_related("giver").order_by("-id")[:limit])
