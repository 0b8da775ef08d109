"""Who is found: by words and filters, over nothing but what the reader may see at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import chain, islice
from math import prod
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import In, IsNull
from django.db.models.sql.compiler import SQLCompiler

from allmende.commons.audiences.queries import Seen, reach_of
from allmende.commons.spaces.models import Space
from allmende.foundation.composed import Rows, counted
from allmende.foundation.ids import key_in
from allmende.foundation.kept import Shelf
from allmende.identity.actors.models import Reader
from allmende.people.directory.models import Listing, Word
from allmende.people.directory.queries.search import Search
from allmende.people.directory.queries.words import NAME, span, words_in
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries import reach_in_profiles

MOST_WORDS = 6
MANY = 1000
"""So many rows of a condition are never gathered."""
MOST_COUNTED = 4000
"""So many rows of a condition are counted: all above are equally many."""
FULL = 25  # so many found people fill a page, and with it the walk through the alphabet is over
CROSSED = 8  # times longer the second list may be: PostgreSQL reads both faster than it asks each of the first for it


OF_WORDS = ("", NAME, Key.OFFER, Key.SEEK)
KINDS_OF_VALUES: dict[str, tuple[type, ...]] = {
    "": (bytes, bytes), NAME: (bytes, bytes), Key.OFFER: (bytes, bytes), Key.SEEK: (bytes, bytes), Key.AVAILABILITY: (int,),
    Key.SKILL: (str,), Key.LANGUAGE: (str,), Key.HUB: (str,),
}  # fmt: skip
"""What a condition under each key is compared with: the first and the end of the words that begin so, or one value."""


@dataclass(frozen=True)
class Condition:
    """What someone must be or say: the detail's key ("" for any word about them), and the values that it is compared with."""

    key: str
    values: tuple[Any, ...]


def conditions_of(search: Search) -> list[Condition]:
    """Return what a search asks of people."""
    texts = (("", search.text), (NAME, search.name), (Key.OFFER, search.offer), (Key.SEEK, search.seek))
    words = [Condition(key, span(word)) for key, text in texts for word in words_in(text)[:MOST_WORDS]]
    values = ((Key.SKILL, search.skill), (Key.LANGUAGE, search.language), (Key.HUB, search.hub))
    hours = [Condition(Key.AVAILABILITY, (int(search.hours),))] if search.hours else []
    return [*words, *(Condition(key, (value,)) for key, value in values if value), *hours]


class Shape(NamedTuple):
    """What makes two searches the same statement: all but the values. The keys of its conditions stand in the order in which they
    are asked: either those who meet the first are gathered, or each person of the alphabet is asked. Of two conditions that are
    about equally rare both may be gathered and crossed."""

    kind: str
    keys: tuple[str, ...]
    is_gathered: bool
    is_crossed: bool = False
    is_behind: bool = False


@dataclass(frozen=True)
class Asked:
    """A search in a community, weighed: its statement's shape and the values to ask it with."""

    root: Space
    shape: Shape
    values: tuple[Any, ...]


def weighed(root: Space, search: Search) -> Asked:
    """Return how a search is best asked; one statement.

    Either those who meet the rarest condition are gathered first and asked for the others, or the alphabet is walked and each
    person asked until a page is full, whichever reads fewer rows: a database that doesn't know how often a word begins so can't
    choose. Whoever is asked is asked for the rarest first; PostgreSQL reads two lists faster than it asks each of one for the other.
    """
    conditions = conditions_of(search)
    counts = _frequencies(conditions)
    conditions = [condition for _count, condition in sorted(zip(counts, conditions, strict=True), key=itemgetter(0))]
    counts.sort()
    is_gathered = bool(counts) and counts[0] < min(MANY, _walked(root, counts))
    are_alike = len(counts) > 1 and counts[1] <= CROSSED * counts[0]
    is_crossed = is_gathered and are_alike
    shape = Shape(search.kind, tuple(condition.key for condition in conditions), is_gathered, is_crossed)
    return Asked(root, shape, tuple(chain.from_iterable(condition.values for condition in conditions)))


