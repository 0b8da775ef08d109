"""What the people of a demo community write to each other, as typed values; days count from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Said:
    """Somebody writes something, so many minutes after what was written before."""

    by: str
    text: str
    minutes: float = 7
    carrier: str = "app"
    """By which channel it came: `mail` is an answer by e-mail."""


@dataclass(frozen=True)
class Talk:
    """A conversation: with people (`to`), of a space's members (`space`), or with an organisation (`body`)."""

    day: int
    hour: float
    said: tuple[Said, ...]
    to: tuple[str, ...] = ()
    space: str = ""
    body: str = ""
    title: str = ""
    guest: tuple[str, ...] = ()
    """Name, address and why: whoever begins asks someone from outside in, whose words are said by `guest`."""


@lru_cache(maxsize=3)
def talks(language: str) -> tuple[Talk, ...]:
    """Read what the people of a language's community write to each other. Raises TypeError for a key that means nothing."""
    with (CONTENT / language / "talks.toml").open("rb") as file:
        told = tomllib.load(file)
    return tuple(
        Talk(
            **{
                **talk,
                "to": tuple(talk.get("to", ())),
                "guest": tuple(talk.get("guest", ())),
                "said": tuple(Said(**said) for said in talk["said"]),
            }
        )
        for talk in told["talks"]
    )
