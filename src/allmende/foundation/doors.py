"""The door of a room: one frozen value that says all that the room offers the house; surfaces iterate over doors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from allmende.foundation.gathered import Put
from allmende.foundation.goods import Goods
from allmende.foundation.kept import kept
from allmende.foundation.own_mail import OwnMail
from allmende.foundation.sheets import Sheet
from allmende.foundation.verdicts import Text, Verdict

type Words = Callable[[Sequence[UUID]], dict[UUID, str]]


@dataclass(frozen=True)
class Document:
    """What search may know of a thing."""

    thing: UUID
    title: str
    body: str
    language: str


@dataclass(frozen=True)
class Card:
    """How a thing shows in a list of mixed things: plain values, no models."""

    thing: UUID
    title: str
    url: str
    kind: Text
    icon: str
    summary: str = ""
    picture: str = ""
    at: datetime | None = None
    """When it was changed last."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing that a room brings: its name, page, cards and search documents (each for many ids at once)."""

    key: str
    name: Text
    plural: Text
    icon: str
    urls: Words
    documents: Callable[[Sequence[UUID]], list[Document]] | None = None
    news: tuple[str, Callable[..., dict[UUID, Any]]] | None = None  # on home: a template, and the `card` of each
    html: Words | None = None
    """The text of many things as HTML, for feeds of whoever sees them; a thing that is left out is in none."""
    parts: Callable[[UUID], Any] | None = None
    """The ids of what is part of a thing (a query), which may be followed with it."""
    talks: Words | None = None
    """Where many things are talked about, if not on their own pages."""
    is_discussed: bool = False  # its things have a discussion, which their pages show
    texts: Callable[[Sequence[UUID]], Iterable[tuple[UUID, str]]] | None = None
    """What people wrote there, as HTML, a thing at a time or a part of it: its links are looked up."""
    titles: Words | None = None
    """How many things are called in the language of the moment, where they have a name in each."""
    mail: Callable[[Any, UUID], OwnMail | None] | None = None
    """The mail at once by which a reader hears of a thing, where the room writes it itself."""


