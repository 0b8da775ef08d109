"""Who is found: by words and filters, over nothing but what the reader may see at this moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.ids import key_in
from allmende.identity.actors.models import Kind, Reader
from allmende.people.directory.models import Listing, Word
from allmende.people.directory.queries.words import span, words_in
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries import reach_in_profiles

MOST_WORDS = 6
LONGEST = 120
MANY = 1000
"""So many rows that it is quicker to walk the alphabet than to gather them: on either way some milliseconds at 20,000 people."""
HOURS = ("1", "5", "10", "20", "30")
KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.MANAGED)
VIEWS = ("cards", "list")


@dataclass(frozen=True)
class Search:
    """What is looked for; every part may be empty."""

    text: str = ""
    kind: str = ""
    skill: str = ""
    language: str = ""
    hub: str = ""
    hours: str = ""
    offer: str = ""
    seek: str = ""
    view: str = field(default="cards", compare=False)

    @property
    def query(self) -> str:
        """The search as the end of an address, without what is empty."""
        named = {"q": self.text, **{name: getattr(self, name) for name in FILTERS}}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def is_empty(self) -> bool:
        """Whether everyone is found."""
        return self == Search()

    @property
    def filter_count(self) -> int:
        """How many filters are set."""
        return sum(bool(getattr(self, name)) for name in FILTERS)


FILTERS = ("kind", "skill", "language", "hub", "hours", "offer", "seek")


def search_of(asked: Mapping[str, str]) -> Search:
    """Read a search from an address; what can't be is left out."""
    values = {name: " ".join(asked.get(name, "").replace("\0", "").split())[:LONGEST] for name in FILTERS}
    search = Search(text=" ".join(asked.get("q", "").replace("\0", "").split())[:LONGEST], **values)
    return replace(
        search,
        kind=search.kind if search.kind in KINDS else "",
        hours=search.hours if search.hours in HOURS else "",
        view=asked.get("view", "") if asked.get("view", "") in VIEWS else "cards",
    )


def found(reader: Reader, root: Space, search: Search) -> QuerySet[Listing]:
    """Return who is found, in the order of the alphabet: members as they are now, and organisations whose space is seen."""
    belongs = Exists(Membership.objects.filter(space=root, actor=OuterRef("actor")))
    speaks = Exists(Space.objects.visible_to(reader).filter(root=root, voice=OuterRef("actor")))
    rows = Listing.objects.filter(belongs | speaks, root=root, actor__erased=None)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    return _meeting(rows, list(_conditions(search)), reach_in_profiles(reader)).order_by("sort", "actor")


@dataclass(frozen=True)
class _Condition:
    """Those of whom a word or a detail says something: `rows` whoever may read them, `seen` those that a reader may."""

    rows: QuerySet[Any]
    seen: Callable[[Collection[int]], Q]


def _conditions(search: Search) -> Iterator[_Condition]:
    yield from (_Condition(_words(word), _is_named_or_told) for word in words_in(search.text)[:MOST_WORDS])
    for key in (Key.OFFER, Key.SEEK):
        for word in words_in(getattr(search, key))[:MOST_WORDS]:
            yield _Condition(_words(word).filter(detail__key=key), _is_told)
    for key in (Key.SKILL, Key.LANGUAGE, Key.HUB):
        if value := getattr(search, key):
            yield _Condition(Detail.objects.filter(key=key, word=value), _is_seen)
    if search.hours:
        yield _Condition(Detail.objects.filter(key=Key.AVAILABILITY, amount__gte=int(search.hours)), _is_seen)


def _words(beginning: str) -> QuerySet[Word]:
    first, end = span(beginning)
    return Word.objects.filter(word__gte=first, word__lt=end)


def _is_named_or_told(reach: Collection[int]) -> Q:
    return Q(detail=None) | _is_told(reach)


def _is_told(reach: Collection[int]) -> Q:
    """Where the detail stands now, not where it stood when it was indexed."""
    return Q(detail__audience__within=reach)


def _is_seen(reach: Collection[int]) -> Q:
    return Q(audience__within=reach)


def _meeting(rows: QuerySet[Listing], conditions: list[_Condition], reach: Collection[int]) -> QuerySet[Listing]:
    """Keep those who meet every condition. The rarest is gathered first where few meet it; where many do, the alphabet is walked
    and each person asked, until a page is full: a database that doesn't know how often a word begins so can't choose."""
    if not conditions:
        return rows
    counts = [condition.rows.order_by()[:MANY].count() for condition in conditions]
    rarest = counts.index(min(counts))
    for place, condition in enumerate(conditions):
        seen = condition.rows.filter(condition.seen(reach))
        if place == rarest and counts[place] < MANY:
            rows = rows.filter(actor__in=seen.values("actor"))
        else:
            rows = rows.filter(Exists(seen.filter(actor=OuterRef("actor"))))
    return rows


def after(rows: QuerySet[Listing], root: Space, key: str) -> QuerySet[Listing]:
    """Go on behind someone in the alphabet; from the beginning where nobody is meant."""
    actor = key_in(key)
    place = Listing.objects.filter(root=root, actor=actor).values_list("sort", flat=True).first() if actor else None
    if place is None:
        return rows
    return rows.filter(Q(sort__gt=place) | Q(sort=place, actor__gt=actor), sort__gte=place)