def _frequencies(conditions: list[Condition]) -> list[int]:
    """How many rows meet each, counted as far as it matters; one statement for what isn't known.

    It is kept for a while, for all readers, as it only says in which order to ask: the same filters and first letters come from
    many, and the same search with its next page.
    """
    known = {condition: _frequencies_known.get(condition) for condition in conditions}
    unknown = [condition for condition, count in known.items() if count is None]
    counts = counted([_those_of(condition.key).asked(*condition.values) for condition in unknown])
    for condition, count in zip(unknown, counts, strict=True):
        known[condition] = count
        _frequencies_known.put(condition, count)
    return [known[condition] for condition in conditions]


def _walked(root: Space, counts: list[int]) -> float:
    """How many people the alphabet is walked past until a page is full, as if the conditions knew nothing of each other."""
    everyone: int | None = _sizes.get(root.id)
    if everyone is None:
        _sizes.put(root.id, everyone := Listing.objects.filter(root=root).count())
    share = prod(min(1.0, count / max(1, everyone)) for count in counts)
    return min(everyone, FULL / share) if share else everyone


_sizes = Shelf(most=100)
_frequencies_known = Shelf(most=2000)
_many = Shelf(most=2000)


def found(reader: Reader, asked: Asked) -> QuerySet[Listing]:
    """Return who is found, in the order of the alphabet: members as they are now, and organisations whose space is seen."""
    return rows_of(asked.shape, reader, reach_in_profiles(reader), asked.root.id, *asked.values)


def page_behind(reader: Reader, asked: Asked, key: str, most: int) -> list[Any]:
    """Return so many of those found as `listed` reads them, behind someone in the alphabet or from its beginning."""
    place, shape = _place(asked.root, key), asked.shape
    page = _page(shape._replace(is_behind=place is not None), most)
    return page.by(reader, reach_in_profiles(reader), asked.root.id, *asked.values, *(place or ()))


def how_many(reader: Reader, asked: Asked, most: int) -> int:
    """Return how many are found, counted no further than `most`; that there are so many is kept for a minute for all who reach
    the same."""
    told = reach_in_profiles(reader)
    key = (asked.root.id, asked.shape, asked.values, most, tuple(told), tuple(reach_of(reader)))
    if _many.get(key):
        return most
    count = _page(asked.shape, most, is_counted=True).count_by(reader, told, asked.root.id, *asked.values)
    if count == most:
        _many.put(key, True)
    return count


def _place(root: Space, key: str) -> tuple[bytes, UUID] | None:
    actor = key_in(key)
    row = Listing.objects.filter(root=root, actor=actor).values_list("sort", flat=True).first() if actor else None
    return (bytes(row), actor) if actor and row is not None else None


def rows_of(shape: Shape, reader: Reader, told: list[int], root: UUID, *values: Any) -> QuerySet[Listing]:
    """Return who meets the conditions of a shape with these values, `told` being the reader's reach in profiles."""
    rows = Listing.objects.filter(root=root, actor__erased=None)
    if shape.kind:
        rows = rows.filter(kind=shape.kind)
    rest = iter(values)
    rows = _all_met(rows, shape, [_read(key, told, *islice(rest, len(KINDS_OF_VALUES[key]))) for key in shape.keys])
    rows = rows.annotate(here=FilteredRelation("actor__memberships", condition=Q(actor__memberships__space=root)))
    belongs = Q(here__isnull=False)
    speaks = _there(Space.objects.visible_to(reader).filter(root=root), "voice")
    rows = rows.filter(belongs | speaks)  # behind the conditions: SQLite asks in this order
    if shape.is_behind:
        sort, actor = rest
        rows = rows.filter(Q(sort__gt=sort) | Q(sort=sort, actor__gt=actor), sort__gte=sort)
    return rows.order_by("sort", "actor")