@dataclass(frozen=True)
class Section:
    """A part of a page that a room fills: a template, and what it needs (reader, and the page's subject if it has one)."""

    key: str
    title: Text
    template: str
    context: Callable[..., dict[str, Any]]
    aside: bool = False
    """Whether it stands beside the page's content (on home: the news), before all else there; on a person, in the head, as what one can do."""


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the reader: what to do, where, and until when, in words."""

    title: Text
    url: str
    icon: str
    note: Text = ""


@dataclass(frozen=True)
class Queue:
    """Rows of one kind that may wait for a reader: values, the first few of them, and how they are said.

    All queues of the house are asked in one statement. What many members are asked for with each look at home is composed
    once (`Wanted(…).put(…)`).
    """

    rows: Put | QuerySet[Any, Any]
    say: Callable[[list[list[Any]]], list[Waiting]]


@dataclass(frozen=True)
class Tally:
    """Rows of one kind that may wait for a reader and are told in one line, by their number."""

    rows: Put | QuerySet[Any, Any]
    say: Callable[[int], Waiting]


@dataclass(frozen=True)
class Area:
    """A part of the back office: what it is for in a sentence, the route of its page, the group it stands in, and who finds it.

    `may` answers for a reader and a community (None before the founding); without it those who run the node alone.
    """

    key: str
    title: Text
    note: Text
    icon: str
    url_name: str
    group: str = "node"
    may: Callable[[Any, Any], Verdict] | None = None


@dataclass(frozen=True)
class Option:
    """A whole number that operators set while the node runs: `effect` says in a sentence what it does, `unit` what it counts."""

    key: str
    title: Text
    effect: Text
    unit: Text
    default: int
    least: int
    most: int


@dataclass(frozen=True)
class Choice:
    """What an importer asks before it begins; on the command line an option."""

    key: str
    sentence: Text
    among: tuple[str, ...]
    usual: str


@dataclass(frozen=True)
class Brought:
    """What an importer brought in, or would: its title, its page (empty: none yet), whether it is new, and its figures."""

    title: str
    url: str
    is_new: bool
    facts: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True)
class Importer:
    """A way to bring something in from elsewhere."""

    key: str
    name: Text
    description: Text
    url_name: str
    choices: tuple[Choice, ...] = ()
    run: Callable[..., Brought] | None = None
    """For files on this machine: run(actor, space, path, dry_run=, on_problem=, on_progress=, **choices). Tells each problem
    as a sentence with its line, and how far it is (what, done, total); raises Refused, and then nothing came in."""


@dataclass(frozen=True)
class Invariant:
    """What holds whatever happens: `broken` says in sentences where it does not (reads only, a few suffice), `remedy` what to do then."""

    key: str
    sentence: str
    broken: Callable[[], Iterable[str]]
    remedy: str = "Restore the newest backup in which it holds, and tell us: this should be impossible."


@dataclass(frozen=True)
class Room:
    """The door. Every slot is typed; an unknown one fails at import."""

    key: str
    name: Text
    icon: str
    urls: str = ""
    """Dotted path of the URL module, mounted at the root of the house."""
    index_url: str = ""
    for_members: bool = False
    """Name of the route of the room's front page, for the navigation; guests aren't led to one that is `for_members`."""
    space_kind: str = ""  # the kind of space that lives by this room alone ("hub"): without the room none is opened
    tab: Text = ""  # its name on a phone's tab, where `name` would be cut off in some language
    kinds: tuple[Kind, ...] = ()
    home: tuple[Section, ...] = ()
    space: tuple[Section, ...] = ()
    profile: tuple[Section, ...] = ()
    market: tuple[Goods, ...] = ()
    tour: tuple[Section, ...] = ()  # stops of the guests' tour; the context is empty where there is nothing to see
    waiting: Callable[[Any, Any], Sequence[Waiting | Queue | Tally]] | None = None
    """What may wait for a reader in a community (reader, root space), the most urgent first; `what_waits` asks for all at once."""
    unread: Callable[[Any, Any], Put] | None = None  # what is new to a reader (reader, root space), a row for each
    openings: Callable[[Any, Any], list[Card]] | None = None  # what one can take part in now (reader, root space)
    beginnings: Callable[[Any, Any], list[Card]] | None = None  # begin drafts here: ?title=&summary=
    onward: Callable[[Any, Any, Sequence[UUID]], Sequence[Any]] | None = None  # `foundation.onward` says what
    importers: tuple[Importer, ...] = ()
    backoffice: tuple[Area, ...] = ()
    options: tuple[Option, ...] = ()  # what operators set of it while the node runs (`foundation.options`)
    drafts: Callable[[Any], list[Card]] | None = None  # what a reader has begun and not shared yet, the latest first
    files: Callable[[Sequence[UUID]], set[UUID]] | None = None  # those in use here that no thing holds: no sweep takes
    rounds: tuple[Callable[[], object], ...] = ()
    """What the worker does in every round: look for rows whose time has come. Cheap, and safe to do twice at once."""
    sheets: tuple[Sheet, ...] = ()  # lists that can be taken along as tables
    api: tuple[str, ...] = ()  # dotted paths of the room's `Operations` in the API
    invariants: tuple[Invariant, ...] = ()


def rooms() -> list[Room]:
    """Return the doors of the rooms that are open on this node, in their order."""
    return [_room(key) for key in settings.ROOMS]


_room = cache(lambda key: import_module(f"allmende.rooms.{key}.room").ROOM)
_offered: dict[str, Room] = {}
_commons: list[Kind] = []
_invariants: dict[str, Invariant] = {}
_sheets: dict[str, Sheet] = {}


def offer(door: Room) -> None:
    """Let a floor below the rooms offer the house what a room does (called when its app is ready)."""
    _offered[door.key] = door


def doors() -> list[Room]:
    """Return every door: those of the floors below, which no node can close, and those of the open rooms."""
    return [*_offered.values(), *rooms()]


def offer_invariants(*invariants: Invariant) -> None:
    """Let an app below the rooms, or an observer, say what always holds of its data (called when it is ready)."""
    _invariants.update({invariant.key: invariant for invariant in invariants})


def all_invariants() -> list[Invariant]:
    """Return what always holds on this node, of every app and open room."""
    return [*_invariants.values(), *(invariant for door in doors() for invariant in door.invariants)]


def offer_kind(kind: Kind) -> None:
    """Let the commons bring a kind of thing of their own (spaces, comments)."""
    if all(known.key != kind.key for known in _commons):
        _commons.append(kind)


def offer_sheet(sheet: Sheet) -> None:
    """Let an app without a door of its own bring a list that can be taken along (called when it is ready)."""
    _sheets[sheet.key] = sheet


def sheets() -> dict[str, Sheet]:
    """Return every list that can be taken along, by key; those of closed rooms are left out."""
    return _sheets | {sheet.key: sheet for door in doors() for sheet in door.sheets}


def kinds() -> dict[str, Kind]:
    """Return every kind of thing by key."""
    return {kind.key: kind for kind in [*_commons, *(kind for door in doors() for kind in door.kinds)]}


def urls_of(pairs: Sequence[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return the page of each (thing, kind), kept until something happens; kinds whose room is closed are left out."""
    return kept(("urls", tuple(pairs)), lambda: _addresses(pairs, lambda kind: kind.urls))


def talks_of(pairs: Sequence[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return the page on which each (thing, kind) is talked about, kept alike; kinds whose room is closed are left out."""
    return kept(("talks", tuple(pairs)), lambda: _addresses(pairs, lambda kind: kind.talks or kind.urls))


def _addresses(pairs: Sequence[tuple[UUID, str]], asked: Callable[[Kind], Words]) -> dict[UUID, str]:
    known, by_kind = kinds(), dict[str, list[UUID]]()
    for thing, kind in pairs:
        by_kind.setdefault(kind, []).append(thing)
    found = [asked(known[kind])(things) for kind, things in by_kind.items() if kind in known]
    return {thing: url for urls in found for thing, url in urls.items()}
