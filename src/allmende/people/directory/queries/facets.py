"""What one may filter by: counted over nothing but what the reader may see, and kept for a minute."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.commons.spaces.queries import named
from allmende.foundation.kept import Shelf, kept
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.search import HOURS, KINDS, Search
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries.words import language_name

MOST = {Key.SKILL: 60, Key.LANGUAGE: 30, Key.HUB: 30}


@dataclass(frozen=True)
class Facet:
    """A filter with its choices as (value, words); `value` is the one that is set."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str


def facets_of(reader: Reader, root: Space, search: Search) -> tuple[Facet, ...]:
    """Return the filters that lead somewhere for this reader, in two statements, or none while they are kept."""
    choices = _kept(f"choices {get_language()}", root, reach_of(reader), lambda: _choices(reader, root))
    kinds = {"person": _("People"), "organisation": _("Organisations"), "managed": _("Without an account")}
    hours = tuple((value, _("%(n)s hours a week and more") % {"n": value}) for value in HOURS)
    facets = [
        Facet("kind", _("Kind"), tuple((kind.value, kinds[kind.value]) for kind in KINDS), search.kind),
        Facet("skill", _("Skill"), choices[Key.SKILL], search.skill),
        Facet("language", _("Language"), choices[Key.LANGUAGE], search.language),
        Facet("hub", _("Hub"), _with_archived(choices[Key.HUB], search.hub, hub_names(reader, root)), search.hub),
        Facet("hours", _("Time"), hours, search.hours),
    ]
    return tuple(_with_value(facet) for facet in facets if facet.choices or facet.value)


def _with_value(facet: Facet) -> Facet:
    """A value that stands in the address is among the choices, so that the form sends it again."""
    if not facet.value or facet.value in dict(facet.choices):
        return facet
    return Facet(facet.name, facet.label, (*facet.choices, (facet.value, facet.value)), facet.value)


def _with_archived(
    choices: tuple[tuple[str, str], ...], chosen: str, hubs: dict[str, Hub]
) -> tuple[tuple[str, str], ...]:
    """An archived hub is not offered; whoever comes with a link to its people reads its name."""
    gone = chosen in hubs and chosen not in dict(choices)
    return (*choices, (chosen, hubs[chosen].name)) if gone else choices


class Hub(NamedTuple):
    """A hub as it is kept for readers of all languages."""

    title: str
    archived: datetime | None

    @property
    def name(self) -> str:
        """Its name, which tells where it is archived."""
        return named(self.title, self.archived)


def hub_names(reader: Reader, root: Space) -> dict[str, Hub]:
    """Return the hubs that a reader sees, by their ids; one statement, then kept for a minute."""
    return _kept("hubs", root, reach_of(reader), lambda: _read_hubs(reader, root))


def _read_hubs(reader: Reader, root: Space) -> dict[str, Hub]:
    rows = Space.objects.visible_to(reader).filter(root=root, purpose=SpaceKind.HUB)
    return {str(id_): Hub(title, archived) for id_, title, archived in rows.values_list("id", "title", "archived")}


def _kept[T](name: str, root: Space, reach: list[int], read: Callable[[], T]) -> T:
    """Return what is the same for all who reach the same audiences, for a minute; of those who ask at once one reads it."""
    key = (name, root.id, tuple(reach))
    found: tuple[T] | None = _lists.get(key)
    if found is None:
        with _reading:
            found = _lists.get(key) or (read(),)
            _lists.put(key, found)
    return found[0]


_lists, _reading = Shelf(most=400), threading.RLock()


def _in_common(reader: Reader, root: Space) -> list[int]:
    """What a reader reaches of the audiences that members of a community have in common.

    Choices are counted over these, once for all who reach them: what only somebody's circle sees is found by typing.
    """
    rungs = Audience.objects.filter(kind=Kind.LADDER, space=root.id, layer__gte=Layer.COMMUNITY)
    outer = kept(("outer rungs", root.id), lambda: list(rungs.values_list("id", flat=True)), always=True)
    common = {PUBLIC, *outer}
    return [audience for audience in reach_of(reader) if audience in common]


def _read_words(root: Space, reach: list[int]) -> dict[str, list[tuple[str, str, int]]]:
    """Return word, how it reads and of how many, for each key, the most frequent first; one statement."""
    members = Membership.objects.filter(space=root).values("actor")
    told = Detail.objects.within(reach).filter(key__in=list(MOST), actor__in=members)
    rows = told.values_list("key", "word").annotate(reads=Max("text"), n=Count("*"))  # nobody says the same twice
    words: dict[str, list[tuple[str, str, int]]] = {key: [] for key in MOST}
    for key, word, reads, count in rows.order_by("-n", "word"):
        if len(words[key]) < MOST[Key(key)]:
            words[key].append((word, reads, count))
    return words


def _choices(reader: Reader, root: Space) -> dict[str, tuple[tuple[str, str], ...]]:
    reach = _in_common(reader, root)
    words, hubs = _kept("words", root, reach, lambda: _read_words(root, reach)), hub_names(reader, root)
    named = {
        Key.SKILL: [(word, reads, count) for word, reads, count in words[Key.SKILL]],
        Key.LANGUAGE: [(word, language_name(word), count) for word, _reads, count in words[Key.LANGUAGE]],
        Key.HUB: [
            (word, hubs[word].name, count)
            for word, _reads, count in words[Key.HUB]
            if word in hubs and not hubs[word].archived
        ],
    }
    return {
        key: tuple(
            sorted(
                ((word, f"{name} ({count})") for word, name, count in found), key=lambda choice: choice[1].casefold()
            )
        )
        for key, found in named.items()
    }
