"""What a feed is of, and its entries as a reader sees them at this moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from allmende.commons.follows.models import Follow
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import my_spaces, origin_of
from allmende.commons.things.models import Thing
from allmende.foundation.clock import instant_of
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.text.sanitising import sanitise
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.syndication.commands import digest_of
from allmende.observers.syndication.models import SecretAddress
from allmende.people.profiles.queries import person_here

PAGE = 20
WITHIN = re.compile(r'(\s(?:href|src))="/(?!/)')
"""A link within the house, in HTML that was sanitised."""


@dataclass(frozen=True)
class Subject:
    """What a feed is of: its lasting id, title, page and language, and the things in it, whoever may see them."""

    id: UUID
    title: str
    page: str
    language: str
    changed: datetime
    root: Space
    things: Q


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. Its id and link last; `updated` moves when it was really changed."""

    id: UUID
    title: str
    url: str
    html: str
    language: str
    published: datetime
    updated: datetime
    author: ActorCard | None
    kind: str


@dataclass(frozen=True)
class Page:
    """Entries, the latest first; `next` is the key of the following page."""

    entries: list[Entry]
    next: UUID | None


def of_community(root: Space) -> Subject:
    """Return the feed of all that is shared in a community."""
    return Subject(root.id, root.title, "/", root.language, root.changed, root, _within(root))


def of_thing(reader: Reader, root: Space, key: UUID) -> Subject | None:
    """Return the feed of a space, or of a thing that has parts (a call with what is handed in); None for what isn't seen."""
    thing = Thing.objects.visible_to(reader).shared().filter(_within(root) | Q(id=root.id), id=key).first()
    kind = kinds().get(thing.kind) if thing else None
    if thing is None or kind is None or not (thing.kind == "space" or kind.parts):
        return None
    things = Q(space=key) if thing.kind == "space" else Q(id__in=kind.parts(key)) | Q(id=key)  # type: ignore[misc]
    page = urls_of([(thing.id, thing.kind)]).get(thing.id, "/")
    return Subject(thing.id, thing.title, page, thing.language, thing.changed, root, things)


def of_person(reader: Reader, root: Space, handle: str) -> Subject | None:
    """Return the feed of what someone made in a community; None where the reader sees nobody of that handle."""
    person = person_here(reader, root, handle)
    if person is None:
        return None
    page = reverse("person", args=[handle])
    return Subject(person.id, person.name, page, root.language, root.changed, root, _within(root) & Q(author=person.id))


def _within(root: Space) -> Q:
    return Q(space=root.id) | Q(space__as_space__root=root.id)


def page_of(reader: Reader, subject: Subject, after: UUID | None = None, limit: int = PAGE) -> Page:
    """Return a page of a feed: only what the reader sees now, of kinds that say what they hold.

    Three statements besides the reach, and two for each kind.
    """
    told = [key for key, kind in kinds().items() if kind.html]
    rows: QuerySet[Thing] = Thing.objects.visible_to(reader).shared().filter(subject.things, kind__in=told)
    fields = ("id", "kind", "title", "language", "published", "changed", "author_id")
    found = list(rows.published_before(after).values(*fields)[: limit + 1])
    shown = found[:limit]
    return Page(_entries(shown, origin_of(subject.root)), shown[-1]["published"] if len(found) > limit else None)


def _entries(rows: list[dict[str, Any]], origin: str) -> list[Entry]:
    pairs = [(row["id"], row["kind"]) for row in rows]
    urls, texts, people = urls_of(pairs), _texts(pairs), actor_cards(row["author_id"] for row in rows)
    return [
        Entry(
            id=row["id"], title=row["title"], url=origin + urls[row["id"]], html=_absolute(texts[row["id"]], origin),
            language=row["language"], published=instant_of(row["published"]),
            updated=max(row["changed"], instant_of(row["published"])), author=people.get(row["author_id"]), kind=row["kind"],
        )
        for row in rows
        if row["id"] in urls and row["id"] in texts
    ]  # fmt: skip


def _texts(pairs: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    by_kind: dict[str, list[UUID]] = {}
    for thing, kind in pairs:
        by_kind.setdefault(kind, []).append(thing)
    known = kinds()
    return {thing: html for kind, ids in by_kind.items() for thing, html in known[kind].html(ids).items()}  # type: ignore[misc]


def _absolute(html: str, origin: str) -> str:
    return WITHIN.sub(rf'\1="{origin}/', sanitise(html))


def find_address(token: str) -> SecretAddress | None:
    """Return the address of that secret, with its owner."""
    return SecretAddress.objects.select_related("owner__account").filter(digest=digest_of(token)).first()


def addresses_of(reader: Reader) -> list[SecretAddress]:
    """Return someone's own addresses, the newest first."""
    return list(SecretAddress.objects.filter(owner=reader).order_by("-id")) if isinstance(reader, Actor) else []


def own_address(reader: Reader, key: UUID) -> SecretAddress | None:
    """Return one of someone's own addresses."""
    return SecretAddress.objects.filter(owner=reader, id=key).first() if isinstance(reader, Actor) else None


def feeds_for(reader: Actor, root: Space) -> list[tuple[str, str]]:
    """Return title and end of the address of the feeds that someone may want: the community, their spaces, what they follow."""
    followed = Follow.objects.filter(actor=reader).values("thing")
    parts = [key for key, kind in kinds().items() if kind.parts or key == "space"]
    things = (
        Thing.objects.visible_to(reader)
        .shared()
        .filter(_within(root), id__in=followed, kind__in=parts)
        .order_by("title")
    )
    rows = [*my_spaces(reader, root).values_list("id", "title"), *things.values_list("id", "title")[:50]]
    return [(root.title, ""), *((title, f"id/{key}/") for key, title in dict(rows).items())]
