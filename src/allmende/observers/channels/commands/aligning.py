"""What is out there is to say what is public here: each thing that something happened to is held against its copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.spaces.above import Way
from allmende.commons.spaces.models import Passage, Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.observers.channels.activities import ChannelsChosen
from allmende.observers.channels.composing import Copy, copy_of, public_things
from allmende.observers.channels.models import Address, Channel, ChannelState, Delivery, DeliveryState, LeftOut, Network
from allmende.observers.channels.networks import CLOSED, SHAPES
from allmende.observers.channels.rules import may_choose_channels

GRACE = timedelta(seconds=10)
"""So long after a step outward nothing leaves the house: it can be taken back."""
LONGEST_PATH = 300


def align(things: Iterable[UUID]) -> int:
    """Say of each copy of these things what it should say now, and let it be brought into line; return how many are to be.

    What was public before a channel was made does not go by it, unless it crosses a gate again. Doing it twice changes nothing.
    """
    touched = set(things)
    if not touched or not Channel.objects.exists():
        return 0
    existing: dict[UUID, list[Delivery]] = {}
    for row in Delivery.objects.filter(thing__in=touched).select_related("channel"):
        existing.setdefault(row.thing, []).append(row)
    public = public_things(touched)
    channels = _channels_of(public.values())
    since = dict(
        Passage.objects.filter(thing__in=public, audience=PUBLIC, since__isnull=False, until=None).values_list("thing", "since")
    )  # fmt: skip
    left_out = set(LeftOut.objects.filter(thing__in=public).values_list("channel", "thing"))
    count = 0
    for key in touched & (public.keys() | existing.keys()):
        ways = [one for one in channels.get(key, ()) if (one.id, key) not in left_out]
        rows = existing.get(key, [])
        copy = copy_of(public[key]) if key in public and (ways or rows) else None
        if copy and any(way.network not in CLOSED for way in ways) and len(copy.path) <= LONGEST_PATH:
            Address.objects.update_or_create(path=copy.path, defaults={"thing_id": key})
        count += _want(key, copy, ways, rows, since.get(key))
    return count


def _channels_of(things: Iterable[Thing]) -> dict[UUID, list[Channel]]:
    """Return the channels by which each thing goes: of its space, and of the community around it."""
    spaces = {thing.id: thing.space_id for thing in things}
    roots = dict(Space.objects.filter(pk__in=set(spaces.values())).values_list("pk", "root_id"))
    rows = Channel.objects.filter(Q(space__in=roots.keys()) | Q(space__in=roots.values())).exclude(
        state=ChannelState.NEW
    )
    found = list(rows.order_by("id"))
    return {
        thing: [channel for channel in found if channel.space_id in {space, roots.get(space)}]
        for thing, space in spaces.items()
        if space
    }


def _want(thing: UUID, copy: Copy | None, ways: list[Channel], rows: list[Delivery], since: datetime | None) -> int:
    """Note what each copy of a thing should say; what has none yet begins one where the thing went outward after its channel was made."""
    wanted = {(way.id, target): wish for way in ways if copy for target, wish in _wishes(way, copy)}
    count = 0
    for row in rows:
        count += _change(row, wanted.pop((row.channel_id, row.target), ""))
    fresh = {way.id for way in ways if since and since >= way.made}
    made = [
        Delivery(channel_id=channel, thing=thing, target=target, wanted=wish, due=clock.now() + GRACE)
        for (channel, target), wish in wanted.items()
        if channel in fresh
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return count + len(made)


def _wishes(way: Channel, copy: Copy) -> list[tuple[str, str]]:
    """Return what a thing says by a channel: one copy, or a word to each page that it links to."""
    shape = SHAPES.get(Network(way.network))
    return [(target, copy.digest(shape)) for target in (copy.targets if shape is None else ("",))]


def _change(row: Delivery, wish: str) -> int:
    if row.wanted == wish:
        return 0
    was_never_out = not wish and row.channel.network in CLOSED and not row.digest
    row.wanted, row.tries, row.problem, row.due = wish, 0, "", clock.now() + GRACE
    row.state = DeliveryState.WITHDRAWN if was_never_out else DeliveryState.WAITING
    row.changed = clock.now()
    row.save(update_fields=["wanted", "tries", "problem", "due", "state", "changed"])
    return 1


def realign() -> int:
    """Hold all that is out there against what is public: what went away without a word is taken down. Return how many are to be."""
    out = Delivery.objects.exclude(wanted="").order_by("thing").values_list("thing", flat=True).distinct()
    things = list(out)
    return sum(align(things[start : start + 500]) for start in range(0, len(things), 500))


@transaction.atomic
def leave_out(actor: Actor, thing: Thing, channels: Collection[UUID]) -> None:
    """Say by which channels a thing is not to go; all others it goes by. What went out by one is taken down. Raises Refused (403)."""
    space = space_of(thing)
    require(may_choose_channels(actor, thing, space))
    now = set(LeftOut.objects.filter(thing=thing.id).values_list("channel", flat=True))
    wanted = {way.id for way in ways_out(space)} & set(channels)
    if now == wanted:
        return
    LeftOut.objects.filter(thing=thing.id).exclude(channel__in=wanted).delete()
    LeftOut.objects.bulk_create(
        [LeftOut(channel_id=key, thing_id=thing.id) for key in wanted - now], ignore_conflicts=True
    )
    record(ChannelsChosen(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id))


def ways_out(space: Space) -> list[Way]:
    """Return by which channels what is public in a space goes; kept until something happens."""
    return kept(("ways out", space.pk, space.root_id), lambda: _ways_out(space))


def _ways_out(space: Space) -> list[Way]:
    """What waits while a channel rests goes out when it goes on: so it is one of the ways all the same."""
    rows = Channel.objects.filter(space__in={space.pk, space.root_id or space.pk}).exclude(state=ChannelState.NEW)
    return [Way(row.id, name_of(row)) for row in rows.order_by("id")]


def name_of(channel: Channel) -> str:
    """Return what a channel is called: its network, and the account there."""
    network = "Mastodon" if channel.network == Network.MASTODON else Network(channel.network).label
    return f"{network} {channel.account or channel.host}".strip()
