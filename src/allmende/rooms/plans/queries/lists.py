"""Plans in lists, and in the page of a space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_steward
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Plan, PlanState, Question, Result
from allmende.rooms.plans.queries.links import plan_url
from allmende.rooms.plans.queries.results import tree_of

PAGE_SIZE = 20
MOST_IN_A_SPACE = 4


@dataclass(frozen=True)
class PlanCard:
    """A plan in a list."""

    id: UUID
    title: str
    summary: str
    language: str
    url: str
    layer: int
    place: str
    state: str
    state_label: Text
    answered: int
    confirmed: int
    questions: int = len(Question)

    @property
    def is_done(self) -> bool:
        """Whether it has been looked back on."""
        return self.state == PlanState.DONE


def plans_page(
    reader: Reader, space: Space, after: UUID | None = None, limit: int = PAGE_SIZE
) -> tuple[list[PlanCard], UUID | None]:
    """Return plans of a space, or of a whole community, that the reader sees, the newest first, and the key of what follows.

    One statement.
    """
    rows = Plan.objects.visible_to(reader).shared()
    inside = Q(place=space.id) if space.root_id else Q(place=space.id) | Q(place__root=space.id)
    rows = rows.filter(inside).annotate(
        answered=Count("answers__question", distinct=True),
        confirmed=Count("answers__question", distinct=True, filter=Q(answers__is_concrete=True)),
    )
    fields = (
        "id", "title", "summary", "language", "audience__layer", "place__title", "state", "answered", "confirmed", "published",
    )  # fmt: skip
    found = list(rows.published_before(after).values_list(*fields)[: limit + 1])
    cards = [
        PlanCard(key, title, summary, language, plan_url(key), layer, place, state, PlanState(state).label, answered, confirmed)
        for key, title, summary, language, layer, place, state, answered, confirmed, _published in found[:limit]
    ]  # fmt: skip
    return cards, found[limit - 1][-1] if len(found) > limit else None


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The plans of a space; where there are none, whoever may begin one is told so. No statement where there are none."""
    if space.root_id is None:
        return {}
    there = space.id in kept("spaces with plans", _planned)
    cards, following = plans_page(reader, space, limit=MOST_IN_A_SPACE) if there else ([], None)
    begins = not cards and bool(is_steward(reader, space))  # sections are drawn where their room is open
    url = f"{reverse('plans:index')}?in={space.slug}"
    if not cards and not begins:
        return {}
    new_url = f"{reverse('plans:new')}?in={space.slug}"
    return {"cards": cards, "url": url if following else "", "begins": begins, "new_url": new_url}


def results_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The results of a space at its first level, the way to all of them; no statement where there are none."""
    if space.root_id is None or space.id not in kept("spaces with results", _with_results):
        return {}
    nodes = tree_of(reader, space)
    return {"nodes": nodes[:MOST_IN_A_SPACE], "url": f"{reverse('plans:results')}?in={space.slug}"} if nodes else {}


def _with_results() -> frozenset[UUID]:
    return frozenset(Result.objects.shared().values_list("place_id", flat=True).distinct())


def _planned() -> frozenset[UUID]:
    return frozenset(Plan.objects.shared().values_list("place_id", flat=True).distinct())
