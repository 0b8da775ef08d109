"""People as the directory shows them: what the reader may see of each, in two statements for a whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from allmende.commons.spaces.models import Membership, Role, Space
from allmende.identity.actors.models import Actor, Reader
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
    joined: object
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


@dataclass(frozen=True)
class Found:
    """One page of who was found."""

    cards: list[PersonCard] = field(default_factory=list)
    next: str = ""
    count: int = 0
    is_counted: bool = True


def page_of(reader: Reader, root: Space, search: Search, key: str = "", *, counts: bool = True) -> Found:
    """Return one page of who is found, from a person on, and how many there are: counted no further than 500, and while
    someone types no further than the page."""
    rows = found(reader, root, search)
    people = list(with_people(after(rows, root, key), root)[: PAGE + 1])
    cards = cards_of(reader, root, people[:PAGE])
    if len(people) <= PAGE:
        return Found(cards, "", len(people))
    count = rows.order_by()[: MOST_COUNTED + 1].count() if counts else PAGE
    return Found(cards, str(people[PAGE - 1].actor_id), min(count, MOST_COUNTED), counts and count <= MOST_COUNTED)


def with_people(rows: QuerySet[Listing], root: Space) -> QuerySet[Listing]:
    """Let rows come with their actors, and what each is in the community since when."""
    belongs = Membership.objects.filter(space=root, actor=OuterRef("actor"))
    space = Space.objects.filter(root=root, voice=OuterRef("actor"))  # house: whose spaces are seen was asked before
    return rows.select_related("actor").annotate(
        role=Subquery(belongs.values("role")[:1]), joined=Subquery(belongs.values("joined")[:1]),
        slug=Subquery(space.values("slug")[:1]), summary=Subquery(space.values("summary")[:1]),
    )  # fmt: skip


def cards_of(reader: Reader, root: Space, rows: Sequence[Listing]) -> list[PersonCard]:
    """Return the cards of rows, with what the reader may see of each."""
    views = _views(reader, root, [row.actor for row in rows])
    return [
        PersonCard(
            row.actor_id, row.actor.handle, row.actor.name, row.kind, _role(row), row.joined, row.actor.language,  # type: ignore[attr-defined]
            views[row.actor_id], _url(row), row.summary or "",  # type: ignore[attr-defined]
        )
        for row in rows
    ]  # fmt: skip


def _views(reader: Reader, root: Space, actors: Sequence[Actor]) -> dict[UUID, ProfileView]:
    """What the reader may see of each, as `profiles_for` returns it; the names of hubs are kept."""
    hubs = hub_names(reader, root)
    told: dict[UUID, list[Shown]] = {actor.id: [] for actor in actors}
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
        for each in actors
    }


def _url(row: Listing) -> str:
    """Where a person's page is, or that of the space that an organisation speaks for."""
    slug = row.slug  # type: ignore[attr-defined]
    return reverse("space", args=[slug]) if slug else reverse("person", args=[row.actor.handle])


def _role(row: Listing) -> str:
    role = row.role  # type: ignore[attr-defined]
    return str(Role(role).label) if role in {Role.HOST, Role.CURATOR, Role.NEWCOMER} else ""
