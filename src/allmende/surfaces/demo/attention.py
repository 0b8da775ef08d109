"""What the people of a demo community follow, keep for later and don't want to hear of, as typed values; days count from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Attention:
    """What someone heeds. Things are named `post:key`, `call:slug` or `space:slug`, people by their handle."""

    by: str
    day: int
    hour: float = 20.0
    follows: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    saves: tuple[str, ...] = ()
    mutes: tuple[str, ...] = ()


@lru_cache(maxsize=3)
def attention(language: str) -> tuple[Attention, ...]:
    """Read what the people of a language's community heed. Raises TypeError for a key that means nothing."""
    with (CONTENT / language / "attention.toml").open("rb") as file:
        told = tomllib.load(file)
    return tuple(
        Attention(**{name: tuple(value) if isinstance(value, list) else value for name, value in one.items()})
        for one in told["attention"]
    )
