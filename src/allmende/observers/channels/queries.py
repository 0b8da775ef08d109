"""What the pages of outside channels show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Reader
from allmende.observers.channels.models import Block, Channel, Delivery, DeliveryState, Echo, EchoState, LeftOut
from allmende.observers.channels.networks import CLOSED

PAGE = 30


def channels_of(space: Space) -> QuerySet[Channel]:
    """Return the channels of a space, each with how many copies are out, wait and failed."""
    counts = {
        "out": Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT)),
        "under_way": Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
        "failed": Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
    }
    return Channel.objects.filter(space=space).annotate(**counts).order_by("id")


def find_channel(key: UUID) -> Channel | None:
    """Return a channel with its space."""
    return Channel.objects.select_related("space__audience", "space__root").filter(id=key).first()


def find_delivery(key: UUID) -> Delivery | None:
    """Return a delivery with its channel and space."""
    rows = Delivery.objects.select_related("channel__space__audience", "channel__space__root", "by")
    return rows.filter(id=key).first()


@dataclass(frozen=True)
class Line:
    """A delivery on a page: what of, where it stands, what is next; the title only while the reader may see the thing."""

    row: Delivery
    title: str
    url: str

    @property
    def act(self) -> str:
        """What is to be done there: `post`, `change`, `remove`, or nothing."""
        if self.row.state != DeliveryState.WAITING:
            return ""
        return "post" if not self.row.digest else "change" if self.row.wanted else "remove"

    @property
    def by_hand(self) -> bool:
        """Whether a person does it."""
        return self.row.channel.network in CLOSED


@dataclass(frozen=True)
class Log:
    """One page of deliveries, the latest first; `next` is the key of the following one."""

    lines: list[Line]
    next: UUID | None


def log_of(reader: Reader, channel: Channel, after: UUID | None = None) -> Log:
    """Return a page of what was handed on by a channel or waits; three statements."""
    rows = list(
        channel.deliveries.filter(id__lt=after or MAX_ID).select_related("channel", "by").order_by("-id")[: PAGE + 1]
    )
    return Log(lines_of(reader, rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def lines_of(reader: Reader, rows: Sequence[Delivery]) -> list[Line]:
    """Return deliveries as lines of a page, with the titles of what the reader sees."""
    seen = Thing.objects.visible_to(reader).filter(id__in={row.thing for row in rows})
    things = {thing: (kind, title) for thing, kind, title in seen.values_list("id", "kind", "title")}
    urls = urls_of(tuple((thing, kind) for thing, (kind, _title) in things.items()))
    return [Line(row, things.get(row.thing, ("", ""))[1], urls.get(row.thing, "")) for row in rows]


def deliveries_of(reader: Reader, thing: Thing) -> list[Line]:
    """Return what became of a thing by each channel."""
    rows = Delivery.objects.filter(thing=thing.id).select_related("channel", "by").order_by("id")
    return lines_of(reader, list(rows[:100]))


def left_out_of(thing: Thing) -> set[UUID]:
    """Return the channels by which a thing is not to go."""
    return set(LeftOut.objects.filter(thing=thing.id).values_list("channel", flat=True))


def waiting_echoes(space: Space) -> QuerySet[Echo]:
    """Return what came back to a space, or to any inside, and waits to be looked at."""
    return _echoes_of(space).filter(state=EchoState.WAITING)


def echoes_of(space: Space, after: UUID | None = None, *, shown: bool = False) -> tuple[list[Echo], UUID | None]:
    """Return a page of what waits, the oldest first, or of what is shown, the latest first, and the key of the next; one statement."""
    rows = _echoes_of(space).select_related("channel__space", "thing", "comment")
    if shown:
        rows = rows.filter(state=EchoState.SHOWN, id__lt=after or MAX_ID).order_by("-id")
    else:
        rows = rows.filter(state=EchoState.WAITING).order_by("id")
        rows = rows.filter(id__gt=after) if after else rows
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def _echoes_of(space: Space) -> QuerySet[Echo]:
    return Echo.objects.filter(Q(channel__space=space) | Q(channel__space__root=space.pk))


def find_echo(key: UUID) -> Echo | None:
    """Return what came back, with its channel and space."""
    rows = Echo.objects.select_related("channel__space__audience", "channel__space__root", "thing", "comment")
    return rows.filter(id=key).first()


def blocks_of(space: Space) -> QuerySet[Block]:
    """Return from where nothing comes back to a space."""
    return Block.objects.filter(space=space).select_related("by").order_by("what")


def find_block(key: UUID) -> Block | None:
    """Return what is blocked, with its space."""
    return Block.objects.select_related("space__audience", "space__root").filter(id=key).first()


def urls_of_things(echoes: Sequence[Echo]) -> dict[UUID, Any]:
    """Return where each thing that was answered is found."""
    return urls_of(tuple({(echo.thing_id, echo.thing.kind) for echo in echoes}))
