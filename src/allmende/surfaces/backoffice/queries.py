"""Members, spaces and storage as the office lists them: a fixed number of statements, whatever there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from allmende.commons.audiences.models import Kind as AudienceKind
from allmende.commons.audiences.models import Layer
from allmende.commons.bulk.deeds import Given
from allmende.commons.files.models import File
from allmende.commons.spaces.models import Gate, Membership, Mode, Role, Space, SpaceKind
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import kinds
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor, Reader
from allmende.surfaces.backoffice.rules import scope_of

PAGE = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the community in the list."""

    key: UUID
    id: UUID
    name: str
    handle: str
    role: str
    joined: datetime
    is_paused: bool


def members(root: Space, given: Given, after: UUID | None) -> tuple[list[Member], UUID | None, int]:
    """Return a page of members, the last to join first, the next page's key, and how many there are; two statements."""
    rows = _members(root, given)
    page = list(rows.filter(id__lt=after or MAX_ID).select_related("actor").order_by("-id")[: PAGE + 1])
    now = clock.now()
    shown = [
        Member(
            row.id, row.actor_id, row.actor.name, row.actor.handle, row.get_role_display(), row.joined,
            bool(row.paused_until and row.paused_until > now),
        )
        for row in page[:PAGE]
    ]  # fmt: skip
    return shown, page[PAGE - 1].id if len(page) > PAGE else None, rows.count()


def keys_of_members(_actor: Actor, root: Space | None, given: Given) -> Iterable[str]:
    """The people among a community's members that fit a filter."""
    if root is None:
        return ()
    return (str(key) for key in _members(root, given).order_by("id").values_list("actor_id", flat=True).iterator())


def _members(root: Space, given: Given) -> QuerySet[Membership]:
    rows = Membership.objects.filter(space=root)
    if text := given.get("q", "").strip().removeprefix("@"):
        rows = rows.filter(Q(actor__name__icontains=text) | Q(actor__handle__startswith=text.lower()))
    return rows.filter(role=given["state"]) if given.get("state") in Role.values else rows


@dataclass(frozen=True, slots=True)
class Place:
    """A space in the list: `gates` are the layers with how they are kept, where that was set; `bytes` what its files take."""

    id: UUID
    slug: str
    title: str
    kind: str
    members: int
    host: str
    bytes: int
    gates: tuple[tuple[str, str], ...]
    is_archived: bool


def places_in(reader: Reader, root: Space | None, kind: str) -> QuerySet[Space]:
    """The spaces in the office of a reader: of a kind, the archived ones, or all."""
    scope = scope_of(reader, root)
    rows: QuerySet[Space] = (
        Space.objects.all()
        if scope is None
        else Space.objects.visible_to(reader).filter(Q(root=scope) | Q(id=scope.id))
    )
    if kind == "archived":
        return rows.filter(archived__isnull=False)
    return rows.filter(purpose=kind) if kind in SpaceKind.values else rows


def keys_of_places(reader: Reader, root: Space | None, given: Given) -> Iterable[str]:
    """The spaces in the office of a reader that fit a filter."""
    return map(str, places_in(reader, root, given.get("kind", "")).order_by("id").values_list("id", flat=True))


def places(reader: Reader, root: Space | None, kind: str, after: str) -> tuple[list[Place], str]:
    """Return a page of spaces by title and the next page's key; three statements besides the rule's."""
    rows = places_in(reader, root, kind)
    title, _bar, slug = after.rpartition("|")
    if slug:
        rows = rows.filter(Q(title__gt=title) | Q(title=title, slug__gt=slug))
    page = list(rows.order_by("title", "slug")[: PAGE + 1])
    shown = page[:PAGE]
    ids = [space.id for space in shown]
    taken = dict(File.objects.filter(thing__space_id__in=ids).values_list("thing__space_id").annotate(n=Sum("size")))
    gates: dict[UUID, list[tuple[str, str]]] = {}
    for space, layer, mode in (
        Gate.objects.filter(space_id__in=ids).order_by("layer").values_list("space_id", "layer", "mode")
    ):
        gates.setdefault(space, []).append((str(Layer(layer).label), str(Mode(mode).label)))
    found = [
        Place(
            space.id, space.slug, space.title, space.get_purpose_display(), space.member_count, space.host or "",
            taken.get(space.id) or 0, tuple(gates.get(space.id, ())), space.archived is not None,
        )
        for space in shown
    ]  # fmt: skip
    return found, f"{shown[-1].title}|{shown[-1].slug}" if len(page) > PAGE else ""


@dataclass(frozen=True)
class Taken:
    """Room that is taken: by what, how many files, how many bytes."""

    name: str
    files: int
    bytes: int
    url: str = ""


@dataclass(frozen=True)
class Storage:
    """How much room files take, in all and in parts, the largest first."""

    files: int
    bytes: int
    in_bin: int
    loose: int
    spaces: list[Taken]
    kinds: list[Taken]
    types: list[Taken]
    largest: list[Taken]


def storage(reader: Reader) -> Storage:
    """Return how much room files take; six statements and the reach. A file's name shows only to whoever sees what it stands in."""
    total = File.objects.aggregate(
        n=Count("id"), b=Sum("size"), loose=Sum("size", filter=Q(thing=None)),
        in_bin=Sum("size", filter=Q(thing__audience__kind=AudienceKind.BIN)),
    )  # fmt: skip
    by_space = _grouped("thing__space_id", 20)
    titles = {
        key: (title, slug)
        for key, title, slug in Space.objects.filter(id__in=[key for key, *_rest in by_space if key]).values_list(
            "id", "title", "slug"
        )
    }
    named = kinds()
    largest = list(File.objects.order_by("-size", "id").select_related("thing")[:15])
    seen = set(
        Thing.objects.visible_to(reader)
        .filter(id__in=[file.thing_id for file in largest if file.thing_id])
        .values_list("id", flat=True)
    )
    return Storage(
        files=total["n"], bytes=total["b"] or 0, in_bin=total["in_bin"] or 0, loose=total["loose"] or 0,
        spaces=[Taken(*titles[key][:1], n, b, titles[key][1]) for key, n, b in by_space if key in titles],
        kinds=[Taken(str(named[key].plural) if key in named else key, n, b) for key, n, b in _grouped("thing__kind", 20) if key],
        types=[Taken(key, n, b) for key, n, b in _grouped("media_type", 20)],
        largest=[Taken(file.name if file.thing_id in seen else "", 1, file.size) for file in largest],
    )  # fmt: skip


def _grouped(field: str, most: int) -> list[tuple[object, int, int]]:
    rows = File.objects.order_by().values_list(field).annotate(n=Count("id"), b=Sum("size")).order_by("-b")
    return list(rows[:most])
