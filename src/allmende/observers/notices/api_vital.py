"""Vital notices, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import Input, Operations
from allmende.foundation.verdicts import require
from allmende.observers.notices.commands import vital as commands
from allmende.observers.notices.models import Vital, VitalState
from allmende.observers.notices.queries.vital import has_confirmed, reached_by, vital_seen, vitals_of
from allmende.observers.notices.rules import may_ask_vital

router = Operations(ME)


class ReachedOut(Schema):
    """How far it came, in people."""

    told: int
    mail: int
    push: int
    opened: int
    confirmed: int
    nobody: int = Field(description="Whom no way has reached.")


class VitalOut(Schema):
    """A vital notice; `reached` for who serves a duty, once it has gone out."""

    id: UUID
    space: UUID
    title: str
    text: str
    state: Literal["asked", "released", "withdrawn"]
    released: datetime | None
    confirmed: bool = Field(description="Whether you said that you have read it.")
    reached: ReachedOut | None


class VitalIn(Input):
    """What everyone of a space has to know now."""

    space: UUID
    title: str = Field(max_length=120)
    text: str = Field(max_length=2_000)
    reason: str = Field(max_length=300, description="Why it can't wait: for whoever decides with you.")


@router.reads("/vital", list[VitalOut], members=True)
def list_vital(request: HttpRequest) -> Any:
    """List the latest vital notices of the community, for who serves a duty of it."""
    root = request.space.root or request.space
    require(may_ask_vital(request.actor, root))
    return [_shown(request, one) for one in vitals_of(request.actor, root)]


@router.reads("/vital/{uuid:key}", VitalOut, members=True)
def get_vital(request: HttpRequest, key: UUID) -> Any:
    """Read a vital notice that went to you, or that you may help to send."""
    return _shown(request, _seen(request, key))


@router.posts("/vital", VitalOut)
def ask_vital(request: HttpRequest, sent: VitalIn) -> Any:
    """Ask a second person of another duty to send something to everyone of a space at once."""
    space = Space.objects.visible_to(request.actor).filter(pk=sent.space).select_related("root", "audience").first()
    if space is None:
        raise Http404
    said = sent.model_dump(exclude={"space"})
    return _shown(request, commands.ask_vital(request.actor, space, **said))


@router.posts("/vital/{uuid:key}/release", VitalOut)
def release_vital(request: HttpRequest, key: UUID) -> Any:
    """Send it to everyone, as the second of two people of different duties."""
    return _shown(request, commands.release_vital(request.actor, _seen(request, key)))


@router.removes("/vital/{uuid:key}")
def withdraw_vital(request: HttpRequest, key: UUID) -> None:
    """Let it rest before it has gone out."""
    commands.withdraw_vital(request.actor, _seen(request, key))


@router.posts("/vital/{uuid:key}/confirmation", VitalOut)
def confirm_vital(request: HttpRequest, key: UUID) -> Any:
    """Say that you have read it."""
    commands.confirm_vital(request.actor, one := _seen(request, key))
    return _shown(request, one)


def _seen(request: HttpRequest, key: UUID) -> Vital:
    found = vital_seen(request.actor, key)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, one: Vital) -> dict[str, Any]:
    sends = one.state == VitalState.RELEASED and may_ask_vital(request.actor, one.place)
    return {
        "id": one.pk, "space": one.place_id, "title": one.title, "text": one.text, "state": one.state, "released": one.released,
        "confirmed": has_confirmed(request.actor, one), "reached": reached_by(one) if sends else None,
    }  # fmt: skip
