"""What is sent and taken of what a plan agrees, and of results."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import LayerName, Who
from allmende.foundation.api import Day, Input, Whole

RESULT = "https://community.example/results/019ac1f0-0000-7000-8000-000000000000/"
Stand = Literal["planned", "running", "done", "stopped"]


class PlanLineIn(Input):
    """A line of a plan: the fields of its kind, the others are refused.

    Goals: measure, unit, start, target, due, reached, reached_on, source. Risks: likelihood, impact (1 to 3), countermeasure,
    owner, state, happened. Promises: whom, due, owner, state, note. Budget: planned, spent (minor units), note.
    """

    title: str | None = Field(None, max_length=600, examples=["Dry cellars in Mill Lane"])
    measure: str | None = Field(None, max_length=600, examples=["Cellars without water after heavy rain"])
    unit: str | None = Field(None, max_length=200, examples=["cellars"])
    start: Decimal | None = Field(None, examples=[3])
    target: Decimal | None = Field(None, examples=[8])
    due: Day | None = Field(None, examples=["2026-10-31"])
    reached: Decimal | None = Field(None, examples=[7])
    reached_on: Day | None = Field(None, examples=["2026-11-02"])
    source: str | None = Field(None, max_length=1000, examples=["Round of the neighbours"])
    likelihood: Whole | None = Field(None, examples=[2])
    impact: Whole | None = Field(None, examples=[2])
    countermeasure: str | None = Field(None, max_length=1000, examples=["Ask all of them by letter first"])
    owner: str | None = Field(None, max_length=60, description="A handle; empty: nobody.", examples=["ada-berg"])
    state: str | None = Field(None, max_length=20, examples=["prepared"])
    happened: str | None = Field(None, max_length=1000, examples=["Two of three came"])
    whom: str | None = Field(None, max_length=400, examples=["The twelve who test"])
    note: str | None = Field(None, max_length=1000, examples=["Handed over in June"])
    planned: Whole | None = Field(None, description="In minor units.", examples=[120_000])
    spent: Whole | None = Field(None, description="In minor units.", examples=[118_050])


class PlanLineOut(Schema):
    """A line of a plan in words."""

    id: UUID
    title: str = Field(examples=["Dry cellars in Mill Lane"])
    cells: dict[str, str] = Field(examples=[{"Measure": "Cellars without water after heavy rain"}])
    standing: str = Field(examples=["prepared for"])
    version: int = Field(examples=[2])


class PlanSeatOut(Schema):
    """One of the eight seats; without a person it is empty."""

    id: UUID | None
    side: Literal["ours", "client"]
    duty: Literal["sales", "communication", "community", "projects"]
    person: Who | None
    is_taken: bool


class PlanSeatIn(Input):
    """Whom a seat is offered to."""

    side: Literal["ours", "client"]
    duty: Literal["sales", "communication", "community", "projects"]
    person: str = Field(max_length=60, description="A handle.", examples=["ben-roth"])


class PlanLackOut(Schema):
    """Something that a plan lacks."""

    what: str = Field(examples=["There is no goal yet."])
    why: str = Field(examples=["In the end nobody could say whether it was worth it."])
    is_demanded: bool


class PlanAgreedOut(Schema):
    """What a plan agrees, and what it lacks."""

    goals: list[PlanLineOut]
    risks: list[PlanLineOut]
    promises: list[PlanLineOut]
    budget: list[PlanLineOut]
    seats: list[PlanSeatOut]
    lacks: list[PlanLackOut]


class PlanHappenedIn(Input):
    """What happened, beside what was answered."""

    text: str = Field(
        max_length=8000, description="Empty takes it back.", examples=["All eight came, one of them twice."]
    )
    seen: str | None = Field(
        None,
        max_length=8000,
        description="What stood there before: anything else is not overwritten (409).",
        examples=[""],
    )


class PlanFinishIn(Input):
    """What was learnt."""

    learnt: str = Field(
        max_length=20_000, description="Markdown.", examples=["Ask by letter first, and a month earlier."]
    )


class ResultIn(Input):
    """A result to write down."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    title: str = Field(max_length=600, examples=["A wet meadow by the mill"])
    text: str = Field("", description="Markdown.", max_length=80_000, examples=["Dug in October by fourteen people."])
    state: Stand = "planned"
    progress: Whole = Field(0, examples=[40])
    starts: Day | None = Field(None, examples=["2026-09-01"])
    due: Day | None = Field(None, examples=["2026-10-31"])
    costs: Whole | None = Field(None, description="In minor units.", examples=[118_050])
    parent: UUID | None = Field(None, description="The result that it is a part of.")
    plan: UUID | None = None
    sources: list[UUID] = Field([], max_length=20, description="What it came of: ideas, calls.")


class ResultPatch(Input):
    """What is to change; what isn't named stays as it is."""

    title: str | None = Field(None, max_length=600, examples=["A wet meadow by the mill"])
    text: str | None = Field(None, max_length=80_000, examples=["Dug in October by fourteen people."])
    state: Stand | None = None
    progress: Whole | None = Field(None, examples=[40])
    starts: Day | None = Field(None, examples=["2026-09-01"])
    due: Day | None = Field(None, examples=["2026-10-31"])
    costs: Whole | None = Field(None, examples=[118_050])


class ResultEntryIn(Input):
    """What happened with a result."""

    day: Day = Field(examples=["2026-10-03"])
    text: str = Field(max_length=2000, examples=["The first frogs have moved in."])


class ResultCardOut(Schema):
    """A result in a tree."""

    id: UUID
    url: str = Field(examples=[RESULT])
    title: str = Field(examples=["A wet meadow by the mill"])
    state: str = Field(examples=["running"])
    progress: int = Field(examples=[40])
    due: date | None
    parent: UUID | None


class PlanResultOut(ResultCardOut):
    """A result by itself."""

    text: str
    layer: LayerName
    space: str = Field(examples=["orchard"])
    author: Who
    starts: date | None
    costs: int | None = Field(examples=[118_050])
    currency: str = Field(examples=["EUR"])
    sources: list[UUID]
    version: int = Field(examples=[2])


class WordIn(Input):
    """A word to everyone who took part."""

    text: str = Field(
        max_length=20_000, description="Markdown.", examples=["The meadow holds the water. Thank you, all of you."]
    )
