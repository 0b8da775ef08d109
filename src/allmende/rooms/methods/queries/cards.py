"""Method cards: the shelf, one by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Method, card_of
from allmende.rooms.methods.models.starting import StartingCard, starting_card
from allmende.rooms.methods.queries.links import method_url

PAGE = 30
FIELDS = (
    "id",
    "title",
    "key",
    "revision",
    "kept",
    "language",
    "audience__layer",
    "place__title",
    "place__root",
    "published",
)


@dataclass(frozen=True)
class MethodCard:
    """A method on the shelf."""

    id: UUID
    url: str
    title: str
    purpose: str
    minutes: int
    least: int
    most: int
    language: str
    layer: int
    place: str
    """The space whose own card it is; empty for the community's."""
    is_ours: bool


@dataclass(frozen=True)
class MethodList:
    """One page of method cards; `next` is the key of the following one."""

    cards: list[MethodCard]
    next: UUID | None


def find_method(reader: Reader, key: UUID) -> Method | None:
    """Return a method card that the reader sees, with its space; None otherwise."""
    rows = Method.objects.visible_to(reader).select_related("audience", "author", "place__root").filter(id=key)
    found: Method | None = rows.first()
    return found


def method_of_set(root: Space, key: str) -> Method:
    """Return a card of the starting set that a community was given."""
    found: Method = Method.objects.select_related("audience", "author", "place").get(place=root, key=key)
    return found


def methods_page(reader: Reader, root: Space, after: UUID | None = None, limit: int = PAGE) -> MethodList:
    """Return one page of the method cards of a community and its spaces that the reader sees; one statement."""
    rows = Method.objects.visible_to(reader).shared().filter(Q(place=root) | Q(place__root=root))
    found = list(rows.published_before(after).values_list(*FIELDS)[: limit + 1])
    following = found[limit - 1][FIELDS.index("published")] if len(found) > limit else None
    return MethodList([_card(dict(zip(FIELDS, row, strict=True))) for row in found[:limit]], following)


def _card(row: dict[str, Any]) -> MethodCard:
    is_ours = bool(row["key"]) and row["revision"] == 0
    shown = starting_card(row["key"]) if is_ours else StartingCard("", row["title"], card_of(row["kept"]))
    card = shown.card
    return MethodCard(
        id=row["id"], url=method_url(row["id"]), title=shown.title, purpose=card.purpose, minutes=card.minutes,
        least=card.least, most=card.most, language="" if is_ours else row["language"], layer=row["audience__layer"],
        place=row["place__title"] if row["place__root"] else "", is_ours=is_ours,
    )  # fmt: skip
