"""What is sent and taken of signatures and licences."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from allmende.foundation.api import Flag, Input

LicenceName = Literal["stays", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "transfer"]
ROYALTY = "Per mille of what is earned with it; 0: none."
OPTION = "For so many days after the end nobody else is offered the work; 0: no option."


class CallAgreementOut(Schema):
    """A text to be signed, in the caller's language."""

    id: UUID = Field(description="Its version: send it back as read.")
    kind: str = Field(examples=["nda"])
    title: str = Field(examples=["Confidentiality"])
    text: str = Field(description="Markdown.", examples=["Keep what you read here to yourself."])
    language: str = Field(examples=["en"])
    version: int = Field(examples=[1])


class CallAgreementsOut(Schema):
    """What everyone may know of a call, and what the caller has still to sign for it."""

    title: str = Field(examples=["A new battery"])
    summary: str = Field(examples=["It lasts for a week."])
    waiting: list[CallAgreementOut]


class SignatureIn(Input):
    """A signature under all that waits."""

    name: str = Field(description="First name and surname, as in a contract.", examples=["Ada Berg"], max_length=400)
    read: list[UUID] = Field(description="The versions that were read.", max_length=10)
    body: str = Field("", description="The slug of the organisation it is signed for.", examples=["orchard-house"])


class RightsIn(Input):
    """What is signed, and the terms of what is handed in."""

    licence: LicenceName
    taker: str = Field(
        "", description="For whom rights are: a body or a person.", examples=["Orchard House"], max_length=400
    )
    option_days: int = Field(0, description=OPTION, ge=0, le=10_000)
    royalty: int = Field(0, description=ROYALTY, ge=0, le=10_000)
    nda: UUID | None = Field(None, description="An agreement that is signed before the brief is read.")
    participation: UUID | None = Field(None, description="An agreement that is signed before one takes part.")
    images: Flag | None = Field(
        None,
        description="Whether each who is to be seen or heard in a contribution agrees first; null leaves it as it is.",
    )


class RightsOut(Schema):
    """What is signed, the terms that hold for what is handed in now, and what they mean at each step."""

    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/"])
    licence: LicenceName
    taker: str = Field(examples=["Orchard House"])
    option_days: int = Field(description=OPTION)
    royalty: int = Field(description=ROYALTY)
    number: int = Field(description="The version of the terms; 0: nothing was said.")
    nda: UUID | None
    participation: UUID | None
    words: dict[str, list[str]] = Field(description="Who owns what, by step, in the caller's language.")


class HeldOut(Schema):
    """Which terms hold for a contribution now."""

    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/1-a-pond/"])
    holds: bool = Field(description="Whether the newer terms hold: all who made it have agreed.")
    number: int
