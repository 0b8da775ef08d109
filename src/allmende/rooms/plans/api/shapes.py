"""What is sent and taken of plans."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import LayerName, Who
from allmende.foundation.api import Input

QuestionKey = Literal["where", "gain", "risks", "whom", "culture", "methods", "staff", "skills", "network", "time"]
URL = "https://community.example/plans/019ac1f0-0000-7000-8000-000000000000/"
WORDS = "The eight households of Mill Lane, because the water stands in their cellars."


class PlanCardOut(Schema):
    """A plan in a list."""

    id: UUID
    url: str = Field(examples=[URL])
    title: str = Field(examples=["A wet meadow"])
    summary: str = Field(examples=["So that cellars stay dry."])
    language: str = Field(examples=["en"])
    layer: LayerName
    place: str = Field(description="The space it stands in.", examples=["Orchard"])
    state: str = Field(examples=["open"])
    answered: int = Field(description="How many of the ten questions have an answer.", examples=[7])
    confirmed: int = Field(description="How many have one that a second person confirmed.", examples=[4])


class PlanAnswerOut(Schema):
    """One person's answer to a question."""

    id: UUID
    question: QuestionKey
    author: Who
    text: str = Field(description="Markdown.", examples=[WORDS])
    changed: datetime
    is_concrete: bool = Field(description="A second person confirmed it as it stands.")
    lacks: str = Field(description="What the second person misses.", examples=["Until when?"])
    read_by: Who | None = Field(description="The second person.")
    version: int = Field(examples=[2])


class PlanQuestionOut(Schema):
    """A question and how it stands."""

    key: QuestionKey
    words: str = Field(examples=["Whom do we involve, and why them?"])
    explains: str = Field(
        examples=["Who is affected, who knows something that we don't, and who is usually not asked?"]
    )
    is_demanded: bool = Field(description="The space asks it before it opens.")
    answers: int = Field(examples=[2])
    confirmed: int = Field(examples=[1])


class PlanOut(Schema):
    """A plan by itself."""

    id: UUID
    url: str = Field(examples=[URL])
    title: str = Field(examples=["A wet meadow"])
    summary: str = Field(examples=["So that cellars stay dry."])
    language: str = Field(examples=["en"])
    layer: LayerName
    space: str = Field(description="The slug of the space it stands in.", examples=["orchard"])
    state: str = Field(examples=["open"])
    author: Who
    currency: str = Field(examples=["EUR"])
    questions: list[PlanQuestionOut]
    answers: list[PlanAnswerOut]
    version: int = Field(examples=[3])


class PlanIn(Input):
    """A plan to begin."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    title: str = Field(max_length=400, examples=["A wet meadow"])
    summary: str = Field("", max_length=1000, examples=["So that cellars stay dry."])
    currency: str | None = Field(None, max_length=10, description="Without one, that of the space.", examples=["EUR"])


class PlanPatch(Input):
    """What is to change; what isn't named stays as it is."""

    title: str | None = Field(None, max_length=400, examples=["A wet meadow"])
    summary: str | None = Field(None, max_length=1000, examples=["So that cellars stay dry."])
    currency: str | None = Field(None, max_length=10, examples=["EUR"])


class PlanAnswerIn(Input):
    """One's own answer."""

    text: str = Field(description="Markdown, 6,000 characters at most.", max_length=20_000, examples=[WORDS])
    version: int = Field(
        0, ge=0, lt=2**31, examples=[0], description="Of your answer that this replaces; 0 where you had none."
    )


class PlanReadingIn(Input):
    """The second person's word on an answer."""

    version: int = Field(ge=0, lt=2**31, description="Of the answer that was read.", examples=[2])
    lacks: str = Field(
        "", max_length=5000, description="What is missing; empty: it is concrete.", examples=["Until when?"]
    )


class PlanDemandIn(Input):
    """Which questions a space asks before it opens."""

    questions: list[QuestionKey] = Field(max_length=10, examples=[["where", "whom"]])


class PlanDemandOut(Schema):
    """Which questions a space asks before it opens, those of the community and organisation around it included."""

    questions: list[QuestionKey]
