"""Asking a Mastodon-compatible server what was answered to what is out there, and who named the account."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.commons.threads.commands.elsewhere import Words
from allmende.foundation import clock
from allmende.observers.channels import speaking
from allmende.observers.channels.commands.keeping import sign_out
from allmende.observers.channels.commands.returning import gone, take_in
from allmende.observers.channels.composing import public_things
from allmende.observers.channels.microformats import host_of, read_entry
from allmende.observers.channels.models import (
    LONGEST_ANSWER,
    Address,
    Channel,
    ChannelState,
    Delivery,
    DeliveryState,
    Echo,
    Network,
)
from allmende.observers.channels.speaking import MOST_REPLIES, Answer

LISTENS = timedelta(days=30)
"""So long it is asked what was answered."""
OFTEN = timedelta(minutes=10)
MOST_ASKED = 30
"""Statuses of one channel that are asked about in one round."""
SEEN = frozenset({"public", "unlisted"})
"""Who a reply is for that everyone may read; what was meant for few comes back to nobody."""


def listen_to(key: UUID) -> int:
    """Take in what came back by a channel since the last time; return how much. The older a copy, the less often it is asked about."""
    channel = Channel.objects.select_related("space__root").filter(id=key, state=ChannelState.ON).first()
    if channel is None or channel.network != Network.MASTODON:
        return 0
    count = 0
    for delivery in _to_ask(channel):
        answer = speaking.replies_to(channel, delivery.remote_id)
        Delivery.objects.filter(id=delivery.id).update(asked=clock.now())
        if not _listens(channel, answer):
            return count
        if answer.is_good and isinstance(answer.body, dict):
            count += _take_replies(channel, delivery.thing, list(speaking.rows_of(answer.body.get("descendants"))))
    answer = speaking.mentions_since(channel)
    if _listens(channel, answer) and answer.is_good:
        count += _take_mentions(channel, list(speaking.rows_of(answer.body)))
    return count


def _to_ask(channel: Channel) -> list[Delivery]:
    now = clock.now()
    rows = Delivery.objects.filter(
        channel=channel, state=DeliveryState.SENT, made__gt=now - LISTENS, asked__lte=now - OFTEN
    ).exclude(remote_id="")  # fmt: skip
    rested = (
        row for row in rows.order_by("asked")[: 10 * MOST_ASKED] if now - row.asked >= (row.asked - row.made) / 10
    )
    return list(rested)[:MOST_ASKED]


def _listens(channel: Channel, answer: Answer) -> bool:
    """Whether the server goes on listening to us."""
    if answer.status == 401:
        sign_out(channel)
    elif answer.rest:
        Channel.objects.filter(id=channel.id).update(rests_until=clock.now() + timedelta(seconds=answer.rest))
    return answer.status not in {0, 401} and not answer.rest


def _take_replies(channel: Channel, thing: UUID, rows: list[dict[str, Any]]) -> int:
    """Take in the replies to a status; what was there and is no more is gone, where the server tells of all."""
    known = {echo.remote_id: echo for echo in _echoes(channel).filter(thing=thing).exclude(remote_id="")}
    if thing not in public_things({thing}):
        return 0
    count = sum(_take(channel, thing, row, known.pop(str(row.get("id", "")), None)) for row in rows)
    if len(rows) < MOST_REPLIES:
        for echo in (one for one in known.values() if not one.target):
            gone(echo)
    return count


def _take(channel: Channel, thing: UUID, row: dict[str, Any], echo: Echo | None, target: str = "") -> int:
    account = row.get("account")
    if (
        not isinstance(account, dict)
        or row.get("visibility") not in SEEN
        or str(account.get("id")) == channel.account_id
    ):
        if echo:  # it was public once
            gone(echo)
        return 0
    source = _address(row.get("url")) or _address(row.get("uri"))
    if not source:
        return 0
    said = read_entry(
        f'<div class="h-entry"><div class="e-content">{row.get("content", "")}</div></div>', source, LONGEST_ANSWER
    )
    name = " ".join(str(account.get("display_name") or account.get("acct") or "").split())[:80] or host_of(source)
    words = Words(
        said.text, name, source, host_of(source), _address(account.get("url")), str(row.get("language") or "")[:5]
    )
    echo = echo or Echo(
        channel=channel, thing_id=thing, source=source, remote_id=str(row.get("id", ""))[:64], target=target
    )
    before = echo.digest
    taken = take_in(echo, words)
    return int(taken is not None and taken.digest != before)


def _take_mentions(channel: Channel, rows: list[dict[str, Any]]) -> int:
    """Take in what names the account and links to something public of ours; what answers a copy of ours came with its replies."""
    if rows and rows[0].get("id"):
        Channel.objects.filter(id=channel.id).update(seen=str(rows[0]["id"])[:64])
    origin, count = origin_of(channel.space), 0
    for status in (row.get("status") for row in rows):
        if not isinstance(status, dict):
            continue
        links = read_entry(str(status.get("content", "")), origin, LONGEST_ANSWER).links
        ours = [urlsplit(link).path for link in links if link.startswith(f"{origin}/")]
        address = Address.objects.filter(path__in=ours, thing__space__in=_spaces(channel)).first()
        is_known = Echo.objects.filter(channel=channel, remote_id=str(status.get("id", ""))).exists()
        if address and not is_known and address.thing_id in public_things({address.thing_id}):
            count += _take(channel, address.thing_id, status, None, origin + address.path)
    return count


def _spaces(channel: Channel) -> QuerySet[Space, Any]:
    return Space.objects.filter(Q(pk=channel.space_id) | Q(root=channel.space_id)).values("pk")


def _echoes(channel: Channel) -> QuerySet[Echo]:
    return Echo.objects.filter(channel=channel).select_related("channel__space__root", "comment", "thing")


def _address(value: Any) -> str:
    text = str(value or "")
    with suppress(ValueError):
        if urlsplit(text).scheme in {"http", "https"} and text.isprintable() and " " not in text and len(text) <= 500:
            return text
    return ""


def to_listen() -> Iterable[UUID]:
    """Return the channels that are asked what came back."""
    rows = Channel.objects.filter(state=ChannelState.ON, network=Network.MASTODON, rests_until__lte=clock.now())
    return rows.order_by("id").values_list("id", flat=True)
