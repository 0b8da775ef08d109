"""The list of calls: plain values, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.audiences.queries import Seen
from allmende.commons.files.queries import Picture, visible_pictures
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.goods import Good, Looking, Shelf
from allmende.foundation.ids import MAX_ID
from allmende.foundation.kept import kept
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Phase, PhaseKind
from allmende.rooms.calls.queries.contributions import visible_counts
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.phases import Standing, standing

PAGE = 12
NEAR = 4
FIELDS = (
    "id", "slug", "title", "summary", "language", "state", "audience__layer", "audience__kind", "place__title", "place__slug",
    "place__root", "budget", "currency", "cover", "published", "degree",
)  # fmt: skip

FILTERS: dict[str, Text] = {
    "": _("All"),
    "open": _("Take part now"),
    "soon": _("Coming up"),
    "result": _("With a result"),
}
"""The views of the list, by the word in its address."""


@dataclass(frozen=True)
class CallCard:
    """A call in a list."""

    id: UUID
    slug: str
    url: str
    title: str
    summary: str
    language: str
    layer: int
    place: str
    budget: Money | None
    contributions: int
    cover: Picture | None
    standing: Standing
    is_practice: bool = False
    degree: str = ""


@dataclass(frozen=True)
class CallList:
    """One page of calls; `next` is the key of the following one."""

    cards: list[CallCard]
    next: UUID | None


def calls_page(reader: Reader, root: Space, which: str = "", after: UUID | None = None, limit: int = PAGE) -> CallList:
    """Return one page of the calls of a community that the reader sees; four statements whatever its length."""
    return _page(reader, _listed(which, limit + 1).by(reader, root.id, after or MAX_ID, clock.now()), limit)


@cache
def _listed(which: str, most: int) -> Seen:
    """The statement of a view of the list."""

    def build(reader: Reader, root: UUID, before: UUID, now: datetime) -> QuerySet[Call, Any]:
        rows = _seen(reader, root)
        begun = Phase.objects.filter(call=OuterRef("pk"), opens__lte=now)
        if which == "open":
            rows = rows.filter(place__archived=None)
            rows = rows.filter(Exists(begun.filter(Q(closes__gt=now) | Q(closes=None)).exclude(kind=PhaseKind.RESULT)))
        elif which == "soon":
            rows = rows.filter(place__archived=None).exclude(Exists(begun))
        elif which == "result":
            rows = rows.filter(state__in=(CallState.COUNTED, CallState.FINISHED))
        return rows.filter(published__lt=before).order_by("-published").values_list(*FIELDS)[:most]

    return Seen(build, UUID, UUID, datetime)


def tell_call(card: CallCard) -> Good:
    """Say a call on the market in plain words."""
    return Good(card.title, card.url, card.summary, card.language, by=card.place)


def market_calls(reader: Reader, root: Space, looking: Looking) -> Shelf:
    """Return one page of the calls in which something can be done, for the market; where there are none, of all, the newest first."""
    values = (looking.after or MAX_ID, looking.topic, looking.place)
    rows = _open_on_market(reader, root, *values) or ([] if looking.after else _on_market(reader, root, *values))
    found = [dict(zip(FIELDS, row, strict=True)) for row in rows[: looking.limit + 1]]
    shown = found[: looking.limit]
    return Shelf(_cards(reader, shown), shown[-1]["published"] if len(found) > looking.limit else None)


def _on_market(reader: Reader, root: Space, before: UUID, topic: str, place: str) -> QuerySet[Call, Any]:
    rows = _seen(reader, root.id).filter(audience__kind=Kind.LADDER, place__archived=None, published__lt=before)
    rows = rows.filter(taggings__tag__slug=topic, taggings__root=root.id) if topic else rows
    rows = rows.filter(place__slug=place) if place else rows
    return rows.order_by("-published").values_list(*FIELDS)


def _open_on_market(reader: Reader, root: Space, before: UUID, topic: str, place: str) -> QuerySet[Call, Any]:
    now = clock.now()
    begun = Phase.objects.filter(call=OuterRef("pk"), opens__lte=now).exclude(kind=PhaseKind.RESULT)
    return _on_market(reader, root, before, topic, place).filter(
        Exists(begun.filter(Q(closes__gt=now) | Q(closes=None)))
    )


def calls_of(reader: Reader, space: Space, limit: int = 6) -> CallList:
    """Return the newest calls of one space that the reader sees."""
    return _page(reader, _in_space(limit + 1).by(reader, space.id), limit)


@cache
def _in_space(most: int) -> Seen:
    def build(reader: Reader, space: UUID) -> QuerySet[Call, Any]:
        rows: QuerySet[Call] = Call.objects.visible_to(reader).filter(place=space).published_before()
        return rows.values_list(*FIELDS)[:most]

    return Seen(build, UUID)


def open_calls(reader: Reader, root: Space, limit: int = NEAR) -> list[CallCard]:
    """Return at most four calls in which something can be done now, the nearest deadline first, for the home page."""
    rows = _nearest.by(reader, root.id, clock.now())[:limit]
    return _cards(reader, [dict(zip(FIELDS, row, strict=True)) for row in rows])


def open_now(reader: Reader, root: Space) -> QuerySet[Phase]:
    """The phases in which something can be done now, of calls that the reader sees, the nearest deadline first."""
    return _open_at(reader, root.id, clock.now())


def _open_at(reader: Reader, root: UUID, now: datetime) -> QuerySet[Phase]:
    near = Phase.objects.filter(opens__lte=now, closes__gt=now).exclude(kind=PhaseKind.RESULT)
    seen = _seen(reader, root).exclude(state=CallState.DRAFT).filter(place__archived=None)
    return near.filter(call__in=seen).order_by("closes")


_nearest = Seen(
    lambda reader, root, now: _open_at(reader, root, now).values_list(*(f"call__{field}" for field in FIELDS))[:NEAR],
    UUID, datetime,
)  # fmt: skip


def my_drafts(reader: Reader, limit: int = 50) -> list[tuple[str, str]]:
    """Return title and address of the reader's own unpublished calls."""
    if reader.is_guest:
        return []
    return [(title, call_url(slug)) for title, slug in _begun(limit).by(reader, reader.id)]


