"""What those on duty of a demo community write to many, as typed values; days count from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache

from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Reply:
    """Somebody answers an announcement; `answer` is what comes back, from `by_whom`, so many hours later."""

    by: str
    text: str
    hours: float = 2
    answer: str = ""
    by_whom: str = ""
    answered_after: float = 3
    carrier: str = "app"


@dataclass(frozen=True)
class Announced:
    """An announcement: `words` by language as (title, text), its way (`sent`, `review`, `draft`), whom it is for, and what came back."""

    day: int
    hour: float
    by: str
    words: dict[str, dict[str, str]]
    way: str = "sent"
    reviewer: str = ""
    lacks: str = ""
    skill: str = ""
    replies: tuple[Reply, ...] = field(default=())


@lru_cache(maxsize=3)
def announcements(language: str) -> tuple[Announced, ...]:
    """Read what is written to many in a language's community. Raises TypeError for a key that means nothing."""
    with (CONTENT / language / "announcements.toml").open("rb") as file:
        told = tomllib.load(file)
    return tuple(
        Announced(**{**one, "replies": tuple(Reply(**reply) for reply in one.get("replies", ()))})
        for one in told["announcements"]
    )
