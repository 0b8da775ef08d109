"""What programs do with outside channels: look after those that people have set up, and after what comes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation.api import AFTER, Area, Input, Operations, Page, paged
from allmende.foundation.verdicts import require
from allmende.observers.channels.commands import aligning, delivering, keeping, returning
from allmende.observers.channels.models import Block, Channel, Delivery, Echo
from allmende.observers.channels.queries import (
    blocks_of,
    channels_of,
    echoes_of,
    find_block,
    find_channel,
    find_delivery,
    find_echo,
    left_out_of,
    log_of,
)
from allmende.observers.channels.rules import may_choose_channels, may_keep_channels

router = Operations(
    Area(
        "channels",
        _("Outside channels"),
        _("Where public things go on to, and what is answered there."),
        is_ones_own=True,
    )
)


class ChannelOut(Schema):
    """An outside channel of a space."""

    id: UUID
    network: str = Field(examples=["mastodon"])
    name: str = Field(examples=["Mastodon @meadow@social.example"])
    state: str = Field(examples=["on"])
    is_reviewed: bool


class CopyOut(Schema):
    """The copy of a thing in a network, or a page that is told of it."""

    id: UUID
    thing: UUID
    target: str
    state: str = Field(examples=["sent"])
    problem: str
    url: str = Field(examples=["https://social.example/@meadow/1"])
    changed: datetime


class EchoOut(Schema):
    """What somebody said elsewhere."""

    id: UUID
    thing: UUID
    name: str
    host: str = Field(examples=["social.example"])
    source: str
    text: str
    state: str = Field(examples=["waiting"])


class BlockOut(Schema):
    """From where nothing comes back: a host, or an author's address."""

    id: UUID
    what: str = Field(examples=["spam.example"])


class DoneIn(Input):
    """Where somebody brought a copy by hand."""

    url: str = Field("", examples=["https://social.example/@meadow/1"])


class DecisionIn(Input):
    """What becomes of an answer; `author` and `host` block them."""

    what: Literal["show", "hide", "author", "host"]


class LeftOutOut(Schema):
    """By which channels a thing is not to go."""

    left_out: list[UUID]


class LeftOutIn(Input):
    """By which channels a thing is not to go; by all others it goes."""

    left_out: list[UUID] = Field(max_length=50)


@router.reads("/channels", list[ChannelOut], members=True)
def list_channels(request: HttpRequest, space: str = "") -> Any:
    """List the outside channels of the community, or of one of its spaces (its slug)."""
    return [_channel(row) for row in channels_of(_place(request, space))]


@router.reads("/channels/{uuid:key}/copies", Page[CopyOut], members=True)
def list_copies(request: HttpRequest, response: HttpResponse, key: UUID, after: UUID | None = AFTER) -> Any:
    """List what was handed on by a channel or waits, the latest first."""
    log = log_of(request.actor, _found(request, key), after)
    return paged(request, response, [_copy(line.row) for line in log.lines], log.next)


@router.puts("/channels/{uuid:key}/pause")
def pause_channel(request: HttpRequest, key: UUID) -> None:
    """Let a channel hand nothing on for now."""
    keeping.pause(request.actor, _found(request, key))


@router.removes("/channels/{uuid:key}/pause")
def resume_channel(request: HttpRequest, key: UUID) -> None:
    """Let a channel hand on again."""
    keeping.resume(request.actor, _found(request, key))


@router.puts("/channels/{uuid:key}/review")
def review_channel(request: HttpRequest, key: UUID) -> None:
    """Let answers wait until somebody has looked at them."""
    keeping.review(request.actor, _found(request, key), is_reviewed=True)


@router.removes("/channels/{uuid:key}/review")
def stop_reviewing_channel(request: HttpRequest, key: UUID) -> None:
    """Show answers at once."""
    keeping.review(request.actor, _found(request, key), is_reviewed=False)


@router.removes("/channels/{uuid:key}")
def remove_channel(request: HttpRequest, key: UUID) -> None:
    """Take a channel away; what is out there stays there."""
    keeping.remove_channel(request.actor, _found(request, key))


@router.posts("/copies/{uuid:key}/resending")
def resend_copy(request: HttpRequest, key: UUID) -> None:
    """Try again what was given up."""
    delivering.send_again(request.actor, _delivery(request, key))


