"""What is sent and taken of calls."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import LayerName, PictureOut, SharedLayer, Who
from allmende.foundation.api import Amount, Flag, Input, Moment, Whole

Language = Literal["de", "en", "it"]
PhaseName = Literal["submit", "discuss", "support", "rate", "jury", "refine", "vote", "result"]
ActName = Literal["submit", "revise", "comment", "rate", "judge", "vote", "see", "results"]
WhoName = Literal["members", "hosts", "jury", "shortlist", "invited", "everyone", ""]
DegreeName = Literal["inform", "consult", "involve", "collaborate", "empower", ""]
OPENINGS = Field(
    default_factory=dict,
    description="What it opens, and to whom; an empty word closes what is open as a rule. Without any: as usual.",
    examples=[{"submit": "members", "comment": "members"}],
)
TITLES = Field(default_factory=dict, description="Its own title by language.", examples=[{"en": "First round"}])
URL = "https://community.example/calls/a-cooler-schoolyard/"
TEXT = "It cools the air, and the **frogs** will like it too."


class CallCardOut(Schema):
    """A call as it stands in a list."""

    id: UUID
    slug: str = Field(examples=["a-cooler-schoolyard"])
    url: str = Field(examples=[URL])
    title: str = Field(examples=["A cooler schoolyard"])
    summary: str = Field(examples=["What would make the yard bearable in July?"])
    language: str = Field(examples=["en"])
    layer: LayerName
    place: str = Field(description="The space that holds it.", examples=["Orchard"])
    budget: Amount | None
    contributions: int = Field(description="So many of them as the caller sees.", examples=[12])
    standing: str = Field(description="In words of the caller's language.", examples=["Open until 9 March"])
    is_practice: bool = Field(description="Whether it only practises: nothing of it counts.")
    degree: DegreeName = Field(
        description="The degree of participation that it promises; empty where none is declared."
    )


class PhaseOut(Schema):
    """One phase; the result has no end."""

    kind: PhaseName
    opens: datetime
    closes: datetime | None
    openings: dict[ActName, WhoName] = OPENINGS
    titles: dict[Language, str] = TITLES
    degree: DegreeName = ""


SectionName = Literal["", "background", "task", "good", "formats", "rights", "timeline", "rewards", "people"]


class Part(Input):
    """A part of the brief under its heading."""

    role: SectionName = Field("", description="What it is for; empty for a free one. Without a heading it gives one.")

    heading: str = Field(examples=["Why"])
    text: str = Field(description="Markdown.", examples=["The yard is **hot**."])


class CallOut(CallCardOut):
    """A call with its brief and its way."""

    state: str = Field(examples=["open"])
    host: Who
    space: str = Field(description="The slug of the space that holds it.", examples=["orchard"])
    phases: list[PhaseOut]
    sections: list[Part]
    ballot: str = Field(examples=["knapsack"])
    rule: str = Field(examples=["equal-shares"])
    sealed: bool = Field(description="Whether contributions are seen only once the time for handing in is over.")
    needs_video: bool = Field(description="Whether each contribution brings a video.")
    needs_captions: bool = Field(description="Whether each video with sound has captions.")
    pictures: list[PictureOut]
    version: int = Field(examples=[7])


class CallPatch(Input):
    """What is to change; what isn't named stays as it is."""

    title: str | None = Field(None, examples=["A cooler schoolyard"])
    summary: str | None = Field(None, examples=["What would make the yard bearable in July?"])
    language: Language | None = None
    slug: str | None = Field(None, description="The last part of its address; the old one leads on here.")
    sealed: Flag | None = None
    needs_video: Flag | None = None
    needs_captions: Flag | None = None
    budget: Amount | None = Field(None, description="What can be spent in all; null takes it away.")
    ballot: Literal["knapsack", "approval"] | None = None
    most_choices: Whole | None = Field(None, ge=1, le=100, description="Null: as many as one likes.")
    rule: Literal["equal-shares", "greedy", "greedy-per-cost"] | None = None
    sections: list[Part] | None = Field(None, description="The whole brief anew.")
    degree: DegreeName | None = None
    seats: Whole | None = Field(
        None, ge=1, le=500, description="How many are chosen where nothing is spent; null for none."
    )


class CallIn(Input):
    """A call to begin, as a draft."""

    space: str = Field(description="The slug of the space that holds it.", examples=["orchard"])
    title: str = Field(examples=["A cooler schoolyard"])
    summary: str = ""
    language: Language | None = None
    body: str = Field("", description="The slug of the organisation or network that one holds it for.")
    template: str = Field("", description="The key of the call template to begin with.", examples=["idea-challenge"])


class PhaseIn(Input):
    """A phase to set; every one but the result has an end."""

    kind: PhaseName
    opens: Moment
    closes: Moment | None = None
    openings: dict[ActName, WhoName] = OPENINGS
    titles: dict[Language, str] = TITLES
    degree: DegreeName = ""


class PhasesIn(Input):
    """All phases of a call; they stand in the order of their dates."""

    phases: list[PhaseIn] = Field(max_length=20)


