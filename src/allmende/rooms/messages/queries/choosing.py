"""Whom an announcement is for: members of a place, by what they show the one who writes, and by what they have not done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor, Kind
from allmende.people.directory.queries.search import Search, search_of
from allmende.people.directory.queries.searching import found, weighed
from allmende.people.profiles.models import Detail
from allmende.people.profiles.queries.words import language_name
from allmende.people.trust.models import Level, Standing
from allmende.rooms.messages.models import Announcement, Lack

QUIET = timedelta(days=30)


@dataclass(frozen=True)
class Chosen:
    """Whom something is for: a search of the directory, a level of trust at least, and what they have not done."""

    search: Search = field(default_factory=Search)
    level: int = 0
    lacks: str = ""


def chosen_of(announcement: Announcement) -> Chosen:
    """Return whom an announcement is for."""
    return Chosen(search_of(QueryDict(announcement.query)), announcement.level, announcement.lacks)


def chosen_people(author: Actor, place: Space, chosen: Chosen) -> QuerySet[Membership, UUID]:
    """Return the ids of those whom a choice reaches: members with an account who take no break, without the author.

    What someone doesn't show the author never puts them among the chosen.
    """
    root, now = place.root or place, clock.now()
    here = Q(paused_until=None) | Q(paused_until__lte=now)
    rows = Membership.objects.filter(
        here, space=place, actor__kind=Kind.PERSON, actor__erased=None, actor__account__is_active=True
    ).exclude(actor=author)
    if not chosen.search.is_empty:
        rows = rows.filter(actor__in=found(author, weighed(root, chosen.search)).order_by().values("actor"))
    if chosen.level:
        rows = rows.filter(_of(Standing, space=root, level__gte=chosen.level))
    if chosen.lacks == Lack.PROFILE:
        rows = rows.filter(~_of(Detail), actor__about="")
    if chosen.lacks == Lack.TEAM:
        rows = rows.filter(~_of(Membership, space__root=root))
    if chosen.lacks == Lack.QUIET:
        rows = rows.filter(~_of(Entry, whose="actor", id__gte=clock.sort_key(now - QUIET)))
    return rows.order_by("id").values_list("actor_id", flat=True)


def _of(model: Any, whose: str = "actor_id", **given: Any) -> Exists:
    return Exists(model.objects.filter(**{whose: OuterRef("actor_id")}, **given))


def words_of(chosen: Chosen, place: Space, hubs: dict[str, str]) -> list[str]:
    """Return in words whom a choice is for; nothing where it is for everyone."""
    search = chosen.search
    named = [
        (_("words: %s"), search.text), (_("skill: %s"), search.skill), (_("language: %s"), search.language and language_name(search.language)),
        (_("hub: %s"), hubs.get(search.hub, search.hub)), (_("%s hours a week and more"), search.hours),
        (_("offers: %s"), search.offer), (_("seeks: %s"), search.seek),
        (_("level: %s and above"), Level(chosen.level).label if chosen.level else ""),
    ]  # fmt: skip
    lacks = [str(Lack(chosen.lacks).label)] if chosen.lacks else []
    return [words % value for words, value in named if value] + lacks
