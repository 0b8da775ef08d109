"""Telling whom a batch of activities concerns: a notice for each person, and a delivery for each way out that they want."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, groupby, islice
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.queries import Quiet, quiet_of
from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.journal.concerns import Concern, reason_of
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import Occasion
from allmende.foundation.options.definitions import value_of
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor, Kind
from allmende.observers.notices.concerns import LISTED, concerned
from allmende.observers.notices.hours import end_of_quiet, next_hour
from allmende.observers.notices.models import Channel, Delivery, Device, Notice, Why, Wishes
from allmende.observers.notices.presets import EVERY_WAY, Told, Ways
from allmende.observers.notices.queries.told import Place, places_of, told_of

PATIENCE = Option(
    "notices.patience", _("Mails at once"),
    _("So long a mail about something new waits, in case it is read in the app meanwhile or taken back."), _("seconds"), 60, 0, 3600,
)  # fmt: skip

AT_ONCE = 500
"""So many people are told in one transaction."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom something may reach: their zone, and whether they have a mailbox, and a device that may be written to."""

    zone: str
    has_mailbox: bool
    has_device: bool


@dataclass(frozen=True, slots=True)
class _Batch:
    """What has to be known of all whom a batch concerns."""

    people: dict[UUID, Person]
    told: dict[UUID, Told]
    quiet: dict[UUID, Quiet]
    places: dict[UUID, Place]
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Others:
    """People who are told of one thing for one reason in a task of its own, as a task takes it: ids and keys."""

    activity: str
    reason: str
    people: list[str]
    thing: str | None = None
    spot: str | None = None
    until: str | None = None


def tell(entries: list[Entry], later: Callable[[Others], object]) -> None:
    """Tell whom a batch concerns; an entry that comes again tells nobody twice.

    The first `AT_ONCE` people are told now, in the caller's transaction; of all others as many at a time by whoever is called
    `later`: with 20,000 nobody waits for the lock meanwhile, and no more than so many are in memory.
    """
    news = concerned(entries)
    _tell(list(islice(news, AT_ONCE)))
    for (entry, reason, *about), run in groupby(news, _what):
        for some in batched(run, AT_ONCE):
            people = [str(concern.actor) for _entry, concern in some]
            later(Others(str(entry), reason, people, *[str(one) if one else None for one in about]))


def _what(news: tuple[Entry, Concern]) -> tuple[UUID, str, UUID | None, UUID | None, datetime | None]:
    entry, concern = news
    return entry.id, concern.reason.key, concern.thing, concern.spot, concern.until


@transaction.atomic
def tell_others(others: Others) -> int:
    """Tell people whom `tell` left for later; return how many they are. A room that is gone since tells nobody."""
    entry, why = Entry.objects.get(id=others.activity), reason_of(others.reason)
    if why is None:
        return 0
    thing, spot = (UUID(one) if one else None for one in (others.thing, others.spot))
    until = datetime.fromisoformat(others.until) if others.until else None
    _tell([(entry, Concern(UUID(person), why, thing, spot, until)) for person in others.people])
    return len(others.people)


def _tell(news: Sequence[tuple[Entry, Concern]]) -> None:
    news = _without_told(news)
    if not news:
        return
    people = people_by({concern.actor for _entry, concern in news})
    places = places_of({key for entry, concern in news for key in (concern.thing or entry.thing, concern.spot) if key})
    batch = _Batch(people, told_of(people), quiet_of(people), places, timedelta(seconds=value_of(PATIENCE)))
    made = [made for entry, concern in news if (made := _made(batch, entry, concern))]
    Notice.objects.bulk_create([notice for notice, _ways in made], batch_size=500)
    Delivery.objects.bulk_create([delivery for _notice, ways in made for delivery in ways], batch_size=500)


def _without_told(news: Sequence[tuple[Entry, Concern]]) -> list[tuple[Entry, Concern]]:
    """Leave out those who were told when the same entries came before."""
    before = Notice.objects.filter(
        activity__in={entry.id for entry, _concern in news}, actor__in={concern.actor for _entry, concern in news}
    )
    known = set(before.values_list("activity", "actor_id")) if news else set()
    return [(entry, concern) for entry, concern in news if (entry.id, concern.actor) not in known]


