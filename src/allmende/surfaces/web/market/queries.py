"""What stands on the market: the shelves of all doors, and the ways to look for something on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.models import Space
from allmende.commons.tags.queries import tags_lately
from allmende.foundation.doors import doors
from allmende.foundation.goods import Goods, Looking
from allmende.foundation.ids import key_in
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.facets import facets_of
from allmende.people.directory.queries.search import Search
from allmende.surfaces.web.navigation import rooms_of

PAGE = 24
LONGEST = 80
MOST_CHOICES = 12
WAYS = ("topic", "skill", "place")


@dataclass(frozen=True)
class Choice:
    """A way to look for something, as a link."""

    label: str
    url: str
    current: bool
    icon: str = ""


@dataclass(frozen=True)
class ShelfView:
    """Goods with what was found of them."""

    key: str
    title: str
    note: str
    template: str
    layout: str
    cards: tuple[Any, ...]
    url: str
    """Where all of them stand; empty where they are all here."""
    more_url: str


@dataclass(frozen=True)
class Market:
    """The square as a reader finds it."""

    shelves: tuple[ShelfView, ...]
    kinds: tuple[Choice, ...]
    ways: tuple[tuple[str, tuple[Choice, ...]], ...]
    kind: str
    is_filtered: bool
    chosen: tuple[Choice, ...]
    """What is set, each as a link that lets it go."""


def looking_in(asked: Mapping[str, str]) -> Looking:
    """Read what somebody looks for from an address; what can't be is left out."""
    values = {name: " ".join(asked.get(name, "").replace("\0", "").split())[:LONGEST] for name in WAYS}
    return Looking(**values, after=key_in(asked.get("after", "")))


def goods_of(root: Space) -> list[Goods]:
    """What the doors of a community bring to the market, in their order."""
    shut = {room.key for room in doors() if room.urls} - {room.key for room in rooms_of(root)}
    brought = [one for door in doors() if door.key not in shut for one in door.market]
    return sorted(brought, key=lambda one: one.place)


def market_of(reader: Reader, root: Space, kind: str, looking: Looking) -> Market:
    """Return the square, or one kind of goods page by page; goods that a search can't find are left out."""
    brought = goods_of(root)
    kind = kind if kind in {one.key for one in brought} else ""
    fitting = [one for one in brought if all(not getattr(looking, way) or way in one.by for way in WAYS)]
    shown = [one for one in fitting if (one.key == kind if kind else one.few)]
    shelves = [_shelf(reader, root, one, kind, looking) for one in shown]
    address = _Address(kind, looking)
    kinds = [Choice(str(one.title), address.of(kind=one.key), one.key == kind, one.icon) for one in brought]
    return Market(
        tuple(shelf for shelf in shelves if shelf.cards), tuple(kinds), tuple(_ways(reader, root, address)), kind,
        any(getattr(looking, way) for way in WAYS), tuple(_chosen(address)),
    )  # fmt: skip


def _shelf(reader: Reader, root: Space, goods: Goods, kind: str, looking: Looking) -> ShelfView:
    sought = replace(looking, limit=PAGE) if kind else replace(looking, limit=goods.few, after=None)
    found = goods.show(reader, root, sought)
    address = _Address(goods.key, looking)
    return ShelfView(
        goods.key, str(goods.title), str(goods.note), goods.template, goods.layout, tuple(found.cards),
        address.of() if found.next and not kind else "", address.of(after=found.next) if found.next and kind else "",
    )  # fmt: skip


@dataclass(frozen=True)
class _Address:
    """The address of what is shown, from which every link goes out."""

    kind: str
    looking: Looking

    def of(self, *, after: UUID | None = None, **other: str) -> str:
        """The same with something else in it; what is empty is left out."""
        parts = {"kind": self.kind, **{way: getattr(self.looking, way) for way in WAYS}, **other}
        named = {name: value for name, value in parts.items() if value} | ({"after": str(after)} if after else {})
        return f"?{urlencode(named)}" if named else "?"


def _ways(reader: Reader, root: Space, address: _Address) -> list[tuple[str, tuple[Choice, ...]]]:
    """The topics, skills and places that lead somewhere; kept for all who see the same."""
    who = ("market ways", root.id, tuple(reach_of(reader)), frozenset(reader.shut_out), reader.is_guest)
    offered = kept(who, lambda: _offered(reader, root), house=True)
    return [
        (way, tuple(Choice(label, address.of(**{way: value}), getattr(address.looking, way) == value) for value, label in found))
        for way, found in offered
        if found
    ]  # fmt: skip


def _offered(reader: Reader, root: Space) -> list[tuple[str, list[tuple[str, str]]]]:
    topics = [(tag.slug, f"#{tag.name}") for tag in tags_lately(reader, root)[:MOST_CHOICES]]
    facets = {facet.name: facet.choices for facet in facets_of(reader, root, Search())}
    spaces = Space.objects.visible_to(reader).filter(root=root.id, archived=None).order_by("-member_count", "title")
    places = list(spaces.values_list("slug", "title")[:MOST_CHOICES])
    return [("topic", topics), ("skill", list(facets.get("skill", ()))[:MOST_CHOICES]), ("place", places)]


def _chosen(address: _Address) -> list[Choice]:
    found = [(way, getattr(address.looking, way)) for way in WAYS]
    return [Choice(value, address.of(**{way: ""}), current=True) for way, value in found if value]
