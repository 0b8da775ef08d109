"""What stands around the briefs of a demo community's calls: people, questions, news, and a call by invitation; days count from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Asked:
    """A question about a brief; `by` without `named` asks without a name."""

    by: str
    day: int
    text: str
    answer: str = ""
    named: bool = True


@dataclass(frozen=True)
class News:
    """An update of a call."""

    day: int
    title: str
    text: str


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited, and what they answered (empty: not yet)."""

    who: str
    answer: str = ""
    said: str = ""


@dataclass(frozen=True)
class Commission:
    """A call by invitation, with the pay for each (whole units of the currency)."""

    slug: str
    space: str
    host: str
    language: str
    title: str
    summary: str
    day: int
    submit: tuple[int, int]
    pay: int
    word: str
    sections: tuple[dict[str, str], ...]
    guests: tuple[Guest, ...]


@dataclass(frozen=True)
class Briefing:
    """What stands around one call's brief: (who, part, what they do), the questions, the news."""

    call: str
    people: tuple[tuple[str, str, str], ...] = ()
    questions: tuple[Asked, ...] = ()
    news: tuple[News, ...] = ()


@lru_cache(maxsize=3)
def briefings(language: str) -> tuple[tuple[Briefing, ...], tuple[Commission, ...]]:
    """Read what a language's community says around its briefs. Raises TypeError for a key that means nothing."""
    with (CONTENT / language / "briefs.toml").open("rb") as file:
        told = tomllib.load(file)
    return tuple(_briefing(one) for one in told["brief"]), tuple(_commission(one) for one in told["commission"])


def _briefing(one: dict[str, Any]) -> Briefing:
    return Briefing(
        one["call"], tuple((each[0], each[1], each[2]) for each in one.get("people", ())),
        tuple(Asked(**each) for each in one.get("questions", ())), tuple(News(**each) for each in one.get("news", ())),
    )  # fmt: skip


def _commission(one: dict[str, Any]) -> Commission:
    guests = tuple(Guest(**each) for each in one["guests"])
    return Commission(**{**one, "submit": tuple(one["submit"]), "sections": tuple(one["sections"]), "guests": guests})