def _made(batch: _Batch, entry: Entry, concern: Concern) -> tuple[Notice, list[Delivery]] | None:
    """Return the notice for someone, and its ways out; None where what it is about is gone by now, or they want to hear nothing."""
    thing, occasion = concern.thing or entry.thing, concern.reason.occasion
    is_there = concern.spot is None or concern.spot in batch.places
    if thing not in batch.places or not is_there or concern.actor not in batch.people:
        return None
    person, told, place = batch.people[concern.actor], batch.told[concern.actor], batch.places[thing]
    if is_quiet(batch.quiet[concern.actor], occasion, entry.actor, place):
        return None
    ways = EVERY_WAY if concern.reason.insists else told.ways(occasion, place.around)
    channels = [] if place.is_practice else _channels(ways, concern, person)
    is_listed = concern.reason is LISTED
    if is_listed:
        channels = [channel for channel in channels if channel == Channel.MAIL]
    if not ((ways.in_app and not is_listed) or channels):
        return None
    patience = timedelta(0) if concern.reason.insists else batch.patience
    is_past = concern.until is not None and concern.until <= clock.now()
    notice = Notice(
        actor_id=concern.actor, activity=entry.id, reason=concern.reason.key, by=entry.actor, thing_id=thing,
        spot_id=concern.spot, at=entry.at, in_app=ways.in_app and not is_past and not is_listed, until=concern.until,
    )  # fmt: skip
    dues = {
        channel: due_by(channel, occasion, told, person.zone, entry.at, patience, concern.until) for channel in channels
    }
    return notice, [
        Delivery(notice=notice, actor_id=concern.actor, channel=channel, due=due, why=why)
        for channel, (due, why) in dues.items()
    ]


def is_quiet(quiet: Quiet, occasion: Occasion, by: UUID, place: Place) -> bool:
    """Say whether someone wants to hear nothing of this: they muted or blocked who did it, or muted the thing or a space around it."""
    return not occasion.vital and (by in quiet.people or not quiet.things.isdisjoint(place.around))


def people_by(actors: Collection[UUID]) -> dict[UUID, Person]:
    """Return those of these actors who are there, and what reaches them; three statements. Whoever wrote elsewhere hears of nothing."""
    mailboxes = set(Account.objects.filter(actor__in=actors, is_active=True).values_list("actor_id", flat=True))
    devices = set(Device.objects.filter(actor__in=mailboxes).values_list("actor_id", flat=True))
    rows = Actor.objects.filter(id__in=actors).exclude(kind__in=(Kind.REMOTE, Kind.OUTSIDE)).values_list("id", "zone")
    return {actor: Person(zone, actor in mailboxes, actor in devices) for actor, zone in rows}


def due_by(
    channel: Channel, occasion: Occasion, how: Told, zone: str, at: datetime, patience: timedelta = timedelta(0),
    until: datetime | None = None,
) -> tuple[datetime, Why]:  # fmt: skip
    """Return when something goes out by a channel, and why later than at once: what is vital minds no quiet hours.

    What a digest would bring when it is past (`until`) comes at the digests' hour before, or else at once.
    """
    wishes = how.wishes
    if channel in {Channel.DAILY, Channel.WEEKLY}:
        days = [wishes.digest_day, None] if channel == Channel.WEEKLY else [None]
        hours = (next_hour(at, zone, wishes.digest_hour, day) for day in days)
        return next((hour for hour in hours if until is None or hour < until), at), Why.NONE
    due = at + patience if channel == Channel.MAIL else at
    later = quiet_end(occasion, wishes, zone, due)
    return (later, Why.QUIET) if later else (due, Why.NONE)


def quiet_end(occasion: Occasion, wishes: Wishes, zone: str, at: datetime) -> datetime | None:
    """Return until when someone wants quiet; None where they don't now, or where it must reach them."""
    return None if occasion.vital else end_of_quiet(at, zone, wishes.quiet_from, wishes.quiet_until)


def _channels(ways: Ways, concern: Concern, person: Person) -> list[Channel]:
    """Return the ways out that lead somewhere: a device, and an account's address, unless whoever tells of it writes there themselves."""
    is_mailed = person.has_mailbox and not concern.reason.has_mail
    leads = {channel: person.has_device if channel == Channel.PUSH else is_mailed for channel in ways.channels}
    return [channel for channel, somewhere in leads.items() if somewhere]
