"""Who is found: by words and filters, over nothing but what the reader may see at this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode
from uuid import UUID

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
    for condition in _conditions(reader, search):
        rows = rows.filter(condition)
    return rows.order_by("sort", "actor")


def _conditions(reader: Reader, search: Search) -> Iterator[Q]:
    told = Detail.objects.within(reach_in_profiles(reader))
    for word in words_in(search.text)[:MOST_WORDS]:
        yield Q(actor__in=_named(word)) | Q(actor__in=_told(reader, word))
    for key, name in ((Key.SKILL, "skill"), (Key.LANGUAGE, "language"), (Key.HUB, "hub")):
        if value := getattr(search, name):
            yield Q(actor__in=told.filter(key=key, word=value).values("actor"))
    for key, name in ((Key.OFFER, "offer"), (Key.SEEK, "seek")):
        for word in words_in(getattr(search, name))[:MOST_WORDS]:
            yield Q(actor__in=_told(reader, word, key))
    if search.hours:
        yield Q(actor__in=told.filter(key=Key.AVAILABILITY, amount__gte=int(search.hours)).values("actor"))


def _named(word: str) -> QuerySet[Word, UUID]:
    begin, end = span(word)
    return Word.objects.filter(detail=None, word__gte=begin, word__lt=end).values("actor")


def _told(reader: Reader, word: str, key: str = "") -> QuerySet[Word, UUID]:
    """Words in details that the reader may see: where the detail stands now, not where it stood when it was indexed."""
    begin, end = span(word)
    rows = Word.objects.filter(word__gte=begin, word__lt=end, detail__audience__within=reach_in_profiles(reader))
    return (rows.filter(detail__key=key) if key else rows).values("actor")


def after(rows: QuerySet[Listing], root: Space, key: str) -> QuerySet[Listing]:
    """Go on behind someone in the alphabet; from the beginning where nobody is meant."""
    actor = key_in(key)
    place = Listing.objects.filter(root=root, actor=actor).values_list("sort", flat=True).first() if actor else None
    if place is None:
        return rows
    return rows.filter(Q(sort__gt=place) | Q(sort=place, actor__gt=actor), sort__gte=place)
