"""Bringing copies into line: posted, changed, taken down; once each, with back-off, a lane for each channel, and an end that is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.observers.channels.commands import posting, telling
from allmende.observers.channels.commands.keeping import sign_out
from allmende.observers.channels.composing import Copy, copy_of, public_things
from allmende.observers.channels.models import Channel, ChannelState, Delivery, DeliveryState, LeftOut, Network
from allmende.observers.channels.networks import CLOSED, SHAPES
from allmende.observers.channels.outcomes import Outcome, Result
from allmende.observers.channels.rules import may_keep_channels

BACK_OFF = (5, 30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 86_400)
"""Seconds after each failed attempt, nearly three days; after one more it is given up."""
HELD = timedelta(seconds=90)
"""How long a delivery, and a channel, belong to whoever took it: longer than any attempt."""
TURN = 20.0
"""Seconds after which a channel makes room for the next one."""


def line_up(enqueue: Callable[[str], Any]) -> int:
    """Line up a task for each channel by which something is due and nobody is sending; return how many. One statement when idle."""
    now = clock.now()
    free = Channel.objects.filter(state=ChannelState.ON, taken_until__lte=now, rests_until__lte=now).exclude(
        network__in=CLOSED
    )
    due = free.filter(deliveries__state=DeliveryState.WAITING, deliveries__due__lte=now)
    count = 0
    for key in due.values_list("id", flat=True).distinct():
        if free.filter(id=key).update(taken_until=now + HELD):
            enqueue(str(key))
            count += 1
    return count


def deliver_by(key: UUID) -> int:
    """Bring into line what is due by a channel, until all is, its time is over or its network wants rest; return the attempts."""
    began, count, rest = time.monotonic(), 0, 0
    while not rest and time.monotonic() - began < TURN and (delivery := _take(key)):
        rest = _settle(delivery, bring_into_line(delivery))
        count += 1
    now = clock.now()
    Channel.objects.filter(id=key).update(taken_until=now, rests_until=now + timedelta(seconds=rest))
    return count


def _take(key: UUID) -> Delivery | None:
    """Take the next delivery; nobody else does while it is under way, and after a crash it is due again."""
    now = clock.now()
    rows = Delivery.objects.filter(
        channel=key, channel__state=ChannelState.ON, state=DeliveryState.WAITING, due__lte=now
    )
    delivery = rows.select_related("channel__space__root").order_by("due", "id").first()
    if delivery is None:
        return None
    mine = Delivery.objects.filter(id=delivery.id, state=DeliveryState.WAITING, due=delivery.due).update(due=now + HELD)
    return delivery if mine else _take(key)


def bring_into_line(delivery: Delivery) -> Outcome:
    """Make one attempt with the thing as it is at this moment."""
    copy = current_copy(delivery)
    if delivery.channel.network == Network.WEBMENTION:
        return telling.tell(delivery, copy)
    return posting.post(delivery, copy)


def current_copy(delivery: Delivery) -> Copy | None:
    """Return what a delivery's thing says now; None where it is not to be out there."""
    thing = public_things({delivery.thing}).get(delivery.thing)
    if thing is None or LeftOut.objects.filter(channel=delivery.channel_id, thing=delivery.thing).exists():
        return None
    return copy_of(thing)


def _settle(delivery: Delivery, outcome: Outcome) -> int:
    """Note what came of an attempt; return for how many seconds the channel rests."""
    now, rest = clock.now(), outcome.rest
    if outcome.result == Result.DONE:
        state = outcome.state or (DeliveryState.SENT if delivery.digest else DeliveryState.WITHDRAWN)
        changed = {"state": state, "tries": 0, "problem": outcome.problem}
    elif outcome.result == Result.REFUSED:
        changed = {"state": DeliveryState.FAILED, "problem": outcome.problem}
    elif outcome.result == Result.SIGNED_OUT:
        sign_out(delivery.channel)
        changed = {"due": now, "problem": outcome.problem}
    elif outcome.result == Result.LATER:
        changed = {"due": now + timedelta(seconds=max(rest, 1)), "problem": outcome.problem}
    elif delivery.tries >= len(BACK_OFF):
        changed = {"state": DeliveryState.FAILED, "problem": outcome.problem}
    else:
        wait = max(rest, BACK_OFF[delivery.tries])
        changed = {"due": now + timedelta(seconds=wait), "tries": delivery.tries + 1, "problem": outcome.problem}
    # What was asked for meanwhile (`wanted`) is not overwritten: then it waits on.
    asked = Delivery.objects.filter(id=delivery.id)
    if not asked.filter(wanted=delivery.wanted).update(**changed, changed=now):
        asked.update(changed=now)
    return rest


def hold_back() -> int:
    """After a restore: what waited to go out when the backup was made was most likely handed on since; a person says so. Return how many."""
    open_ways = Delivery.objects.filter(state=DeliveryState.WAITING).exclude(channel__network__in=CLOSED)
    return open_ways.update(state=DeliveryState.FAILED, problem="restored")


@transaction.atomic
def send_again(actor: Actor, delivery: Delivery) -> None:
    """Try again what was given up, or the next attempt now. Raises Refused (403, 409 where there is nothing to try)."""
    require(may_keep_channels(actor, delivery.channel.space))
    rows = Delivery.objects.filter(
        id=delivery.id, state__in=(DeliveryState.FAILED, DeliveryState.NOTHING, DeliveryState.WAITING)
    )
    if delivery.channel.network in CLOSED or not rows.update(
        state=DeliveryState.WAITING, tries=0, due=clock.now(), problem="", changed=clock.now()
    ):
        raise Refused(_("There is nothing to try again."), 409)


@transaction.atomic
def mark_done(actor: Actor, delivery: Delivery, url: str = "") -> None:
    """Say that a closed network's copy stands there now (`url` is where), was changed, or was taken down.

    Raises Refused: 403, 409 nothing to do, 422 no address.
    """
    channel = delivery.channel
    require(may_keep_channels(actor, channel.space))
    if channel.network not in CLOSED:
        raise Refused(_("This goes by itself."), 409)
    if url and not (
        url.startswith(("https://", "http://")) and url.isprintable() and len(url) <= 500 and " " not in url
    ):
        sentence = _("An address that begins with https://.")
        raise Refused(sentence, 422, errors={"url": sentence})
    copy = current_copy(delivery)
    digest = copy.digest(SHAPES[Network(channel.network)]) if copy else ""
    row = Delivery.objects.select_for_update(of=("self",)).get(id=delivery.id)
    if row.state != DeliveryState.WAITING:
        raise Refused(_("This is done already."), 409)
    row.wanted = row.digest = digest
    row.state = DeliveryState.SENT if digest else DeliveryState.WITHDRAWN
    row.remote_url, row.by, row.changed = (
        url if digest and url else row.remote_url if digest else "",
        actor,
        clock.now(),
    )
    row.save(update_fields=["wanted", "digest", "state", "remote_url", "by", "changed"])
