"""People as the directory shows them: what the reader may see of each, in a handful of statements for a whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Role, Space
from allmende.foundation.composed import Composed
from allmende.identity.actors.models import Kind, Reader
from allmende.people.directory.queries.facets import hub_names
from allmende.people.directory.queries.search import Search
from allmende.people.directory.queries.searching import how_many, page_behind, weighed
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries import picture_url, reach_in_profiles

PAGE = 24
MOST_COUNTED = 500
SKILLS = 5
ON_CARDS = (Key.SHORT, Key.PICTURE, Key.SKILL, Key.AVAILABILITY, Key.HUB)


class Told(NamedTuple):
    """One thing that someone says of themselves and the reader may see; what its parts mean stands at `Detail`."""

    key: str
    layer: int
    word: str
    text: str
    amount: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Someone in a list, with what the reader may see of them, and nothing else."""

    id: UUID
    handle: str
    name: str
    kind: str
    role: str
    joined: datetime | None
    language: str
    portrait: UUID | None
    url: str
    told: dict[str, list[Told]]
    summary: str = ""

    def all(self, key: str) -> list[Told]:
        """Return what they say under a key, in their order."""
        return self.told.get(key, [])

    def one(self, key: str) -> Told | None:
        """Return what is said once, or None when it isn't said, or not to this reader."""
        said = self.told.get(key)
        return said[0] if said else None

    @property
    def short(self) -> str:
        """What they say of themselves in a sentence."""
        told = self.one(Key.SHORT)
        return told.text if told else self.summary

    @property
    def hub(self) -> str:
        """The hub they belong to."""
        told = self.one(Key.HUB)
        return told.text if told else ""

    @property
    def picture(self) -> str:
        """Where their picture is; empty for none."""
        told = self.one(Key.PICTURE)
        return picture_url(told.word, told.layer) if told else portrait_url(self.portrait)


@dataclass(frozen=True, slots=True)
class Face:
    """What a line or a card of the list is drawn from: plain values, so that it is drawn once for all who see the same."""

    name: str
    handle: str
    url: str
    picture: str
    role: str
    short: str
    language: str
    skills: tuple[str, ...]
    more_skills: int
    hours: int | None
    hub: str
    is_new: bool


def face_of(card: PersonCard, *, is_new: bool = False) -> Face:
    """Return what a list shows of someone."""
    skills, time = card.all(Key.SKILL), card.one(Key.AVAILABILITY)
    return Face(
        card.name, card.handle, card.url, card.picture, card.role, card.short, card.language,
        tuple(told.text for told in skills[:SKILLS]), max(0, len(skills) - SKILLS), time.amount if time else None, card.hub, is_new,
    )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One page of who was found."""

    cards: list[PersonCard] = field(default_factory=list)
    next: str = ""
    count: int = 0
    is_counted: bool = True


class Listed(NamedTuple):
    """Someone in the order of the alphabet, and what they are in the community since when."""

    id: UUID
    kind: str
    handle: str
    name: str
    language: str
    portrait: UUID | None
    role: str | None
    joined: datetime | None


def page_of(reader: Reader, root: Space, search: Search, key: str = "", *, counts: bool = True) -> Found:
    """Return one page of who is found, from a person on, and how many there are: counted no further than 500, and while
    someone types no further than the page."""
    asked = weighed(root, search)
    people = [Listed(*values) for values in page_behind(reader, asked, key, PAGE + 1)]
    cards = cards_of(reader, root, people[:PAGE], ON_CARDS)
    if len(people) <= PAGE:
        return Found(cards, "", len(people))
    count = how_many(reader, asked, MOST_COUNTED + 1) if counts else PAGE
    return Found(cards, str(people[PAGE - 1].id), min(count, MOST_COUNTED), counts and count <= MOST_COUNTED)


def cards_of(
    reader: Reader, root: Space, people: Sequence[Listed], keys: tuple[str, ...] = tuple(Key)
) -> list[PersonCard]:
    """Return cards of at most a page of people, with what the reader may see of each under these keys; one statement more
    where organisations are among them."""
    told, bodies = _told(reader, root, people, keys), [each.id for each in people if each.kind == Kind.ORGANISATION]
    spaces = _spoken_for(root, bodies) if bodies else {}
    at = reverse("person", args=["-"]).removesuffix("-/")  # once: it takes longer than all the rest of a card
    cards = []
    for each in people:
        slug, summary = spaces.get(each.id, ("", ""))
        url = reverse("space", args=[slug]) if slug else f"{at}{each.handle}/"
        about = (
            each.id,
            each.handle,
            each.name,
            each.kind,
            _role(each.role),
            each.joined,
            each.language,
            each.portrait,
        )
        cards.append(PersonCard(*about, url, told[each.id], summary))
    return cards


def _spoken_for(root: Space, bodies: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Address and summary of organisations' spaces."""
    spoken = Space.objects.filter(root=root, voice__in=bodies)  # house: whose spaces are seen was asked before
    return {voice: (slug, summary) for voice, slug, summary in spoken.values_list("voice", "slug", "summary")}


def _told(
    reader: Reader, root: Space, people: Sequence[Listed], keys: tuple[str, ...]
) -> dict[UUID, dict[str, list[Told]]]:
    """What each says under these keys and the reader may see; the names of hubs are kept."""
    found: dict[UUID, dict[str, list[Told]]] = {person.id: {} for person in people}
    if not found:
        return found
    hubs, asked = hub_names(reader, root), list(found)
    filled = asked + asked[:1] * (PAGE - len(asked))  # one statement for a page, however full
    for actor, key, layer, word, text, amount, since in _said(keys, PAGE)(reach_in_profiles(reader), *filled):
        if key == Key.HUB and word not in hubs:
            continue
        reads = hubs[word].name if key == Key.HUB else text
        found[actor].setdefault(key, []).append(Told(key, layer, word, reads, amount, since))
    return found


@cache
def _said(keys: tuple[str, ...], people: int) -> Composed:
    def build(reach: list[int], *actors: UUID) -> QuerySet[Detail, Any]:
        rows = Detail.objects.within(reach).filter(actor__in=actors, key__in=keys)
        fields = ("actor_id", "key", "audience__layer", "word", "text", "amount", "since")
        return rows.order_by("position", "id").values_list(*fields)

    return Composed(build, list, *[UUID] * people)


def _role(role: str | None) -> str:
    return str(Role(role).label) if role in {Role.HOST, Role.CURATOR, Role.NEWCOMER} else ""