@router.puts("/copies/{uuid:key}/completion")
def complete_copy(request: HttpRequest, key: UUID, sent: DoneIn) -> None:
    """Say that somebody brought a copy to a closed network, changed it, or took it down there."""
    delivering.mark_done(request.actor, _delivery(request, key), sent.url)


@router.reads("/answers", Page[EchoOut], members=True)
def list_answers(request: HttpRequest, response: HttpResponse, space: str = "", after: UUID | None = AFTER) -> Any:
    """List what was answered elsewhere and waits to be looked at."""
    rows, following = echoes_of(_place(request, space), after)
    return paged(request, response, [_answer(row) for row in rows], following)


@router.puts("/answers/{uuid:key}/decision")
def decide_answer(request: HttpRequest, key: UUID, sent: DecisionIn) -> None:
    """Show an answer from elsewhere, hide it, or block its author or host."""
    echo = find_echo(key)
    _keep(request, echo.channel.space if echo else None)
    if sent.what == "show":
        returning.show(request.actor, echo)  # type: ignore[arg-type]
    elif sent.what == "hide":
        returning.hide(request.actor, echo)  # type: ignore[arg-type]
    else:
        returning.block(request.actor, echo, whole_host=sent.what == "host")  # type: ignore[arg-type]


@router.reads("/blocks", list[BlockOut], members=True)
def list_blocks(request: HttpRequest, space: str = "") -> Any:
    """List from where nothing comes back."""
    return [_block(row) for row in blocks_of(_place(request, space))]


@router.removes("/blocks/{uuid:key}")
def lift_block(request: HttpRequest, key: UUID) -> None:
    """Take again what comes from there."""
    block = find_block(key)
    _keep(request, block.space if block else None)
    returning.unblock(request.actor, block)  # type: ignore[arg-type]


@router.reads("/things/{uuid:key}/channels", LeftOutOut, members=True)
def get_left_out(request: HttpRequest, key: UUID) -> Any:
    """Read by which channels something is not to go."""
    thing = _thing(request, key)
    require(may_choose_channels(request.actor, thing, space_of(thing)))
    return {"left_out": sorted(left_out_of(thing))}


@router.puts("/things/{uuid:key}/channels")
def put_left_out(request: HttpRequest, key: UUID, sent: LeftOutIn) -> None:
    """Say by which channels something is not to go; what lies there is taken down."""
    aligning.leave_out(request.actor, _thing(request, key), sent.left_out)


def _thing(request: HttpRequest, key: UUID) -> Thing:
    found = Thing.objects.visible_to(request.actor).select_related("audience", "author").filter(id=key).first()
    if found is None:
        raise Http404
    return found


def _place(request: HttpRequest, slug: str) -> Space:
    place: Space = request.space
    if slug and slug != place.slug:
        rows = Space.objects.visible_to(request.actor).select_related("root", "audience")
        found = rows.filter(slug=slug, root=place.id).first()
        if found is None:
            raise Http404
        place = found
    require(may_keep_channels(request.actor, place))
    return place


def _keep(request: HttpRequest, space: Space | None) -> None:
    """Ask whether the caller keeps a space's channels; to others what hangs on it is not there."""
    if space is None or space.root_id_or_self != request.space.id or not may_keep_channels(request.actor, space):
        raise Http404


def _found(request: HttpRequest, key: UUID) -> Channel:
    found = find_channel(key)
    _keep(request, found.space if found else None)
    return found  # type: ignore[return-value]


def _delivery(request: HttpRequest, key: UUID) -> Delivery:
    found = find_delivery(key)
    _keep(request, found.channel.space if found else None)
    return found  # type: ignore[return-value]


def _channel(row: Channel) -> dict[str, Any]:
    return {
        "id": row.id,
        "network": row.network,
        "name": aligning.name_of(row),
        "state": row.state,
        "is_reviewed": row.is_reviewed,
    }


def _copy(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.id, "thing": row.thing, "target": row.target, "state": row.state, "problem": row.problem,
        "url": row.remote_url, "changed": row.changed,
    }  # fmt: skip


def _answer(row: Echo) -> dict[str, Any]:
    return {
        "id": row.id, "thing": row.thing_id, "name": row.name, "host": row.host, "source": row.source, "text": row.text,
        "state": row.state,
    }  # fmt: skip


def _block(row: Block) -> dict[str, Any]:
    return {"id": row.id, "what": row.what}
