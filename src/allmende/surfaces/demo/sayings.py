"""What people share in passing, as typed values: posts, with pictures, polls and what others say about them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from allmende.surfaces.demo.reading import CONTENT, Motif, Remark


@dataclass(frozen=True)
class Poll:
    """A question in a post; `votes` says who chose which answer, by its number."""

    question: str
    answers: tuple[str, ...]
    votes: dict[str, int]


@dataclass(frozen=True)
class Recorded:
    """A video or sound of the folder `recordings`: what it shows, and what is to be heard, line by line."""

    file: str
    alt: str
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """A post in a space, on a day and at an hour; the community itself where no space is named."""

    key: str
    author: str
    day: int
    hour: float
    layer: str
    text: str
    space: str = ""
    heading: str = ""
    language: str = ""
    pictures: tuple[Motif, ...] = ()
    recordings: tuple[Recorded, ...] = ()
    poll: Poll | None = None
    comments: tuple[Remark, ...] = ()


@lru_cache(maxsize=3)
def sayings(language: str) -> tuple[Saying, ...]:
    """Read what is shared in the community of a language."""
    with (CONTENT / language / "posts.toml").open("rb") as file:
        rows = tomllib.load(file)["posts"]
    return tuple(_saying(row, language) for row in rows)


def _saying(row: dict[str, object], language: str) -> Saying:
    poll: dict[str, object] = row.pop("poll", {})  # type: ignore[assignment]
    pictures: list[dict[str, str]] = row.pop("pictures", [])  # type: ignore[assignment]
    recordings: list[dict[str, object]] = row.pop("recordings", [])  # type: ignore[assignment]
    comments: list[dict[str, object]] = row.pop("comments", [])  # type: ignore[assignment]
    return Saying(
        pictures=tuple(Motif(**picture) for picture in pictures),
        recordings=tuple(Recorded(**one | {"heard": tuple(one["heard"])}) for one in recordings),  # type: ignore[arg-type]
        poll=Poll(**poll | {"answers": tuple(poll["answers"])}) if poll else None,  # type: ignore[arg-type]
        comments=tuple(Remark(**{"language": language} | remark) for remark in comments),  # type: ignore[arg-type]
        **{"language": language} | row,  # type: ignore[arg-type]
    )
