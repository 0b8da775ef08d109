"""What lies in the bin, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.audiences.queries import reach_of
from allmende.commons.bin.commands import KEPT_FOR
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import care_of, may_see_bin
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import kinds
from allmende.foundation.ids import MAX_ID
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing in the bin: what, whose, by whom, until when it can be restored."""

    key: UUID
    thing: UUID
    kind: str
    kind_name: Text
    icon: str
    title: str
    author: ActorCard | None
    by: ActorCard | None
    at: datetime
    until: datetime
    may_restore: bool


@dataclass(frozen=True, slots=True)
class BinPage:
    """One page of a bin, what was put there last first; `next` is the key of the next page."""

    rows: list[BinRow]
    next: UUID | None


def my_bin(reader: Reader, after: UUID | None = None, limit: int = 20) -> BinPage:
    """Return a page of what the reader made, or put there, that lies in the bin and that they see.

    Two statements besides the reach, and one per kind of thing that names its things itself.
    """
    if reader.is_guest:
        return BinPage([], None)
    mine = Binned.objects.filter(Q(thing__author_id=reader.id) | Q(by_id=reader.id))
    return _page(reader, mine, after, limit, curates=False)


def bin_of_space(reader: Reader, space: Space, after: UUID | None = None, limit: int = 20) -> BinPage:
    """Return a page of a space's bin, for its curators; empty for others. As many statements as `my_bin`."""
    if not may_see_bin(reader, space):
        return BinPage([], None)
    return _page(reader, Binned.objects.filter(thing__space_id=space.id), after, limit, curates=True)


def bin_of_community(reader: Reader, root: Space, after: UUID | None = None, limit: int = 30) -> BinPage:
    """Return a page of what lies in the bins of a community and all its spaces, for its curators; empty for others."""
    if not may_see_bin(reader, root):
        return BinPage([], None)
    return _page(reader, _of_community(root), after, limit, curates=True)


def keys_in_community(reader: Reader, root: Space) -> QuerySet[Binned, UUID]:
    """Return the ids of all things in the bins of a community that its curator sees; none for others."""
    if not may_see_bin(reader, root):
        return Binned.objects.none().values_list("thing_id", flat=True)
    seen = _of_community(root).filter(thing__audience__within=reach_of(reader))
    return seen.order_by("-id").values_list("thing_id", flat=True)


def _of_community(root: Space) -> QuerySet[Binned]:
    inside = Space.objects.filter(Q(root=root) | Q(id=root.id)).values("id")
    return Binned.objects.filter(thing__space_id__in=inside)


def _page(reader: Reader, rows: QuerySet[Binned], after: UUID | None, limit: int, *, curates: bool) -> BinPage:
    rows = rows.filter(id__lt=after or MAX_ID, thing__audience__within=reach_of(reader)).order_by("-id")
    fields = ("id", "thing_id", "thing__kind", "thing__title", "thing__author_id", "by_id", "at")
    found = list(rows.values_list(*fields)[: limit + 1])
    shown = found[:limit]
    people = actor_cards(actor for row in shown for actor in (row[4], row[5]))
    titles, known = _titles([(row[1], row[2]) for row in shown]), kinds()
    page = [
        BinRow(
            key=key,
            thing=thing,
            kind=kind,
            kind_name=known[kind].name if kind in known else kind,
            icon=known[kind].icon if kind in known else "",
            title=title or titles.get(thing, ""),
            author=people.get(author),
            by=people.get(by),
            at=at,
            until=at + KEPT_FOR,
            may_restore=curates or by == reader.id,
        )
        for key, thing, kind, title, author, by, at in shown
    ]
    return BinPage(page, shown[-1][0] if len(found) > limit else None)


def _titles(things: list[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return names for things of kinds that have no titles, one statement per kind."""
    by_kind: dict[str, list[UUID]] = {}
    for thing, kind in things:
        by_kind.setdefault(kind, []).append(thing)
    named = ((care_of(kind).titles, ids) for kind, ids in by_kind.items())
    return {thing: title for titles, ids in named if titles for thing, title in titles(ids).items()}
