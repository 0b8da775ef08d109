"""How actors show on pages: plain values for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from allmende.identity.actors.models import Actor


@dataclass(frozen=True, slots=True)
class ActorCard:
    """What a page needs to name an actor: no model, safe to keep in a cache."""

    id: UUID
    handle: str
    name: str
    portrait: UUID | None
    kind: str


def actor_cards(ids: Iterable[UUID]) -> dict[UUID, ActorCard]:
    """Return the cards of these actors by id, in one statement (none for no ids); unknown ids are left out."""
    if not (wanted := set(ids)):
        return {}
    return {row[0]: ActorCard(*row) for row in cards_of(wanted)}


def cards_of(ids: Iterable[UUID]) -> QuerySet[Actor, Any]:
    """What cards are made of (`ActorCard(*row)`), to be asked together with others."""
    return Actor.objects.filter(id__in=set(ids)).values_list("id", "handle", "name", "portrait", "kind")
