"""The people of a call, as its pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Part, PartKind

MOST_BODIES = 200
FIELDS = ("actor_id", "actor__name", "actor__handle", "actor__portrait", "part", "does", "body__title")


@dataclass(frozen=True)
class PersonOfCall:
    """Somebody of a call with all that they are in it."""

    id: UUID
    name: str
    handle: str
    url: str
    portrait: str
    parts: tuple[tuple[str, str], ...]
    """Each part as its key and in words."""
    named: tuple[tuple[str, str], ...]
    """Those of them that somebody gave, and that can end."""
    does: tuple[str, ...]
    body: str
    """For whom a client acts."""

    @property
    def what(self) -> str:
        """Their parts in a line, with whom they act for."""
        words = ", ".join(label for _key, label in self.parts)
        return f"{words} · {self.body}" if self.body else words


def people_rows(call: UUID) -> QuerySet[Part, Any]:
    """Who has which part in a call, as values: to be asked together with others."""
    return Part.objects.filter(call=call, actor__erased=None).order_by("at", "id").values_list(*FIELDS)


def people_in(call: Call, rows: Sequence[Sequence[Any]]) -> list[PersonOfCall]:
    """Return the people of a call, those responsible first; its author is one of them without being named."""
    author = call.author
    unnamed = author.erased is None and not any(row[0] == author.id and row[4] == PartKind.OWNER for row in rows)
    own = (author.id, author.name, author.handle, author.portrait, PartKind.OWNER.value, "", "")
    order = list(PartKind.values)
    by_person: dict[UUID, list[Sequence[Any]]] = {}
    for row in sorted([*([own] if unnamed else []), *rows], key=lambda row: order.index(row[4])):
        by_person.setdefault(row[0], []).append(row)
    return [_person(theirs, own if unnamed else None) for theirs in by_person.values()]


def _person(theirs: list[Sequence[Any]], own: Sequence[Any] | None) -> PersonOfCall:
    actor, name, handle, portrait = theirs[0][:4]
    parts = [(row[4], str(PartKind(row[4]).label)) for row in theirs]
    return PersonOfCall(
        actor, name, handle, reverse("person", args=[handle]), portrait_url(portrait), tuple(parts),
        tuple(part for part, row in zip(parts, theirs, strict=True) if row is not own),
        tuple(row[5] for row in theirs if row[5]), next((row[6] for row in theirs if row[6]), ""),
    )  # fmt: skip


def people_of(call: Call) -> list[PersonOfCall]:
    """Return the people of a call that the reader sees."""
    return people_in(call, kept(("people", call.id), lambda: list(people_rows(call.id))))


def part_of(call: Call, handle: str, part: str) -> Part | None:
    """Return somebody's part in a call."""
    return call.parts.select_related("actor").filter(actor__handle=handle, part=part).first()


def bodies_for(reader: Reader, root: Space) -> list[tuple[str, str]]:
    """Organisations and networks that somebody may act for in a call, as a form offers them: slug and name."""
    seen = Space.objects.visible_to(reader).filter(root=root.id, archived=None)
    bodies = seen.filter(purpose__in=(SpaceKind.ORGANISATION, SpaceKind.NETWORK)).order_by("title")
    return list(bodies.values_list("slug", "title")[:MOST_BODIES])
