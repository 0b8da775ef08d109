"""What operations of all apps send and take."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, PlainSerializer, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

Schema.model_config["defer_build"] = True
"""What checks a shape is made when it is first asked for: all of them together take 10 MB, and most are asked for seldom."""


def _whole(value: Any) -> Any:
    """JSON has numbers alone: 7.0 is the whole number 7; texts and truths are none."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("int_type", "a whole number")


def _text(value: Any) -> Any:
    """A day or a moment is written, not counted in seconds."""
    if isinstance(value, date) or (isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise PydanticCustomError("date_type", "a date")


CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _clock(value: Any) -> Any:
    """A time of day is written as on a clock, without seconds or a zone: `time` of JSON schema would want both."""
    if isinstance(value, str) and re.fullmatch(CLOCK, value):
        return time.fromisoformat(value)
    if isinstance(value, time):
        return value
    raise PydanticCustomError("time_type", "a time of day")


Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_text)]
Moment = Annotated[datetime, BeforeValidator(_text)]
Clock = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda at: at.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": CLOCK, "examples": ["09:00"]}),
]
Flag = StrictBool


class Input(Schema):
    """What an operation takes: a field that it doesn't know is said, not overlooked."""

    model_config = {"extra": "forbid"}


class Fault(Schema):
    """One thing that is wrong in what was sent."""

    pointer: str = Field(description="JSON pointer into the body, or the name of the parameter.", examples=["#/title"])
    detail: str = Field(examples=["Give your contribution a title."])


class Help(Schema):
    """What a person can do about it."""

    label: str = Field(examples=["Sign in"])
    url: str = Field(examples=["https://community.example/accounts/login/"])


class Problem(Schema):
    """Problem details (RFC 9457); `detail` and `errors` are sentences in the caller's language."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Gone"])
    status: int = Field(examples=[410])
    detail: str = Field("", examples=["The time for handing in ended on 9 March 2026, 13:00."])
    instance: str = Field(examples=["/api/v1/calls/a-cooler-schoolyard/contributions"])
    errors: list[Fault] = []
    remedy: Help | None = None


class Amount(Input):
    """Money as a whole number of minor units (cents) and its currency (ISO 4217)."""

    minor: Whole = Field(ge=1, le=10**13, examples=[125_050])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class Made(Schema):
    """What was made, and its page."""

    id: str = Field(examples=["019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77"])
    url: str | None = Field(None, examples=["https://community.example/calls/a-cooler-schoolyard/"])
