"""A thing of any kind by its id: what it is, how far it is seen, whether it lies in the bin."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema

from allmende.commons.audiences.queries import SeenInstances
from allmende.commons.bin.commands import put_in_bin, restore
from allmende.commons.spaces import commands
from allmende.commons.spaces.models import Passage, PassageState
from allmende.commons.spaces.queries import sentence_for, space_of
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import keeps_some_gate, may_see_passages
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import LAYERS, LayerName, Who, layer_name, who
from allmende.commons.tokens.areas import SPACES
from allmende.foundation.api import AFTER, LIMIT, Flag, Input, Operations, Page, paged
from allmende.foundation.doors import urls_of
from allmende.foundation.verdicts import Refused, allow_if, require
from allmende.surfaces.web.ladder.queries import moves_of, queue_of

router = Operations(SPACES)


class ThingOut(Schema):
    """What something is, and who made it."""

    id: UUID
    kind: str = Field(examples=["contribution"])
    title: str = Field(examples=["A pond"])
    url: str | None = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])
    layer: LayerName
    language: str = Field(examples=["en"])
    author: Who


class MoveOut(Schema):
    """A move along the ladder."""

    layer: LayerName
    at: datetime
    asked_by: str
    decided_by: str
    reason: str


class LadderOut(Schema):
    """How far a thing is seen, in words and with its moves; `waits` for review to go to a layer."""

    layer: LayerName
    seen_by: str = Field(examples=["The 12 members of this space can see this."])
    waits: LayerName | None
    moves: list[MoveOut]


class LadderIn(Input):
    """Where it is to stand."""

    layer: LayerName


class WaitingOut(Schema):
    """What waits at a gate for a yes or no."""

    id: UUID
    title: str
    url: str
    excerpt: str
    asked_by: str
    asked: datetime
    layer: LayerName
    space: str


class PassageDecisionIn(Input):
    """A yes, or a no with its reason."""

    passes: Flag
    reason: str = Field("", examples=["Please leave the children's names out first."])


def thing_at(request: HttpRequest, key: UUID) -> Thing:
    """A thing that the caller sees; raises Http404."""
    thing: Thing | None = _things.of(request.actor, key)
    if thing is None:
        raise Http404
    return thing


_things = SeenInstances(
    lambda reader, key: Thing.objects.visible_to(reader).select_related("audience", "author").filter(id=key), UUID
)


@router.reads("/things/{uuid:key}", ThingOut)
def get_thing(request: HttpRequest, key: UUID) -> Any:
    """Find out what an id stands for."""
    thing = thing_at(request, key)
    url = urls_of([(thing.id, thing.kind)]).get(thing.id)
    return {
        "id": thing.id, "kind": thing.kind, "title": thing.title, "url": url and request.build_absolute_uri(url),
        "layer": layer_name(thing.layer), "language": thing.language, "author": who(thing.author),
    }  # fmt: skip


@router.reads("/things/{uuid:key}/layer", LadderOut, members=True)
def get_layer(request: HttpRequest, key: UUID) -> Any:
    """Read who sees a thing, and who could see it when."""
    return _ladder(request, thing_at(request, key))


@router.puts("/things/{uuid:key}/layer")
def put_layer(request: HttpRequest, key: UUID, sent: LadderIn) -> None:
    """Take a thing outward, through its gates, or back inside.

    What waits at a gate stands with the GET of this address. Whoever takes something inside may no longer see it.
    """
    thing, layer = thing_at(request, key), LAYERS[sent.layer]
    space = space_of(thing)
    require(may_see_passages(request.actor, thing, space))
    if layer not in layers_of(space):
        raise Refused(_("Choose a layer."), 422, errors={"layer": _("Choose a layer.")})
    if layer > thing.layer:
        commands.widen(request.actor, thing, space, layer)
    elif layer < thing.layer:
        commands.narrow(request.actor, thing, space, layer)


@router.removes("/things/{uuid:key}/layer/request")
def retract_layer_request(request: HttpRequest, key: UUID) -> None:
    """Take back what you asked for, while it waits at the gate."""
    waiting = thing_at(request, key).passages.filter(state=PassageState.WAITING).first()
    if waiting is None:
        raise Refused(_("This has been decided already."), 409)
    require(allow_if(waiting.asked_by_id == request.actor.id, _("Only whoever asked for it can take it back.")))
    commands.retract_passage(request.actor, waiting)


@router.reads("/gates", Page[WaitingOut], members=True)
def list_waiting(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what waits at the gates that you decide, the oldest first."""
    require(keeps_some_gate(request.actor))
    rows, following = queue_of(request.actor, request.space, after, limit)
    shown = [
        {
            "id": row.key, "title": row.title, "url": request.build_absolute_uri(row.url) if row.url else "", "excerpt": row.excerpt,
            "asked_by": row.asked_by, "asked": row.asked, "layer": layer_name(row.layer), "space": row.space,
        }
        for row in rows
    ]  # fmt: skip
    return paged(request, response, shown, following)


@router.posts("/gates/{uuid:key}/decision")
def decide_passage(request: HttpRequest, key: UUID, sent: PassageDecisionIn) -> None:
    """Let something through a gate, or decline it with a reason."""
    here = Q(space=request.space.id) | Q(space__root=request.space.id)
    rows = Passage.objects.filter(here).select_related("space")  # house: the command refuses whoever may not decide
    passage = rows.filter(id=key).first()
    if passage is None:
        raise Http404
    commands.decide_passage(request.actor, passage, passes=sent.passes, reason=sent.reason)


@router.puts("/things/{uuid:key}/bin")
def put_thing_in_bin(request: HttpRequest, key: UUID) -> None:
    """Put something in the bin: it can be restored for 30 days."""
    thing = thing_at(request, key)
    if not thing.is_binned:
        put_in_bin(request.actor, thing)


@router.removes("/things/{uuid:key}/bin")
def restore_thing(request: HttpRequest, key: UUID) -> None:
    """Bring something back from the bin to where it stood."""
    restore(request.actor, thing_at(request, key))


def _ladder(request: HttpRequest, thing: Thing) -> dict[str, Any]:
    require(may_see_passages(request.actor, thing, space_of(thing)))
    waiting = thing.passages.filter(state=PassageState.WAITING).first()
    moves = [
        {"layer": layer_name(move.layer), "at": move.at, "asked_by": move.asked_by, "decided_by": move.decided_by, "reason": move.reason}
        for move in moves_of(thing.id)
    ]  # fmt: skip
    return {
        "layer": layer_name(thing.layer), "seen_by": sentence_for(thing.audience), "moves": moves,
        "waits": layer_name(waiting.layer) if waiting else None,
    }  # fmt: skip
