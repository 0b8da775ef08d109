"""What goes out of a thing: its words as words, cut to what a network takes, and where it stands. No name of a person."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID

from allmende.commons.audiences.models import PUBLIC, Kind
from allmende.commons.files.models import File
from allmende.commons.spaces.closed import in_unopened
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.mail.inbound.hypertext import words_of
from allmende.foundation.text.excerpts import shorten
from allmende.foundation.text.mentions import HANDLE
from allmende.observers.channels.networks import Shape

MOST_TARGETS = 20
"""Pages that one thing tells of it."""
LINK = re.compile(r'<a\b[^<>]*?\shref="(https?://[^"<>\s]{4,490})"')
"""A link to elsewhere in HTML that was sanitised."""


@dataclass(frozen=True)
class Copy:
    """A public thing as it leaves the house."""

    thing: UUID
    title: str
    words: str
    url: str
    path: str
    language: str
    pictures: tuple[File, ...]
    targets: tuple[str, ...]

    def text(self, shape: Shape) -> str:
        """Its words within a network's length, the address at the end; people of ours are named without the sign that calls others there."""
        room = shape.letters - (shape.link or len(self.url)) - 2
        words = self.words if self.words.startswith(self.title.rstrip("…")) else f"{self.title}\n\n{self.words}"
        return f"{shorten(HANDLE.sub(r'\1', words).strip(), room)}\n\n{self.url}"

    def digest(self, shape: Shape | None) -> str:
        """Of all that a copy says there: another one is another copy."""
        said = [self.text(shape), *(f"{file.id} {file.alt}" for file in self.pictures[:4])] if shape else [self.words]
        return hashlib.sha256("\0".join([self.url, *said]).encode()).hexdigest()


def public_things(things: set[UUID]) -> dict[UUID, Thing]:
    """Return those of the things that everyone may read now, of kinds that feeds tell; one statement."""
    told = [key for key, kind in kinds().items() if kind.html]
    rows = Thing.objects.filter(id__in=things, audience=PUBLIC, audience__kind=Kind.LADDER, kind__in=told)
    rows = rows.exclude(published=None).exclude(in_unopened("space__as_space__"))
    return {thing.id: thing for thing in rows.select_related("audience")}


def copy_of(thing: Thing) -> Copy | None:
    """Return what leaves the house of a public thing; None where its kind says nothing of it."""
    texts = kinds()[thing.kind].html
    html = texts([thing.id]).get(thing.id) if texts else None
    path = urls_of([(thing.id, thing.kind)]).get(thing.id)
    if html is None or path is None or thing.space_id is None:
        return None
    origin = origin_of(Space.objects.select_related("root").get(pk=thing.space_id))
    pictures = tuple(File.objects.filter(thing=thing.id).pictures()[:4])
    return Copy(
        thing.id, thing.title, words_of(html), origin + path, path, thing.language, pictures, targets_in(html, origin)
    )


def targets_in(html: str, origin: str) -> tuple[str, ...]:
    """Return the pages elsewhere to which a text links, each once, in their order."""
    found = (unescape(match[1]) for match in LINK.finditer(html))
    own = urlsplit(origin).netloc
    return tuple(dict.fromkeys(url for url in found if _host(url) not in {"", own}))[:MOST_TARGETS]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