class LayerIn(Input):
    """Who is to see it."""

    layer: SharedLayer


class PracticeOut(Schema):
    """What goes into the bin when a practice call is ended."""

    goes: list[str] = Field(description="In numbers.", examples=[["12 contributions", "40 comments"]])


class ContributionCardOut(Schema):
    """A contribution as it stands in a list."""

    id: UUID
    number: int = Field(examples=[7])
    key: str = Field(description="Its key on ballots.", examples=["0007"])
    url: str = Field(examples=[URL + "contributions/7-a-pond/"])
    title: str = Field(examples=["A pond"])
    summary: str = Field(examples=["It cools the air, and the frogs will like it too."])
    language: str = Field(examples=["en"])
    layer: LayerName
    cost: Amount | None
    author: Who
    body: str | None = Field(description="The organisation or network that it was made for.")
    comments: int = Field(examples=[3])
    is_chosen: bool | None = Field(description="Whether the vote has funded it; null before the count.")


class ContributionDraftOut(Schema):
    """Something unfinished of one's own."""

    title: str
    url: str
    state: str = Field(examples=["draft"])
    changed: datetime


class ContributionOut(Schema):
    """A contribution by itself."""

    id: UUID
    number: int = Field(examples=[7])
    url: str = Field(examples=[URL + "contributions/7-a-pond/"])
    title: str = Field(examples=["A pond"])
    text: str = Field(description="Markdown.", examples=[TEXT])
    language: str = Field(examples=["en"])
    layer: LayerName
    state: str = Field(examples=["submitted"])
    cost: Amount | None
    author: Who
    authors: list[Who] = Field(description="All who make it, where they are several.")
    fields: dict[str, str] = Field(
        description="What was typed into the call's own fields, by their keys; dates as 2026-05-31.",
        examples=[{"1": "12.5"}],
    )
    pictures: list[PictureOut]
    is_chosen: bool | None
    version: int = Field(examples=[2])


class ContributionIn(Input):
    """A contribution to hand in: complete, since nothing is kept of what is refused."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"title": "A pond", "text": TEXT, "cost": {"minor": 500_000, "currency": "EUR"}}]
        }
    }

    # Described here, judged by the command, which says what is missing in its own words.
    title: str = Field(description="One line.", json_schema_extra={"minLength": 3, "maxLength": 120})
    text: str = Field(description="Markdown.", json_schema_extra={"minLength": 20, "maxLength": 40_000})
    cost: Amount | None = Field(None, description="Needed where the call has a budget, in its currency.")
    fields: dict[str, str] = Field(
        {}, description="For the call's own fields, by their keys.", examples=[{"1": "12.5"}]
    )
    language: Language | None = Field(None, description="Of the text; without it, the author's.")
    body: str = Field("", description="The slug of the organisation or network that one contributes for.")


class ContributionPatch(Input):
    """What is to change; what isn't named stays as it is."""

    title: str | None = Field(None, examples=["A pond"])
    text: str | None = Field(None, examples=[TEXT])
    cost: Amount | None = None
    fields: dict[str, str] | None = None
    language: Language | None = None


class HandedIn(Schema):
    """Where a contribution stands that was handed in."""

    id: UUID
    number: int = Field(examples=[7])
    url: str = Field(examples=[URL + "contributions/7-a-pond/"])


class VersionOut(Schema):
    """What a contribution said before a change."""

    number: int = Field(examples=[1])
    author: Who | None
    at: datetime
    title: str
    text: str


class BallotOut(Schema):
    """One's own ballot while it can be changed; the receipt is its version."""

    choices: list[str] = Field(description="Keys of contributions.", examples=[["0007", "0012"]])
    version: str = Field(description="The receipt; `none` before one has voted.", examples=["K7QF-3M2P"])


class BallotIn(Input):
    """What to vote for."""

    choices: list[str] = Field(max_length=500, examples=[["0007", "0012"]])


class Funded(Schema):
    """One round of the count, explained."""

    title: str = Field(examples=["A pond"])
    cost: Amount
    support: str = Field(examples=["12 votes"])
    why: list[str] = Field(examples=[["12 people pay for it with their shares, at most €500 each."]])


class Unfunded(Schema):
    """What isn't funded, and why."""

    title: str = Field(examples=["A slide"])
    cost: Amount
    support: str = Field(examples=["2 votes"])
    why: str = Field(examples=["It costs €900, and €400 was left."])


class ResultOut(Schema):
    """The result that explains itself; the outcome is what its hosts tell."""

    finding: str = Field(examples=["2 contributions are funded, for €9,000 of €12,000."])
    budget: Amount
    spent: Amount | None
    ballots: int = Field(examples=[48])
    electorate: int = Field(examples=[91])
    rule: str = Field(examples=["equal-shares"])
    rounds: list[Funded]
    not_funded: list[Unfunded]
    ties: list[str]
    outcome: str | None = Field(description="Markdown; null until it is told.")


class OutcomeIn(Input):
    """What becomes of it, told to everyone."""

    text: str = Field(
        description="Markdown.", examples=["The pond is dug in May by the gardening team. Thank you all."]
    )
