"""A profile as one reader sees it: one statement for any number of people, filtered by the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.audiences.models import Layer
from allmende.commons.files.links import address
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.queries import named
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.models import sees
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.models import SINGLE, Detail, Key
from allmende.people.profiles.queries.reach import reach_in_profiles

_FIELDS = ("id", "key", "audience__layer", "word", "text", "amount", "since")
MOST_SPACES = 20


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

    @property
    def shown_address(self) -> str:
        """A link as it reads: without what every address begins with."""
        return self.word.removeprefix("https://").removeprefix("mailto:").removeprefix("tel:").rstrip("/")


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What a reader may see of someone, and nothing else: pages, the API and the vCard are all made of it."""

    id: UUID
    handle: str
    name: str
    kind: str
    language: str
    portrait: UUID | None
    details: tuple[Shown, ...] = ()

    def __getitem__(self, key: str) -> Shown | list[Shown] | None:
        """Return what stands under a key, for templates (`view.short`, `view.skill`); KeyError for what is no key."""
        if key not in Key.values or key == Key.PICTURE:
            raise KeyError(key)
        return self.one(key) if key in SINGLE else self.all(key)

    @property
    def picture(self) -> str:
        """The address of the picture: signed for this reader where it is not public; empty for none."""
        shown = self.one(Key.PICTURE)
        return picture_url(shown.word, shown.layer) if shown else portrait_url(self.portrait)

    def one(self, key: str) -> Shown | None:
        """Return what is said once, or None when it isn't said, or not to this reader."""
        return next((detail for detail in self.details if detail.key == key), None)

    def all(self, key: str) -> list[Shown]:
        """Return what may be said several times, in the person's order."""
        return [detail for detail in self.details if detail.key == key]


def picture_url(file: str, layer: int) -> str:
    """Return the address of a picture that someone shows on a layer: signed where it is not public."""
    return portrait_url(UUID(file)) if layer == Layer.PUBLIC else address(UUID(file), "320.webp", signed=True)


def profile_for(reader: Reader, actor: Actor, root: Space) -> ProfileView:
    """Return what a reader may see of someone in a community."""
    return profiles_for(reader, [actor], root)[actor.id]


def profiles_for(reader: Reader, actors: Iterable[Actor], root: Space) -> dict[UUID, ProfileView]:
    """Return what a reader may see of each, in one statement (and the reader's reach; one more where hubs are named, kept until something happens)."""
    people = {actor.id: actor for actor in actors}
    return views_of(reader, people, said_by(reader, people), root)


def views_of(
    reader: Reader, people: dict[UUID, Actor], said: Iterable[Sequence[Any]], root: Space
) -> dict[UUID, ProfileView]:
    """Return the views of people of whom this was read (`said_by`)."""
    found = _by_actor(said)
    hubs = frozenset(word for details in found.values() for word in _hubs(details))
    rows = Space.objects.filter(id__in=hubs, root=root).values_list("id", "title", "archived", "audience_id")
    names = {
        str(id_): named(title, archived)
        for id_, title, archived, audience in (kept(("hubs named", hubs), lambda: list(rows)) if hubs else ())
        if sees(reader, audience, id_)
    }
    return {id_: _view(actor, found.get(id_, ()), names) for id_, actor in people.items()}


def profile_with_spaces(reader: Reader, actor: Actor, root: Space) -> tuple[ProfileView, list[tuple[str, str]]]:
    """Return what a reader may see of someone, and name and slug of the person's spaces that they see; two statements.

    In which spaces someone is concerns members alone. Their hub is asked for along with them.
    """
    details = _said_by(reader, [actor.id]).get(actor.id, [])
    belongs = Membership.objects.filter(actor=actor).values("space") if is_member(reader, root) else ()
    rows = Space.objects.visible_to(reader).filter(root=root).annotate(is_theirs=Q(id__in=belongs))
    spaces = list(
        rows.filter(Q(is_theirs=True) | Q(id__in=_hubs(details)))
        .order_by("title")
        .values_list("id", "title", "archived", "slug", "is_theirs")
    )
    view = _view(actor, details, {str(id_): named(title, archived) for id_, title, archived, *_rest in spaces})
    theirs = [(named(title, archived), slug) for _id, title, archived, slug, is_theirs in spaces if is_theirs]
    return view, theirs[:MOST_SPACES]


def _said_by(reader: Reader, actors: Iterable[UUID]) -> dict[UUID, list[Shown]]:
    return _by_actor(said_by(reader, actors))


def said_by(reader: Reader, actors: Iterable[UUID]) -> QuerySet[Detail, Any]:
    """What profiles are made of, as far as a reader may see it, to be asked together with others."""
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(actor__in=list(actors))
    return rows.order_by("key", "position", "id").values_list("actor_id", *_FIELDS)


def _by_actor(rows: Iterable[Sequence[Any]]) -> dict[UUID, list[Shown]]:
    found: dict[UUID, list[Shown]] = {}
    for actor_id, *values in rows:
        found.setdefault(actor_id, []).append(Shown(*values))
    return found


def _hubs(details: Iterable[Shown]) -> list[str]:
    return [each.word for each in details if each.key == Key.HUB]


def _view(actor: Actor, details: Iterable[Shown], hubs: dict[str, str]) -> ProfileView:
    """A hub that the reader doesn't see is not named by others either."""
    named = tuple(_named(details, hubs))
    return ProfileView(actor.id, actor.handle, actor.name, actor.kind, actor.language, actor.portrait, named)


def _named(details: Iterable[Shown], hubs: dict[str, str]) -> Iterator[Shown]:
    for each in details:
        if each.key != Key.HUB:
            yield each
        elif each.word in hubs:
            yield replace(each, text=hubs[each.word])


def skills_of(reader: Reader, actors: Iterable[UUID]) -> dict[UUID, list[Shown]]:
    """Return the skills of each that a reader may see, in one statement; who shows none is left out."""
    found: dict[UUID, list[Shown]] = {}
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(actor__in=list(actors), key=Key.SKILL)
    for actor_id, *values in rows.order_by("position", "id").values_list("actor_id", *_FIELDS):
        found.setdefault(actor_id, []).append(Shown(*values))
    return found
