"""What one may filter by: counted over nothing but what the reader may see, and kept for a minute."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.searching import HOURS, KINDS, Search
from allmende.people.profiles.models import Detail, Key, SkillName
from allmende.people.profiles.queries import reach_in_profiles
from allmende.people.profiles.queries.words import language_name

SECONDS = 60
MOST = {Key.SKILL: 60, Key.LANGUAGE: 30, Key.HUB: 30}


@dataclass(frozen=True)
class Facet:
    """A filter with its choices as (value, words); `value` is the one that is set."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


def facets_of(reader: Reader, root: Space, search: Search) -> list[Facet]:
    """Return the filters that lead somewhere for this reader, in two or three statements, or none where they are kept."""
    kept = _kept(reader, root)
    kinds = {"person": _("People"), "organisation": _("Organisations"), "managed": _("Without an account")}
    hours = [(value, _("%(n)s hours a week and more") % {"n": value}) for value in HOURS]
    facets = [
        Facet("kind", _("Kind"), [(kind.value, kinds[kind.value]) for kind in KINDS], search.kind),
        Facet("skill", _("Skill"), kept[Key.SKILL], search.skill),
        Facet("language", _("Language"), kept[Key.LANGUAGE], search.language),
        Facet("hub", _("Hub"), kept[Key.HUB], search.hub),
        Facet("hours", _("Time"), hours, search.hours),
    ]
    return [_with_value(facet) for facet in facets if facet.choices or facet.value]


def _with_value(facet: Facet) -> Facet:
    """A value that stands in the address is among the choices, so that the form sends it again."""
    if not facet.value or facet.value in dict(facet.choices):
        return facet
    return Facet(facet.name, facet.label, [*facet.choices, (facet.value, facet.value)], facet.value)


def _kept(reader: Reader, root: Space) -> dict[str, list[tuple[str, str]]]:
    reach = reach_in_profiles(reader)
    seen = hashlib.sha256(f"{root.id}{sorted(reach)}{get_language()}".encode()).hexdigest()
    kept = cache.get(key := f"directory:{seen}")
    if kept is None:
        kept = _read(reader, root)
        cache.set(key, kept, SECONDS)
    return kept


def _read(reader: Reader, root: Space) -> dict[str, list[tuple[str, str]]]:
    members = Membership.objects.filter(space=root).values("actor")
    told = Detail.objects.within(reach_in_profiles(reader)).filter(key__in=list(MOST), actor__in=members)
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, word, count in (
        told.values_list("key", "word").annotate(n=Count("actor", distinct=True)).order_by("-n", "word")
    ):
        if len(counts[key]) < MOST[Key(key)]:
            counts[key].append((word, count))
    names = _names(reader, root, counts)
    return {
        key: sorted(
            ((word, f"{names[key][word]} ({count})") for word, count in counts[key] if word in names[key]),
            key=lambda choice: choice[1].casefold(),
        )
        for key in MOST
    }


def _names(reader: Reader, root: Space, counts: dict[str, list[tuple[str, int]]]) -> dict[str, dict[str, str]]:
    """What the words of skills, languages and hubs read like; hubs that the reader does not see have no name."""
    skills = [word for word, _count in counts[Key.SKILL]]
    labels = SkillName.objects.filter(skill__in=skills).values_list("skill_id", "language", "label")
    own = (get_language() or "en")[:2]
    chosen: dict[str, str] = {}
    for skill, language, label in sorted(labels, key=lambda row: row[1] == own) if skills else ():
        chosen[skill] = label
    hubs = {}
    if counts[Key.HUB]:
        seen = Space.objects.visible_to(reader).filter(root=root, purpose=SpaceKind.HUB)
        hubs = {str(id_): title for id_, title in seen.values_list("id", "title")}
    languages = {word: language_name(word) for word, _count in counts[Key.LANGUAGE]}
    return {Key.SKILL: {word: chosen.get(word, word) for word in skills}, Key.LANGUAGE: languages, Key.HUB: hubs}
