"""Sending what is due: taken once, judged again, written in the language and zone of whoever gets it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from allmende.commons.mutes.queries import Quiet, quiet_of
from allmende.commons.spaces.letterheads import letterhead_for, letterhead_of
from allmende.commons.threads.by_mail import PURPOSE
from allmende.commons.threads.models import KIND
from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.mail.replies import reply_address
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands.telling import is_quiet, quiet_end
from allmende.observers.notices.models import Channel, Delivery, DeliveryState, Device, Why
from allmende.observers.notices.presets import Told
from allmende.observers.notices.queries.letters import Letter, digests_of, mails_of, rows_of
from allmende.observers.notices.queries.lines import Row
from allmende.observers.notices.queries.told import Place, places_of, told_of
from allmende.observers.notices.stopping import DIGESTS, stop_path

MOST_AT_ONCE = 200
AT_ONCE = (Channel.MAIL, Channel.PUSH)


def line_up(enqueue: Callable[[str, str], Any]) -> int:
    """Line up a task for each person to whom something is due, by channel; return how many. One statement when idle.

    What is taken waits no longer: two workers never line the same up twice, and what a worker leaves undone its job does again.
    """
    due = Delivery.objects.filter(state=DeliveryState.WAITING, due__lte=clock.now())
    pairs = list(due.order_by("actor_id", "channel").values_list("actor_id", "channel").distinct()[:MOST_AT_ONCE])
    for actor, channel in pairs:
        with transaction.atomic():
            if due.filter(actor=actor, channel=channel).update(state=DeliveryState.TAKEN):
                enqueue(str(actor), channel)
    return len(pairs)


@transaction.atomic
def deliver(actor: UUID, channel: Channel, to_device: Callable[[str, list[str]], Any]) -> int:
    """Send someone what was taken for them, in as few mails as it takes; return how many notices they were told of.

    Whether they may see it, want it and have not read it is asked now; each one that is not sent says why. To each device of
    theirs a task writes of its own (`to_device`), since one may answer while another does not.
    """
    taken = _taken(actor, channel)
    account = Account.objects.filter(actor=actor, is_active=True).first()
    if account is None or account.actor.erased:
        return _end(taken.values(), Why.NOWHERE)
    told = told_of([actor])[actor]
    devices = list(Device.objects.filter(actor=actor).values_list("id", flat=True)) if channel == Channel.PUSH else []
    if channel == Channel.PUSH and not devices:
        return _end(taken.values(), Why.NOWHERE)
    if channel != Channel.PUSH and why_stopped(account.email):
        return _end(taken.values(), Why.STOPPED)
    with override(account.actor.language), timezone.override(ZoneInfo(account.actor.zone)):
        rows = rows_of(account.actor, taken)
        goes = _judge(taken, rows, told, account.actor.zone, channel)
        for device in devices:
            for notices in _by_thing(goes):
                to_device(str(device), notices)
        for letter in _LETTERS[channel](account.actor, goes):
            _write(account, letter, channel, told)
    _end([taken[row.id] for row in goes], Why.NONE)
    return len(goes)


_LETTERS: dict[Channel, Callable[[Actor, Sequence[Row]], list[Letter]]] = {
    Channel.MAIL: mails_of, Channel.DAILY: digests_of, Channel.WEEKLY: digests_of, Channel.PUSH: lambda *_none: [],
}  # fmt: skip


def _by_thing(rows: Sequence[Row]) -> list[list[str]]:
    """Return notices in heaps about one thing: each is one message on a device."""
    heaps: dict[UUID, list[str]] = {}
    for row in rows:
        heaps.setdefault(row.thing, []).append(str(row.id))
    return list(heaps.values())


def _taken(actor: UUID, channel: Channel) -> dict[UUID, UUID]:
    """Return deliveries by their notices, held until the transaction ends: a second worker finds them sent."""
    rows = Delivery.objects.select_for_update().filter(actor=actor, channel=channel, state=DeliveryState.TAKEN)
    return dict(rows.order_by("id").values_list("notice_id", "id"))


def _judge(taken: dict[UUID, UUID], rows: dict[UUID, Row], told: Told, zone: str, channel: Channel) -> list[Row]:
    """Return what goes out now, the newest first; note of all else why it doesn't, or until when it waits."""
    now, goes = clock.now(), []
    _end([delivery for notice, delivery in taken.items() if notice not in rows], Why.UNSEEN)
    places, quiet = (
        places_of({row.thing for row in rows.values()}),
        quiet_of([told.wishes.actor_id])[told.wishes.actor_id],
    )
    for row in rows.values():
        if why := _why_not(row, told, quiet, places[row.thing], channel):
            _end([taken[row.id]], why)
        elif channel in AT_ONCE and (later := quiet_end(row.occasion, told.wishes, zone, now)):
            waits = Delivery.objects.filter(id=taken[row.id])
            waits.update(state=DeliveryState.WAITING, due=later, why=Why.QUIET)
        else:
            goes.append(row)
    return goes


