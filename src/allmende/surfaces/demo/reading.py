"""The written content as typed values: one community per language, its people, spaces and calls; days count from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from allmende.surfaces.demo.pictures.portraits import Face

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("de", "en", "it")


@dataclass(frozen=True)
class Motif:
    """Which scene is drawn, and in which light (empty: any that suits it)."""

    motif: str
    light: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who lives here. `likes` are tags of contributions; `joined` is the day they came."""

    handle: str
    name: str
    language: str
    joined: int
    about: str
    face: Face
    roles: tuple[str, ...] = ("member",)
    likes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    duty: str = ""
    nominated_by: str = ""


@dataclass(frozen=True)
class Place:
    """A space: the community itself has no parent. `opened_by` is its host unless said; `gates` are layer and mode.

    `layer` is how far the space itself can be seen; `archived` is the day on which its work was done.
    """

    slug: str
    name: str
    language: str
    host: str
    founded: int
    about: str
    kind: str = "group"
    layer: str = "community"
    parent: str = ""
    summary: str = ""
    zone: str = ""
    currency: str = "EUR"
    colour: str = ""
    logo: str = ""
    opened_by: str = ""
    curators: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    gates: dict[str, str] = field(default_factory=dict)
    archived: int | None = None


@dataclass(frozen=True)
class Remark:
    """A comment, or a reply to one."""

    author: str
    day: int
    text: str
    language: str
    intent: str = "comment"
    replies: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step outward asked for on a day, and what a curator decided about it, if they did."""

    layer: str
    day: int
    decided: int | None = None
    decided_by: str = ""
    passes: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Revision:
    """What an author adds to a contribution after others have spoken; `cost` in whole units where it changes."""

    day: int
    text: str
    cost: int | None = None


@dataclass(frozen=True)
class Entry:
    """A contribution. `cost` is in whole units of the currency; `appeal` moves how many like it, from -1 to 1.

    `behalf` is the organisation that it is handed in for."""

    slug: str
    title: str
    author: str
    language: str
    day: int
    text: str
    cost: int | None = None
    tags: tuple[str, ...] = ()
    appeal: float = 0.0
    state: str = "submitted"
    behalf: str = ""
    picture: Motif | None = None
    passage: Step | None = None
    revision: Revision | None = None
    comments: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Written:
    """A text that is published on a day."""

    day: int
    text: str


@dataclass(frozen=True)
class Invitation:
    """A call with its brief and everything in it. A phase is its first and its last day, the result its first.

    `undecided` are those who haven't voted yet, so that visitors can do it for them. One of `practice` stays in its space and
    counts for nothing.
    """

    slug: str
    title: str
    summary: str
    language: str
    space: str
    host: str
    stage: str
    layer: str
    budget: int
    ballot: str
    rule: str
    completion: str
    picture: Motif
    phases: dict[str, Any]
    sections: tuple[dict[str, str], ...]
    entries: tuple[Entry, ...] = ()
    comments: tuple[Remark, ...] = ()
    undecided: tuple[str, ...] = ()
    outcome: Written | None = None
    practice: bool = False
    degree: str = "empower"


@dataclass(frozen=True)
class Story:
    """Everything about one demo community."""

    language: str
    community: Place
    places: tuple[Place, ...]
    people: tuple[Person, ...]
    invitations: tuple[Invitation, ...]
    personas: dict[str, str]
    guest: tuple[str, str]

    def person(self, handle: str) -> Person:
        """Whoever has that handle; KeyError where nobody does."""
        return {person.handle: person for person in self.people}[handle]


@lru_cache(maxsize=3)
def story(language: str) -> Story:
    """Read the community of a language. Raises KeyError for another language, TypeError for a key that means nothing."""
    if language not in LANGUAGES:
        raise KeyError(language)
    folder = CONTENT / language
    people = _table(folder / "people.toml")
    places = _table(folder / "community.toml")
    calls = [_table(path) for path in sorted((folder / "calls").glob("*.toml"))]
    return Story(
        language,
        _place(places["community"] | {"parent": ""}, language),
        tuple(_place(row, language) for row in places["spaces"]),
        tuple(_person(row, language) for row in people["people"]),
        tuple(_invitation(row) for row in calls),
        people["personas"],
        (people["guest"]["name"], people["guest"]["who"]),
    )


def begun_calls(language: str) -> list[dict[str, Any]]:
    """The calls of a community that began with a template: whose, of which one, and what was written into its blanks."""
    found: list[dict[str, Any]] = _table(CONTENT / language / "begun.toml")["calls"]
    return found


@lru_cache(maxsize=1)
def motif_words() -> dict[str, dict[str, str]]:
    """What is to be seen in each scene, by motif and language: for those who don't see it."""
    return _table(CONTENT / "motifs.toml")


def plans_of(language: str) -> list[dict[str, Any]]:
    """The plans of a language's community, as they are told."""
    found: list[dict[str, Any]] = _table(CONTENT / language / "plans.toml")["plans"]
    return found


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _person(row: dict[str, Any], language: str) -> Person:
    face = row.pop("face")
    face = Face(**face | {"extra": tuple(face.get("extra", ()))})
    return Person(face=face, **{"language": language} | _tuples(row))


def _place(row: dict[str, Any], language: str) -> Place:
    return Place(**{"language": language} | _tuples(row))


def _invitation(row: dict[str, Any]) -> Invitation:
    language = row["language"]
    entries = tuple(_entry(entry, language) for entry in row.pop("contributions", ()))
    remarks = tuple(_remark(remark, language) for remark in row.pop("comments", ()))
    outcome = row.pop("outcome", None)
    return Invitation(
        picture=Motif(**row.pop("picture")),
        sections=tuple(row.pop("sections")),
        entries=entries,
        comments=remarks,
        outcome=Written(**outcome) if outcome else None,
        **_tuples(row),
    )


def _entry(row: dict[str, Any], language: str) -> Entry:
    language = row.pop("language", language)
    parts = {"picture": Motif, "passage": Step, "revision": Revision}
    made = {name: make(**row.pop(name)) for name, make in parts.items() if name in row}
    remarks = tuple(_remark(remark, "") for remark in row.pop("comments", ()))
    return Entry(language=language, comments=remarks, **made, **_tuples(row))


def _remark(row: dict[str, Any], language: str) -> Remark:
    replies = tuple(_remark(reply, language) for reply in row.pop("replies", ()))
    return Remark(replies=replies, **{"language": language} | row)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
