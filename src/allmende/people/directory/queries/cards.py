"""People as the directory shows them: what the reader may see of each, in a handful of statements for a whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse

from allmende.commons.spaces.models import Role, Space
from allmende.identity.actors.models import Kind, Reader
from allmende.people.directory.models import Listing
from allmende.people.directory.queries.facets import hub_names
from allmende.people.directory.queries.searching import Search, after, found
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries import ProfileView, Shown, reach_in_profiles

PAGE = 24
MOST_COUNTED = 500
SKILLS = 5


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Someone in a list."""

    id: UUID
    handle: str
    name: str
    kind: str
    role: str
    joined: datetime | None
    language: str
    view: ProfileView
    url: str
    summary: str = ""

    @property
    def skills(self) -> list[str]:
        """The first skills that the reader may see."""
        return [shown.text for shown in self.view.all("skill")[:SKILLS]]

    @property
    def more_skills(self) -> int:
        """How many more there are."""
        return max(0, len(self.view.all("skill")) - SKILLS)

    @property
    def short(self) -> str:
        """What they say of themselves in a sentence."""
        shown = self.view.one("short")
        return shown.text if shown else self.summary

    @property
    def hub(self) -> str:
        """The hub they belong to."""
        shown = self.view.one("hub")
        return shown.text if shown else ""

    @property
    def hours(self) -> int | None:
        """The hours a week they have."""
        shown = self.view.one("availability")
        return shown.amount if shown else None

    @property
    def since(self) -> date | None:
        """From when on."""
        shown = self.view.one("availability")
        return shown.since if shown else None

    @property
    def picture(self) -> str:
        """Where their picture is."""
        return self.view.picture


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
    return Face(
        card.name, card.handle, card.url, card.picture, card.role, card.short, card.language, tuple(card.skills),
        card.more_skills, card.hours, card.hub, is_new,
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
    rows = found(reader, root, search)
    people = [Listed(*values) for values in listed(after(rows, root, key), root)[: PAGE + 1]]
    cards = cards_of(reader, root, people[:PAGE])
    if len(people) <= PAGE:
        return Found(cards, "", len(people))
    count = rows.order_by()[: MOST_COUNTED + 1].count() if counts else PAGE
    return Found(cards, str(people[PAGE - 1].id), min(count, MOST_COUNTED), counts and count <= MOST_COUNTED)


def listed(rows: QuerySet[Listing], root: Space) -> QuerySet[Listing, Listed]:
    """Read who stands in rows."""
    here = FilteredRelation("actor__memberships", condition=Q(actor__memberships__space=root))
    fields = ("actor", "kind", "actor__handle", "actor__name", "actor__language", "actor__portrait")
    return rows.annotate(here=here).values_list(*fields, "here__role", "here__joined")


def cards_of(reader: Reader, root: Space, people: Sequence[Listed]) -> list[PersonCard]:
    """Return cards of people, with what the reader may see of each; one statement more where organisations are among them."""
    views, bodies = _views(reader, root, people), [each.id for each in people if each.kind == Kind.ORGANISATION]
    spoken = Space.objects.filter(root=root, voice__in=bodies)  # house: whose spaces are seen was asked before
    spaces = {voice: (slug, summary) for voice, slug, summary in spoken.values_list("voice", "slug", "summary")}
    cards = []
    for each in people:
        slug, summary = spaces.get(each.id, ("", ""))
        url = reverse("space", args=[slug]) if slug else reverse("person", args=[each.handle])
        about = (each.id, each.handle, each.name, each.kind, _role(each.role), each.joined, each.language)
        cards.append(PersonCard(*about, views[each.id], url, summary))
    return cards


def _views(reader: Reader, root: Space, people: Sequence[Listed]) -> dict[UUID, ProfileView]:
    """What the reader may see of each, as `profiles_for` returns it; the names of hubs are kept."""
    hubs = hub_names(reader, root)
    told: dict[UUID, list[Shown]] = {person.id: [] for person in people}
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(actor__in=list(told)).exclude(key=Key.TEXT)
    fields = ("actor_id", "id", "key", "audience__layer", "word", "text", "amount", "since")
    for actor, *values in rows.order_by("position", "id").values_list(*fields):
        shown = Shown(*values)
        if shown.key != Key.HUB:
            told[actor].append(shown)
        elif shown.word in hubs:
            told[actor].append(replace(shown, text=hubs[shown.word]))
    return {
        each.id: ProfileView(
            each.id, each.handle, each.name, each.kind, each.language, each.portrait, tuple(told[each.id])
        )
        for each in people
    }


def _role(role: str | None) -> str:
    return str(Role(role).label) if role in {Role.HOST, Role.CURATOR, Role.NEWCOMER} else ""