def _why_not(row: Row, told: Told, quiet: Quiet, place: Place, channel: Channel) -> Why:
    """Say why something is not sent any more; empty where it is."""
    if row.read_at:
        return Why.READ
    if row.until and row.until <= clock.now():
        return Why.PAST
    if is_quiet(quiet, row.occasion, row.by, place):
        return Why.QUIETED
    return Why.NONE if channel in told.ways(row.occasion, place.around).channels else Why.OFF


def _end(deliveries: Collection[UUID], why: Why) -> int:
    """End deliveries: sent, or not and why. Returns 0: nothing more comes of them."""
    state = DeliveryState.DROPPED if why else DeliveryState.SENT
    Delivery.objects.filter(id__in=list(deliveries)).update(state=state, why=why, ended=clock.now())
    return 0


def _write(account: Account, letter: Letter, channel: Channel, told: Told) -> None:
    """Queue one mail: about one thing, or a digest; where its reader wants no content in mails, it says only that there is something."""
    actor, row = account.actor, letter.rows[0]
    house = letterhead_of(letter.space) if letter.space else letterhead_for(actor, None)
    is_digest = channel != Channel.MAIL
    is_talk = row.spot is not None and not is_digest
    about = DIGESTS if is_digest else str(row.thing) if is_talk else row.occasion.key
    template = "digest" if is_digest else "told"
    hidden = told.wishes.no_content
    post(
        account.email, f"notices/mail/{'hidden' if hidden else template}", language=actor.language, house=house,
        thread=str(row.thing) if is_talk else "", unsubscribe=house.home + stop_path(actor.id, about),
        reply_to=_reply_address(actor.id, letter.rows[-1]) if is_talk else "",
        name=actor.name, community=house.name or house.home, letter=letter, count=len(letter.rows), is_talk=is_talk, channel=str(channel),
        occasion=row.occasion, occasions=_counted(letter.rows),
    )  # fmt: skip


def _reply_address(actor: UUID, row: Row) -> str:
    """Return where an answer to a mail becomes a reply to the comment it tells of; empty where there is no such way."""
    return reply_address(PURPOSE, actor, row.spot) if row.spot and row.spot_kind == KIND else ""


def _counted(rows: Collection[Row]) -> list[tuple[str, int]]:
    """Return what these notices are, without what they are about: each occasion with its number."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[str(row.occasion.title)] = counted.get(str(row.occasion.title), 0) + 1
    return list(counted.items())


def hold_back() -> int:
    """After a restore: end what waited and should have gone out by now, as it most likely did; return how many."""
    due = Delivery.objects.filter(ended=None, due__lte=clock.now())
    return due.update(state=DeliveryState.DROPPED, why=Why.RESTORED, ended=clock.now())


def settle() -> int:
    """Where a whole story was lived through at once: what was due in it went out as it happened; return how many."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, due__lte=clock.now())
    return due.update(state=DeliveryState.SENT, why=Why.NONE, ended=F("due"))
