"""A profile as one reader sees it: one statement for any number of people, filtered by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries.reach import reach_in_profiles


@dataclass(frozen=True, slots=True)
class Shown:
    """One detail that the reader may see; what its parts mean stands at `models.Detail`."""

    id: UUID
    key: str
    layer: int
    word: str
    text: str
    amount: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What a reader may see of someone, and nothing else: pages, the API and the vCard are all made of it."""

    id: UUID
    handle: str
    name: str
    kind: str
    details: tuple[Shown, ...] = ()

    def one(self, key: str) -> Shown | None:
        """Return what is said once, or None when it isn't said, or not to this reader."""
        return next((detail for detail in self.details if detail.key == key), None)

    def all(self, key: str) -> list[Shown]:
        """Return what may be said several times, in the person's order."""
        return [detail for detail in self.details if detail.key == key]


def profile_for(reader: Reader, actor: Actor, root: Space) -> ProfileView:
    """Return what a reader may see of someone in a community."""
    return profiles_for(reader, [actor], root)[actor.id]


def profiles_for(reader: Reader, actors: Iterable[Actor], root: Space) -> dict[UUID, ProfileView]:
    """Return what a reader may see of each, in one statement (and the reader's reach)."""
    people = {actor.id: actor for actor in actors}
    found: dict[UUID, list[Shown]] = {}
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(actor__in=people).order_by("key", "position", "id")
    fields = ("actor_id", "id", "key", "audience__layer", "word", "text", "amount", "since")
    for actor_id, *values in rows.values_list(*fields):
        found.setdefault(actor_id, []).append(Shown(*values))
    return {
        id_: ProfileView(id_, actor.handle, actor.name, actor.kind, tuple(found.get(id_, ())))
        for id_, actor in people.items()
    }


def skills_of(reader: Reader, actors: Iterable[UUID]) -> dict[UUID, list[Shown]]:
    """Return the skills of each that a reader may see, in one statement; who shows none is left out."""
    found: dict[UUID, list[Shown]] = {}
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(actor__in=list(actors), key=Key.SKILL)
    fields = ("actor_id", "id", "key", "audience__layer", "word", "text", "amount", "since")
    for actor_id, *values in rows.order_by("position", "id").values_list(*fields):
        found.setdefault(actor_id, []).append(Shown(*values))
    return found