def _all_met(rows: QuerySet[Listing], shape: Shape, meeting: list[QuerySet[Any]]) -> QuerySet[Listing]:
    """Those of whom there is something that meets each condition."""
    if not shape.is_gathered:
        return _asked(rows, meeting)
    rarest, *others = meeting
    if shape.is_crossed:
        people = rarest.order_by().values("actor").intersection(others.pop(0).order_by().values("actor"))
        return _asked(rows.filter(_Gathered(F("actor"), people.query)), others)
    return rows.filter(_Gathered(F("actor"), _asked(rarest, others).order_by().values("actor").query))


def _asked(rows: QuerySet[Any], meeting: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Those of the rows of whose actor there is something that meets each condition, asked one by one."""
    return reduce(lambda rows, met: rows.filter(_there(met, "actor")), meeting, rows)


class _Gathered(In):
    """Whether someone is among people who are gathered before anyone is asked for anything else.

    PostgreSQL would turn a plain IN into a walk through the alphabet, as it knows nothing of how rare several conditions are together.
    The limit, which is more than are ever gathered, has it plan once: it reckons with a tenth as long as it doesn't know it, so
    that one plan for all values seems no dearer than one for each (docs/decisions/planned-once.md).
    """

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison with the people as one array."""
        actor, of_actor = self.process_lhs(compiler, connection)
        people, of_people = self.process_rhs(compiler, connection)
        return f"{actor} = ANY(ARRAY{people.removesuffix(')')} LIMIT %s))", (*of_actor, *of_people, 10 * MANY)


def _there(rows: QuerySet[Any], whose: str) -> Q:
    """Whether there is a row of the person in the list, asked for each one.

    An EXISTS says the same, but PostgreSQL then reads all rows of all people first: it counts on going through the whole list.
    """
    first = rows.order_by().filter(**{whose: OuterRef("actor")}).values_list(Value(1))[:1]
    return Q(IsNull(Subquery(first), False))


def _meeting(key: str, *values: Any) -> QuerySet[Any]:
    """The words or details that meet a condition, whoever may read them."""
    if key in OF_WORDS:
        words = Word.objects.filter(word__gte=values[0], word__lt=values[1])
        return words.filter(detail=None) if key == NAME else words.filter(detail__key=key) if key else words
    if key == Key.AVAILABILITY:
        return Detail.objects.filter(key=key, amount__gte=values[0])
    return Detail.objects.filter(key=key, word=values[0])


def _read(key: str, told: list[int], *values: Any) -> QuerySet[Any]:
    """The words or details that meet a condition, and may be read."""
    return _meeting(key, *values).filter(_may_be_read(key, told))


def _may_be_read(key: str, told: list[int]) -> Q:
    """A word of a detail is read where the detail stands now, not where it stood when it was indexed."""
    if key in ("", NAME):
        seen = Detail.objects.filter(id=OuterRef("detail"), audience__within=told).values_list(Value(1))[:1]
        return Q(detail=None) | Q(IsNull(Subquery(seen), False))  # names have none: nothing is looked up for them
    return Q(detail__audience__within=told) if key in OF_WORDS else Q(audience__within=told)


def listed(rows: QuerySet[Listing]) -> QuerySet[Listing, Any]:
    """Read who stands in rows, and what they are in the community since when."""
    fields = ("actor", "kind", "actor__handle", "actor__name", "actor__language", "actor__portrait")
    return rows.values_list(*fields, "here__role", "here__joined")


@cache
def _those_of(key: str) -> Rows:
    """All who meet a condition, whoever may read it, counted as far as it matters."""
    return Rows(lambda *values: _meeting(key, *values), *KINDS_OF_VALUES[key], most=MOST_COUNTED)


@lru_cache(256)
def _page(shape: Shape, most: int, *, is_counted: bool = False) -> Seen:
    """The statement for searches of a shape, composed once; where it is counted, rows of nothing."""

    def build(reader: Reader, told: list[int], root: UUID, *values: Any) -> QuerySet[Listing, Any]:
        rows = rows_of(shape, reader, told, root, *values)
        return (rows.order_by().values_list(Value(1)) if is_counted else listed(rows))[:most]

    of_conditions = chain.from_iterable(KINDS_OF_VALUES[key] for key in shape.keys)
    return Seen(build, list, UUID, *of_conditions, *((bytes, UUID) if shape.is_behind else ()))
