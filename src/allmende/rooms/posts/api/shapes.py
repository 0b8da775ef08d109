"""What is sent and taken of posts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import LayerName, PictureOut, SharedLayer, Who
from allmende.foundation.api import Flag, Input, Moment

Language = Literal["de", "en", "it"]
URL = "https://community.example/posts/019ac1f0-0000-7000-8000-000000000000/"
TEXT = "The pond is dug, and the **first frogs** have moved in."


class AnswerOut(Schema):
    """An answer of a poll; figures are null until the caller has voted, or the poll is closed."""

    number: int = Field(examples=[1])
    text: str = Field(examples=["Saturday"])
    is_mine: bool
    votes: int | None = Field(examples=[7])


class PollOut(Schema):
    """A poll as the caller sees it."""

    question: str = Field(examples=["When do we plant?"])
    has_several: bool
    closes: datetime | None
    is_closed: bool
    voters: int = Field(examples=[12])
    answers: list[AnswerOut]


class PostCardOut(Schema):
    """A post as it stands in a list."""

    id: UUID
    url: str = Field(examples=[URL])
    heading: str = Field(examples=["The pond"])
    summary: str = Field(examples=["The pond is dug, and the first frogs have moved in."])
    language: str = Field(examples=["en"])
    layer: LayerName
    place: str = Field(description="The space it stands in.", examples=["Orchard"])
    author: Who
    body: str | None = Field(description="The organisation or network that it was written for.")
    published: datetime
    comments: int = Field(examples=[3])
    pictures: list[PictureOut] = Field(description="The first few.")


class PostOut(Schema):
    """A post by itself."""

    id: UUID
    url: str = Field(examples=[URL])
    heading: str
    text: str = Field(description="Markdown.", examples=[TEXT])
    language: str = Field(examples=["en"])
    layer: LayerName
    state: str = Field(examples=["open"])
    due: datetime | None = Field(description="When it goes out by itself.")
    hindrance: str = Field(description="Why it last could not go out.")
    space: str = Field(description="The slug of the space it stands in.", examples=["orchard"])
    author: Who
    pictures: list[PictureOut]
    poll: PollOut | None
    version: int = Field(examples=[2])


class PollIn(Input):
    """A poll to ask with a post."""

    question: str = Field(examples=["When do we plant?"])
    answers: list[str] = Field(max_length=20, examples=[["Saturday", "Sunday"]])
    has_several: Flag = False
    closes: Moment | None = None


class PostIn(Input):
    """A post to share: whole, or not at all."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    layer: SharedLayer = Field(description="As far as the gates let it; the rest waits for review.")
    text: str = Field("", description="Markdown, 20,000 characters at most.", examples=[TEXT])
    heading: str = Field("", examples=["The pond"])
    language: Language | None = Field(None, description="Of the text; without it, the author's.")
    body: str = Field("", description="The slug of the organisation or network that one speaks for.")
    poll: PollIn | None = None
    at: Moment | None = Field(None, description="When it goes out by itself; null: now.")


class PostDraftIn(Input):
    """A post to begin; it may be half written."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    text: str = Field("", examples=[TEXT])
    heading: str = ""
    language: Language | None = None
    body: str = ""
    poll: PollIn | None = None


class PostPatch(Input):
    """What is to change; what isn't named stays as it is."""

    text: str | None = Field(None, examples=[TEXT])
    heading: str | None = Field(None, examples=["The pond"])
    language: Language | None = None


class Publication(Input):
    """How far a draft is to go out, and when."""

    layer: SharedLayer
    at: Moment | None = Field(None, description="When it goes out by itself; null: now.")


class VoteIn(Input):
    """Which answers one chooses."""

    answers: list[int] = Field(max_length=10, examples=[[1]], description="Their numbers; none takes the vote back.")


class PostVersionOut(Schema):
    """What a post said before a change."""

    number: int = Field(examples=[1])
    author: Who | None
    at: datetime
    heading: str
    text: str