@cache
def _begun(most: int) -> Seen:
    def build(reader: Reader, author: UUID) -> QuerySet[Call, Any]:
        rows: QuerySet[Call] = Call.objects.visible_to(reader)
        return rows.filter(author_id=author, state=CallState.DRAFT).order_by("-id").values_list("title", "slug")[:most]

    return Seen(build, UUID)


def _seen(reader: Reader, root: UUID) -> QuerySet[Call]:
    rows: QuerySet[Call] = Call.objects.visible_to(reader).filter(Q(place=root) | Q(place__root=root))
    return rows


def _page(reader: Reader, rows: Sequence[Sequence[Any]], limit: int) -> CallList:
    found = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    return CallList(_cards(reader, found[:limit]), found[limit - 1]["published"] if len(found) > limit else None)


def _cards(reader: Reader, rows: Sequence[dict[str, Any]]) -> list[CallCard]:
    wanted = tuple(row["id"] for row in rows)
    ways = kept(("ways", wanted), lambda: _ways(wanted))
    covers = visible_pictures(reader, [row["cover"] for row in rows if row["cover"]])
    counts = visible_counts(reader, wanted)
    return [
        CallCard(
            id=row["id"], slug=row["slug"], url=call_url(row["slug"]), title=row["title"], summary=row["summary"],
            language=row["language"], layer=row["audience__layer"], place=row["place__title"],
            budget=Money(row["budget"], row["currency"]) if row["budget"] else None,
            contributions=counts.get(row["id"], 0), cover=covers.get(row["cover"]),
            standing=standing(row["state"], ways.get(row["id"], [])), is_practice=row["audience__kind"] == Kind.PRACTICE,
            degree=row["degree"],
        )
        for row in rows
    ]  # fmt: skip


def _ways(calls: tuple[UUID, ...]) -> dict[UUID, list[Phase]]:
    ways: dict[UUID, list[Phase]] = {}
    for phase in Phase.objects.filter(call__in=calls):
        ways.setdefault(phase.call_id, []).append(phase)
    return ways
