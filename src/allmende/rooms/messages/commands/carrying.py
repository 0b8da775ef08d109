"""Carrying messages on their channels: each delivery once, in the transaction in which it is handed over."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.audiences.models import Reach
from allmende.commons.spaces.queries import root_of, space_of
from allmende.foundation import clock
from allmende.rooms.messages.channels import CHANNELS, Parcel, outside
from allmende.rooms.messages.commands.linking import new_token
from allmende.rooms.messages.models import Delivery, DeliveryState, Outsider
from allmende.rooms.messages.queries.talk import head_of

AT_ONCE = 100


def carry_waiting() -> None:
    """Carry what waits, a part of it; the worker comes again. Cheap, and safe twice at once."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING).order_by("pk").values_list("pk", flat=True)
    for key in waiting[:AT_ONCE]:
        carry(key)


@transaction.atomic
def carry(key: int) -> None:
    """Hand one delivery over to its channel, unless it was meanwhile; whoever left the conversation gets nothing."""
    rows = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=key, state=DeliveryState.WAITING
    )
    found = rows.select_related("actor", "message__author", "message__conversation__place", "message__audience").first()
    if found is None:
        return
    found.why = _hand_over(found)
    found.state = DeliveryState.SKIPPED if found.why else DeliveryState.SENT
    found.at = clock.now()
    found.save(update_fields=["state", "why", "at"])


def _hand_over(found: Delivery) -> str:
    said = found.message
    if said.is_removed:
        return "removed"
    if found.channel == outside.KEY:
        return _hand_outside(found)
    if not Reach.objects.filter(actor=found.actor_id, audience=said.audience_id).exists():
        return "left"
    seat = said.conversation.seats.filter(actor=found.actor_id).first()
    if seat is None or seat.channel != found.channel or seat.muted:
        return "unwanted"
    if seat.read >= said.pk:
        return "read"
    title = head_of(found.actor, said.conversation).title
    root = root_of(space_of(said.conversation))
    return CHANNELS[found.channel].deliver(Parcel(said, found.actor, title, root))


def _hand_outside(found: Delivery) -> str:
    """Carry a message to someone from outside, while they take part."""
    rows = Outsider.objects.filter(conversation=found.message.conversation_id, actor=found.actor_id)
    outsider = rows.select_related("actor").first()
    if outsider is None:
        return "left"
    outsider.conversation = found.message.conversation
    return outside.deliver(outsider, found.message, lambda: new_token(outsider))
