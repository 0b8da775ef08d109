"""What is told of calls that are being judged, by everyone or by a jury, as typed values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any

from allmende.surfaces.demo.reading import CONTENT, Motif


@dataclass(frozen=True)
class Asks:
    """A criterion: its name, the ends of its scale, its weight; a fact where it doesn't ask for points."""

    name: str
    asked: str = "points"
    weight: int = 1
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Proposal:
    """A contribution; `worth` (0 to 1) is how good most people find it."""

    slug: str
    author: str
    day: int
    worth: float
    title: str
    text: str
    picture: Motif | None = None


@dataclass(frozen=True)
class Judgement:
    """A call and how it is judged: by `raters`, or by `jurors` with their word; days count from today."""

    slug: str
    space: str
    host: str
    title: str
    summary: str
    picture: Motif
    submit: tuple[int, int]
    judge: tuple[int, int]
    criteria: tuple[Asks, ...]
    entries: tuple[Proposal, ...]
    sections: tuple[dict[str, str], ...]
    discuss: tuple[int, int] | None = None
    raters: tuple[str, ...] = ()
    jurors: tuple[tuple[str, str], ...] = ()
    conflict: dict[str, str] = field(default_factory=dict)
    notes: tuple[dict[str, str], ...] = ()
    statement: str = ""

    @property
    def is_of_a_jury(self) -> bool:
        """Whether a jury judges, blindly, what nobody else sees yet."""
        return bool(self.jurors)


def judgements(language: str) -> list[Judgement]:
    """Read what is told in a language."""
    told = tomllib.loads((CONTENT / language / "judging.toml").read_text(encoding="utf-8"))
    return [_judgement(**row) for row in told["call"]]


def _judgement(
    *, criteria: list[dict[str, Any]], entries: list[dict[str, Any]], picture: dict[str, str], **row: Any
) -> Judgement:
    return Judgement(
        picture=Motif(**picture),
        criteria=tuple(Asks(**one) for one in criteria),
        entries=tuple(_proposal(**one) for one in entries),
        **{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()},
    )


def _proposal(*, picture: dict[str, str] | None = None, **row: Any) -> Proposal:
    return Proposal(picture=Motif(**picture) if picture else None, **row)
