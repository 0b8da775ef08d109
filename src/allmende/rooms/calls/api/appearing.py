"""Who is to be seen or heard in a contribution, and that each of them agrees."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.agreements.models import Appearance
from allmende.foundation.api import Flag, Input, Made
from allmende.rooms.calls.api.area import contribution_at, router
from allmende.rooms.calls.commands import appearing as commands
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.appearing import appearance_in, consents_of
from allmende.rooms.calls.queries.inviting import people_called
from allmende.rooms.calls.queries.links import contribution_url


class AppearanceIn(Input):
    """Somebody who is to be seen or heard, and how they agreed."""

    how: Literal["account", "paper", "guardian"]
    person: str = Field("", description="Their handle, where they agree with their own account.", examples=["ben-roth"])
    name: str = Field("", examples=["Mia Falk"], json_schema_extra={"maxLength": 120})
    guardian: str = Field("", description="Who has signed for the young.", json_schema_extra={"maxLength": 120})


class AppearanceOut(Schema):
    """Somebody in a contribution, and where their consent stands."""

    id: UUID
    name: str
    guardian: str
    state: str = Field(description="asked, given, withdrawn, or cut.", examples=["given"])
    at: datetime
    version: int = Field(description="Which version of the text they agreed to.")
    digest: str = Field(description="The beginning of the SHA-256 of its words.")


class ConsentAnswerIn(Input):
    """Whether one agrees."""

    agrees: Flag


class NobodyIn(Input):
    """Whether nobody is to be seen or heard in it."""

    nobody: Flag


AT = "/calls/{slug:slug}/contributions/{int:number}"


@router.reads(f"{AT}/consents", list[AppearanceOut])
def list_appearances(request: HttpRequest, slug: str, number: int) -> Any:
    """List who is to be seen or heard: authors and hosts read all, others what is about them."""
    return consents_of(request.actor, contribution_at(request, slug, number)).people


@router.posts(f"{AT}/consents", Made)
def name_appearance(request: HttpRequest, slug: str, number: int, sent: AppearanceIn) -> Any:
    """Say that somebody is to be seen or heard, and how they agreed."""
    contribution = contribution_at(request, slug, number)
    person = next(iter(people_called([sent.person])), None)
    made = commands.name_person(
        request.actor, contribution, name=sent.name, how=sent.how, person=person, guardian=sent.guardian
    )
    return {"id": made.id, "url": contribution_url(slug, contribution.number, contribution.title)}


@router.puts(f"{AT}/consents/nobody")
def say_nobody_appears(request: HttpRequest, slug: str, number: int, sent: NobodyIn) -> None:
    """Say that nobody is to be seen or heard in it."""
    commands.say_nobody(request.actor, contribution_at(request, slug, number), nobody=sent.nobody)


@router.puts(f"{AT}/consents/{{uuid:key}}/answer")
def answer_consent(request: HttpRequest, slug: str, number: int, key: UUID, sent: ConsentAnswerIn) -> None:
    """Agree to be seen or heard, or take that back: then it is out of sight at once."""
    contribution, one = _one(request, slug, number, key)
    commands.answer(request.actor, contribution, one, agrees=sent.agrees)


@router.posts(f"{AT}/consents/{{uuid:key}}/withdrawal")
def note_consent_withdrawal(request: HttpRequest, slug: str, number: int, key: UUID) -> None:
    """Note that somebody told that they agree no longer."""
    commands.note_withdrawal(request.actor, *_one(request, slug, number, key))


@router.removes(f"{AT}/consents/{{uuid:key}}")
def cut_appearance(request: HttpRequest, slug: str, number: int, key: UUID) -> None:
    """Say that somebody is in it no longer."""
    commands.cut_out(request.actor, *_one(request, slug, number, key))


@router.posts(f"{AT}/again")
def hand_in_again(request: HttpRequest, slug: str, number: int) -> None:
    """Hand in again what was out of sight; a host looks at it first."""
    commands.hand_in_again(request.actor, contribution_at(request, slug, number))


def _one(request: HttpRequest, slug: str, number: int, key: UUID) -> tuple[Contribution, Appearance]:
    contribution = contribution_at(request, slug, number)
    found = appearance_in(request.actor, contribution, key)
    if found is None:
        raise Http404
    return contribution, found
