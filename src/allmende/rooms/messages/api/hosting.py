"""People from outside in a conversation, for those who let them take part."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Input
from allmende.foundation.verdicts import require
from allmende.rooms.messages import commands
from allmende.rooms.messages.api.talking import conversation_at, router
from allmende.rooms.messages.models import Outsider
from allmende.rooms.messages.queries.outside import outsiders_of
from allmende.rooms.messages.rules import may_host_outsiders


class OutsiderOut(Schema):
    """Someone who takes part by mail, without an account."""

    id: UUID
    name: str = Field(examples=["Karl Weber"])
    email: str = Field(examples=["karl@example.org"])
    added: datetime = Field(description="From then on they read what is written.")


class OutsiderIn(Input):
    """Whom to ask, and why: they read it in the first mail."""

    name: str = Field(max_length=120, examples=["Karl Weber"])
    email: str = Field(max_length=254, examples=["karl@example.org"])
    language: Literal["de", "en", "it"] = Field(examples=["de"], description="In which the mails are.")
    why: str = Field(max_length=500, examples=["You know the pump."])


@router.reads("/conversations/{uuid:key}/outsiders", list[OutsiderOut], members=True)
def list_outsiders(request: HttpRequest, key: UUID) -> Any:
    """List who takes part in a conversation by mail: ten at most, for those who let them."""
    found = conversation_at(request, key)
    require(may_host_outsiders(request.actor, found))
    return [_shown(one) for one in outsiders_of(found)]


@router.posts("/conversations/{uuid:key}/outsiders", OutsiderOut)
def ask_outsider(request: HttpRequest, key: UUID, sent: OutsiderIn) -> Any:
    """Ask someone without an account to take part by mail: they read what is written from now on, and all in it see that they do."""
    found = conversation_at(request, key)
    made = commands.take_in_outside(
        request.actor, found, name=sent.name, email=sent.email, language=sent.language, why=sent.why
    )
    return _shown(made)


@router.puts("/conversations/{uuid:key}/outsiders/{uuid:outsider}/link")
def renew_outsider_link(request: HttpRequest, key: UUID, outsider: UUID) -> None:
    """Send them a new link; the earlier ones open nothing any more."""
    commands.renew_outside(request.actor, _outsider(request, key, outsider))


@router.removes("/conversations/{uuid:key}/outsiders/{uuid:outsider}")
def take_out_outsider(request: HttpRequest, key: UUID, outsider: UUID) -> None:
    """Take them out: no link opens, and no mail goes to them."""
    commands.take_out_outside(request.actor, _outsider(request, key, outsider))


def _outsider(request: HttpRequest, key: UUID, outsider: UUID) -> Outsider:
    found = conversation_at(request, key)
    row = next((one for one in outsiders_of(found) if one.pk == outsider), None)
    if row is None:
        raise Http404
    row.conversation = found
    return row


def _shown(one: Outsider) -> dict[str, Any]:
    return {"id": one.pk, "name": str(one.actor.name), "email": one.email, "added": one.added}
