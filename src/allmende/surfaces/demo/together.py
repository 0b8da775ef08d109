"""How people are together, as typed values: what they say of themselves, who brings whom, what they found and where they meet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from allmende.surfaces.demo.reading import CONTENT, Motif
from allmende.surfaces.demo.workroom import Hub


@dataclass(frozen=True)
class Portrayal:
    """What somebody adds to their profile; `layers` are those of details that don't stand where they usually do."""

    handle: str
    pronouns: str = ""
    languages: dict[str, int] = field(default_factory=dict)
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    hours: int | None = None
    rate: int | None = None
    links: dict[str, str] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Praise:
    """An endorsement of a skill, in a sentence; it shows a day later unless it still waits."""

    by: str
    of: str
    skill: str
    day: int
    text: str
    shows: bool = True


@dataclass(frozen=True)
class Work:
    """A piece of somebody's portfolio."""

    of: str
    day: int
    title: str
    text: str
    layer: str
    picture: Motif
    link: str = ""


@dataclass(frozen=True)
class Contact:
    """One asks another to be in contact; unless it is `open`, the other says yes a day later."""

    by: str
    to: str
    day: int
    text: str
    open: bool = False


@dataclass(frozen=True)
class Thank:
    """Thanks in a sentence."""

    by: str
    to: str
    day: int
    text: str


@dataclass(frozen=True)
class Child:
    """Somebody below 18; below 16 with the guardian who allows them everything that can be allowed."""

    handle: str
    guardian: str = ""
    address: str = ""


@dataclass(frozen=True)
class Line:
    """A commitment on the community's list; it opens say, work and share."""

    key: str
    title: str
    about: str
    form: str = "own"
    hours: int | None = None
    days: int = 60


@dataclass(frozen=True)
class Vow:
    """The first commitment of somebody who comes in; days count from their arrival, None is not yet."""

    line: str
    words: str = ""
    reported: int | None = None
    confirmed: int | None = None


@dataclass(frozen=True)
class Voice:
    """Somebody vouches, or raises a concern."""

    by: str
    day: int
    text: str
    is_concern: bool = False


@dataclass(frozen=True)
class Candidate:
    """A nomination. `handle` is of someone who has an account later, else of their address; with a vow they come in.

    `outcome` is what is decided on the day `decided`: admitted, listed, declined, withdrawn or lapsed; empty while it is open.
    """

    name: str
    handle: str
    by: str
    day: int
    why: str
    known_from: str
    is_close: bool = False
    voices: tuple[Voice, ...] = ()
    outcome: str = ""
    decided: int = 0
    reason: str = ""
    appeal: str = ""
    vow: Vow | None = None


@dataclass(frozen=True)
class Knock:
    """A guest asks to be nominated."""

    name: str
    handle: str
    day: int
    about: str
    knows: str


@dataclass(frozen=True)
class Entrance:
    """How many are admitted each month, from which day on."""

    day: int
    places: int


@dataclass(frozen=True)
class Asker:
    """Somebody asks to join an organisation."""

    handle: str
    day: int
    text: str


@dataclass(frozen=True)
class Body:
    """An organisation, or a network of them; `facts` are legal data, `network` is the one that it asks to belong to."""

    slug: str
    name: str
    host: str
    founded: int
    summary: str
    about: str
    kind: str = "organisation"
    representatives: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    network: str = ""
    askers: tuple[Asker, ...] = ()


@dataclass(frozen=True)
class Call:
    """A call for help, and the answer of whoever cares for the community; with a `route` it stays in the help of that page.

    A guest has no handle: `guest` is their name, `page` where they asked.
    """

    day: int
    text: str
    by: str = ""
    guest: str = ""
    page: str = "/"
    answer: str = ""
    route: str = ""


@dataclass(frozen=True)
class Nudge:
    """Whoever cares for the community asks a member for a small next step."""

    to: str
    day: int
    step: str
    text: str


@dataclass(frozen=True)
class Tour:
    """A live tour, in so many days; `guest` has booked it."""

    day: int
    hour: float
    where: str
    guest: str = ""


@dataclass(frozen=True)
class Together:
    """How the people of one demo community are together."""

    portrayals: tuple[Portrayal, ...]
    praises: tuple[Praise, ...]
    works: tuple[Work, ...]
    contacts: tuple[Contact, ...]
    thanks: tuple[Thank, ...]
    children: tuple[Child, ...]
    lines: tuple[Line, ...]
    entrances: tuple[Entrance, ...]
    candidates: tuple[Candidate, ...]
    knocks: tuple[Knock, ...]
    bodies: tuple[Body, ...]
    hub: Hub
    calls: tuple[Call, ...]
    nudges: tuple[Nudge, ...]
    tours: tuple[Tour, ...]

    @property
    def arriving(self) -> set[str]:
        """The handles of those who come in by a nomination and a vow."""
        return {one.handle for one in self.candidates if one.vow}


@lru_cache(maxsize=3)
def together(language: str) -> Together:
    """Read how the people of a language's community are together. Raises TypeError for a key that means nothing."""
    with (CONTENT / language / "together.toml").open("rb") as file:
        made: Together = _typed(Together, tomllib.load(file))
    return made


def _typed(wanted: Any, value: Any) -> Any:
    """Turn what stands in a file into what a dataclass says it is."""
    if get_origin(wanted) is tuple:
        return tuple(_typed(get_args(wanted)[0], item) for item in value)
    if isinstance(wanted, UnionType):
        return _typed(get_args(wanted)[0], value)
    if hasattr(wanted, "__dataclass_fields__"):
        hints = get_type_hints(wanted)
        return wanted(**{name: _typed(hints.get(name), part) for name, part in value.items()})
    return value
