"""What is sent and taken of contributions made with others."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import ThingLineOut, Who
from allmende.foundation.api import Flag, Input, Whole

FieldName = Literal["line", "text", "number", "choice", "link", "date"]
HowName = Literal["builds_on", "merges", "splits", "carries_over"]


class FieldOut(Schema):
    """A field that a call asks for; `most` counts words."""

    key: str = Field(examples=["1"])
    kind: FieldName
    label: str = Field(examples=["Area"])
    help: str
    is_required: bool
    most: int | None
    unit: str = Field(examples=["m²"])
    choices: list[str]


class FieldIn(Input):
    """A field to ask for; `key` is that of one that is asked for already."""

    kind: FieldName
    label: str = Field(examples=["Area"])
    key: str = Field("", max_length=8)
    help: str = ""
    is_required: Flag = False
    most: Whole | None = None
    unit: str = Field("", examples=["m²"])
    choices: list[str] = []


class FieldsIn(Input):
    """All fields of a call, in their order."""

    fields: list[FieldIn]


class AuthorOut(Schema):
    """One of those who make a contribution together; the shares of all add up to 10,000."""

    person: Who
    share: int = Field(description="In hundredths of a percent.", examples=[5000])
    state: str = Field(examples=["confirmed"])
    agrees: bool


class CoAuthorIn(Input):
    """Whom to ask."""

    person: str = Field(description="A handle.", examples=["ada-berg"])


class JoinsIn(Input):
    """Yes or no."""

    joins: Flag


class SharesIn(Input):
    """A share for each author, by handle."""

    shares: dict[str, Whole] = Field(
        description="In hundredths of a percent.", examples=[{"ada-berg": 5000, "ben-roth": 5000}]
    )


class BackIn(Input):
    """What is missing."""

    words: str = Field(examples=["Say who looks after it, please."])


class SourceIn(Input):
    """What a contribution came of, and how."""

    source: UUID
    kind: HowName = "builds_on"


class TieOut(Schema):
    """One step of a lineage."""

    earlier: UUID
    later: UUID
    kind: HowName


class LineageOut(Schema):
    """What came before, what came after, nearest first, and how they hang together."""

    before: list[ThingLineOut]
    after: list[ThingLineOut]
    ties: list[TieOut]


class SuggestionIn(Input):
    """Other words for a passage; empty ones leave it out."""

    passage: str = Field(description="As it stands in the text.", examples=["the frogs"])
    replacement: str = Field("", examples=["the frogs and the newts"])
    why: str = Field("", max_length=300)


class SuggestionOut(Schema):
    """A suggestion, and what became of it; stale where the passage has changed since."""

    id: UUID
    person: Who
    passage: str
    replacement: str
    why: str
    state: str = Field(examples=["open"])
    made: datetime
    is_stale: bool
