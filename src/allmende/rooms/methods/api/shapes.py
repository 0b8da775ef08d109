"""What is sent and taken of methods, sessions and findings."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.commons.things.shapes import LayerName, SharedLayer, Who
from allmende.foundation.api import Flag, Input, Moment, Whole

FormName = Literal["alone", "pairs", "groups", "all"]
TakesName = Literal["", "notes", "clusters", "dots"]
QUESTION = "What would bring more people into the orchard?"


class MethodStepIn(Input):
    """One step of a method."""

    title: str = Field(examples=["Write three ideas"])
    instruction: str = Field("", examples=["Read first what stands on the sheet before you."])
    minutes: Whole = Field(10, description="1 to 240.", examples=[5])
    outcome: str = Field("", description="What comes out.", examples=["Three ideas each"])
    form: FormName = Field("all", description="How people work.")
    takes: TakesName = Field("", description="What a session takes down in it.")
    is_blind: Flag = Field(False, description="What others write shows once the step is over.")
    rounds: Whole = Field(1, description="Above one, the sheets go round so many times.", examples=[6])
    dots: Whole = Field(3, description="How many each person has, where dots are placed.")


class MethodRoleIn(Input):
    """Someone whom the method needs."""

    name: str = Field(examples=["Timekeeper"])
    task: str = Field("", examples=["Watches the clock."])


class MethodIn(Input):
    """A method card."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    title: str = Field(examples=["Brainwriting"])
    purpose: str = Field(description="What it is for.", examples=["Many ideas from everyone alike."])
    fits: str = ""
    unfit: str = ""
    least: Whole = Field(2, description="People, at least.")
    most: Whole = Field(12, description="People, at most.")
    material: list[str] = Field([], max_length=30, examples=[["Pens"]])
    roles: list[MethodRoleIn] = Field([], max_length=20)
    online: str = ""
    offline: str = ""
    steps: list[MethodStepIn] = Field(max_length=40)


class MethodPatch(Input):
    """What is to change of a card; what isn't named stays as it is."""

    title: str | None = Field(None, examples=["Brainwriting"])
    purpose: str | None = None
    fits: str | None = None
    unfit: str | None = None
    least: Whole | None = None
    most: Whole | None = None
    material: list[str] | None = Field(None, max_length=30)
    roles: list[MethodRoleIn] | None = Field(None, max_length=20)
    online: str | None = None
    offline: str | None = None
    steps: list[MethodStepIn] | None = Field(None, max_length=40)


class MethodCopyIn(Input):
    """Where the copy is to stand."""

    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])


class MethodStepOut(Schema):
    """One step, as a session runs it."""

    title: str = Field(examples=["Write three ideas"])
    instruction: str
    minutes: int = Field(examples=[5])
    outcome: str
    form: FormName
    takes: TakesName
    is_blind: bool
    rounds: int
    round: int = Field(description="Which round this is, in a session; 0 where there is only one.")
    dots: int


class MethodRoleOut(Schema):
    """Someone whom the method needs."""

    name: str
    task: str


class MethodCardOut(Schema):
    """A card as it stands in a list."""

    id: UUID
    url: str = Field(examples=["/methods/019ac1f0-0000-7000-8000-000000000000/"])
    title: str = Field(examples=["Brainwriting 6-3-5"])
    purpose: str
    minutes: int = Field(examples=[50])
    least: int
    most: int
    layer: LayerName
    space: str = Field(description="The space whose own card it is; empty for the community's.")


class MethodOut(Schema):
    """A card by itself; one of the starting set in the caller's language."""

    id: UUID
    title: str
    purpose: str
    fits: str
    unfit: str
    minutes: int
    least: int
    most: int
    material: list[str]
    roles: list[MethodRoleOut]
    online: str
    offline: str
    steps: list[MethodStepOut]
    layer: LayerName
    version: int


class SessionIn(Input):
    """A session to plan."""

    method: UUID
    space: str = Field("", description="The slug of the space; without one, the community.", examples=["orchard"])
    title: str = Field("", examples=["Ideas for the summer fair"])
    question: str = Field("", examples=[QUESTION])
    mode: Literal["online", "onsite", "both"] = "online"
    starts: Moment | None = None


class SessionPatch(Input):
    """What a planned session is to be; all of it."""

    title: str = Field(examples=["Ideas for the summer fair"])
    question: str = Field("", examples=[QUESTION])
    mode: Literal["online", "onsite", "both"] = "online"
    starts: Moment | None = None


class SessionCardOut(Schema):
    """A session as it stands in a list."""

    id: UUID
    url: str = Field(examples=["/methods/sessions/019ac1f0-0000-7000-8000-000000000000/"])
    title: str
    question: str
    state: Literal["planned", "running", "ended"]
    mode: str
    at: datetime | None = Field(description="When it is to begin, began or ended.")
    people: int
    layer: LayerName
    space: str


class SessionSeatOut(Schema):
    """Someone in a session."""

    person: Who
    part: str = Field(examples=["takes_part"])


class SessionNoteOut(Schema):
    """A note that the caller may see now."""

    id: UUID
    text: str
    author: Who
    is_mine: bool
    group: str
    dots: int | None = Field(description="Null while that is not told.")
    has_my_dot: bool
    finding: UUID | None


class SessionOut(Schema):
    """A session as the caller may see it now."""

    id: UUID
    title: str
    question: str
    state: Literal["planned", "running", "ended"]
    mode: str
    starts: datetime | None
    steps: list[MethodStepOut]
    step: int = Field(description="The present one, counted from 0; -1 before the first.")
    seconds_left: int | None = Field(description="Of the present step; negative when its time is over.")
    is_paused: bool
    people: list[SessionSeatOut]
    notes: list[SessionNoteOut]
    written: int = Field(description="Notes of the present step, of everyone.")
    layer: LayerName


class SessionSeatIn(Input):
    """What one does in it."""

    part: Literal["takes_part", "time", "notes"] = "takes_part"


class SessionStepIn(Input):
    """Which step is over."""

    after: int = Field(ge=-1, le=10_000, description="The step that one sees; -1 begins the first.", examples=[-1])


class SessionClockIn(Input):
    """What the clock is to do."""

    turn: Literal["pause", "go", "minute"]


class SessionNoteIn(Input):
    """A note."""

    step: int = Field(ge=-1, le=10_000, description="The step in which it is written.", examples=[1])
    text: str = Field(description="500 characters at most.", examples=["A bench under each tree"])


class NoteGroupIn(Input):
    """Where a note belongs."""

    group: str = Field(description="A name; empty for none.", examples=["Sitting"])


class PaperNotesIn(Input):
    """Notes from paper."""

    lines: list[str] = Field(max_length=2000, examples=[["A bench under each tree"]])
    group: str = Field("", examples=["Sitting"])


class FindingsIn(Input):
    """Which notes are to become findings."""

    notes: list[UUID] = Field(max_length=200)
    title: str = Field("", description="One finding of them all, under this title; without it one of each.")
    layer: SharedLayer = Field(description="As far as the gates let it; the rest waits for review.")


class FindingOut(Schema):
    """Something that came out of a session."""

    id: UUID
    title: str
    text: str = Field(description="Markdown.")
    session: UUID | None
    space: str = Field(examples=["orchard"])
    author: Who
    layer: LayerName
