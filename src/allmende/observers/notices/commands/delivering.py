"""Sending what is due: taken once, judged again, written in the language and zone of whoever gets it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import override

from allmende.commons.mutes.queries import Quiet, quiet_of
from allmende.commons.reminders.queries import ends_for
from allmende.foundation import clock
from allmende.foundation.journal.outcomes import Became
from allmende.foundation.mail.reachable import why_stopped
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands.telling import is_quiet, quiet_end
from allmende.observers.notices.commands.writing import is_of_list, write
from allmende.observers.notices.models import Channel, Delivery, DeliveryState, Device, Notice, Why
from allmende.observers.notices.presets import Told
from allmende.observers.notices.queries.letters import Letter, digests_of, mails_of, rows_of
from allmende.observers.notices.queries.lines import Row
from allmende.observers.notices.queries.told import Place, places_of, told_of

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
        rows = _reminding(actor, taken, rows)
        goes = _judge(taken, rows, told, account.actor.zone, channel)
        for device in devices:
            for notices in _by_thing(goes):
                to_device(str(device), notices)
        for letter in _letters(account.actor, goes, channel, told):
            write(account, letter, channel, told, [str(taken[row.id]) for row in letter.rows])
    _end([taken[row.id] for row in goes], Why.NONE)
    return len(goes)


def _letters(actor: Actor, rows: Sequence[Row], channel: Channel, told: Told) -> list[Letter]:
    """Return the mails that tell of these; what comes as a mailing list has a mail for each, so that programs thread it."""
    if channel in {Channel.DAILY, Channel.WEEKLY}:
        return digests_of(actor, rows)
    if channel == Channel.PUSH:
        return []
    places = places_of({row.thing for row in rows})
    return mails_of(actor, rows, {row.id for row in rows if is_of_list(row) and told.lists(places[row.thing].around)})


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


def _reminding(actor: UUID, taken: dict[UUID, UUID], rows: dict[UUID, Row]) -> dict[UUID, Row]:
    """Return rows with the ends of reminders as they stand now; those that no longer hold end here, and say why."""
    ends = ends_for(actor, [row.activity for row in rows.values() if row.until and row.until > clock.now()])
    stand: dict[UUID, Row] = {}
    for row in rows.values():
        due_and_end = ends.get(row.activity, (row.at, row.until))
        if due_and_end is None or due_and_end[0] > clock.now():
            _end([taken.pop(row.id)], Why.MOVED if due_and_end else Why.DONE)
        else:
            stand[row.id] = row._replace(until=due_and_end[1])
    return stand


@transaction.atomic
def still_stand(deliveries: Sequence[str]) -> bool:
    """Say whether a mail that waited in the queue may go out: all that it tells of is judged once more.

    What no longer holds ends and says why; the rest of that mail waits to be written anew.
    """
    rows = Delivery.objects.select_for_update().filter(id__in=list(deliveries), state=DeliveryState.SENT)
    sent = {row.notice_id: row for row in rows}
    first = next(iter(sent.values()), None)
    if first is None:
        return True
    channel, taken = Channel(first.channel), {notice: row.id for notice, row in sent.items()}
    account = Account.objects.filter(actor=first.actor_id, is_active=True).first()
    if account is None:
        return bool(_end(taken.values(), Why.NOWHERE))
    told = told_of([account.actor_id])[account.actor_id]
    stand = _reminding(account.actor_id, taken, rows_of(account.actor, taken))
    goes = _judge(taken, stand, told, account.actor.zone, channel)
    if len(goes) == len(sent):
        return True
    again = Delivery.objects.filter(id__in=[sent[row.id].id for row in goes])
    again.update(state=DeliveryState.WAITING, ended=None, due=clock.now())
    return False


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
        elif (
            channel in AT_ONCE
            and not (row.why and row.why.insists)
            and (later := quiet_end(row.occasion, told.wishes, zone, now))
        ):
            waits = Delivery.objects.filter(id=taken[row.id])
            waits.update(state=DeliveryState.WAITING, due=later, why=Why.QUIET, ended=None)
        else:
            goes.append(row)
    return goes


def _why_not(row: Row, told: Told, quiet: Quiet, place: Place, channel: Channel) -> Why:
    """Say why something is not sent any more; empty where it is."""
    if row.until and row.until <= clock.now():
        return Why.PAST
    if row.read_at:
        return Why.READ
    if is_quiet(quiet, row.occasion, row.by, place):
        return Why.QUIETED
    if row.why and row.why.insists:
        return Why.NONE
    return Why.NONE if channel in told.ways(row.occasion, place.around).channels else Why.OFF


def _end(deliveries: Collection[UUID], why: Why) -> int:
    """End deliveries: sent, or not and why. Returns 0: nothing more comes of them."""
    state = DeliveryState.DROPPED if why else DeliveryState.SENT
    Delivery.objects.filter(id__in=list(deliveries)).update(state=state, why=why, ended=clock.now())
    return 0


def became_of(activities: Collection[UUID]) -> list[Became]:
    """Return by which ways people were told of activities, or why not, in numbers; two statements."""
    notices = Notice.objects.filter(activity__in=activities)
    rows = Delivery.objects.filter(notice__activity__in=activities).order_by("channel", "state", "why")
    counted = rows.values_list("channel", "state", "why").annotate(n=Count("id"))
    app = Became("app", DeliveryState.SENT, "", notices.filter(in_app=True).count())
    states = {DeliveryState.TAKEN: DeliveryState.WAITING}
    return [
        app,
        *(
            Became(way, states.get(state, state), why if state == DeliveryState.DROPPED else "", n)
            for way, state, why, n in counted
        ),
    ]


def hold_back() -> int:
    """After a restore: end what waited and should have gone out by now, as it most likely did; return how many."""
    due = Delivery.objects.filter(ended=None, due__lte=clock.now())
    return due.update(state=DeliveryState.DROPPED, why=Why.RESTORED, ended=clock.now())


def settle() -> int:
    """Where a whole story was lived through at once: what was due in it went out as it happened; return how many."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, due__lte=clock.now())
    return due.update(state=DeliveryState.SENT, why=Why.NONE, ended=F("due"))
