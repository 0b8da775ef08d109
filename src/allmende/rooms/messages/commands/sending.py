"""Carrying announcements out: the worker's round takes the next people of each, in one transaction, so that nobody gets it twice."""

from __future__ import annotations

from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import transaction

from allmende.commons.audiences.commands import let_in
from allmende.commons.spaces.models import Membership
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.rooms.messages.activities import AnnouncementDelivered
from allmende.rooms.messages.commands.announcing import held_announcement
from allmende.rooms.messages.models import (
    Announcement,
    AnnouncementState,
    Left,
    Recipient,
    RecipientState,
)
from allmende.rooms.messages.queries.choosing import chosen_of, chosen_people

STEP = 200
"""So many people at a time: what a worker that is killed leaves undone is a step, which the next one takes up."""


def send_out() -> None:
    """Begin what is due, and carry each that is going out a step further. Cheap when idle, and safe twice at once."""
    now = clock.now()
    ready = Announcement.objects.filter(kind="announcement", state=AnnouncementState.READY)
    due = ready.filter(due=None) | ready.filter(due__lte=now)
    for key in list(due.order_by("pk").values_list("pk", flat=True)):
        begin_sending(key)
    going = Announcement.objects.filter(kind="announcement", state=AnnouncementState.SENDING)
    for key in list(going.order_by("pk").values_list("pk", flat=True)):
        take_step(key)


@transaction.atomic
def begin_sending(key: UUID) -> None:
    """Fix whom an announcement reaches, as they are chosen at this moment; nothing where another worker did."""
    announcement = held_announcement(Announcement(pk=key))
    if announcement.state != AnnouncementState.READY:
        return
    people = chosen_people(announcement.author, announcement.place, chosen_of(announcement))
    count = 0
    for some in batched(people.iterator(chunk_size=1_000), 1_000):
        rows = [Recipient(announcement=announcement, actor_id=actor) for actor in some]
        Recipient.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        count += len(rows)
    announcement.total, announcement.at, announcement.begun = count, 0, clock.now()
    announcement.state = AnnouncementState.SENDING
    announcement.save()


@transaction.atomic
def take_step(key: UUID) -> None:
    """Let the next people of an announcement have it, and note of whoever doesn't get it why; the journal says who is to be told."""
    announcement = held_announcement(Announcement(pk=key))
    if announcement.state != AnnouncementState.SENDING:
        return
    waiting = announcement.recipients.filter(state=RecipientState.WAITING).order_by("id")
    chosen = dict(waiting.values_list("id", "actor_id")[:STEP])
    if chosen:
        _deliver(announcement, chosen)
    announcement.at += len(chosen)
    if len(chosen) < STEP:
        announcement.state, announcement.ended = AnnouncementState.SENT, clock.now()
    announcement.save(update_fields=["at", "state", "ended"])


def _deliver(announcement: Announcement, chosen: dict[int, UUID]) -> None:
    now = clock.now()
    rows = Membership.objects.filter(space=announcement.place, actor__in=chosen.values(), actor__erased=None)
    breaks = dict(rows.values_list("actor_id", "paused_until"))
    why = {row: _left_out(actor, breaks, now) for row, actor in chosen.items()}
    reached = {row: chosen[row] for row, left in why.items() if not left}
    let_in(announcement.audience, set(reached.values()))
    announcement.recipients.filter(id__in=reached).update(state=RecipientState.REACHED)
    for left in (Left.GONE, Left.BREAK):
        gone = [row for row, reason in why.items() if reason == left]
        announcement.recipients.filter(id__in=gone).update(state=RecipientState.SKIPPED, why=left)
    if reached:
        record(
            AnnouncementDelivered(
                actor=announcement.author_id, thing=announcement.pk, space=announcement.place_id,
                audience=announcement.audience_id, first=min(chosen), last=max(chosen),
            )
        )  # fmt: skip


def _left_out(actor: UUID, breaks: dict[UUID, datetime | None], now: datetime) -> Left:
    if actor not in breaks:
        return Left.GONE
    until = breaks[actor]
    return Left.BREAK if until and until > now else Left.NONE


def hold_back() -> int:
    """After a restore: what was going out is paused, and what was due is a draft again, as both most likely went out since; return how many."""
    things = Thing.objects.filter(kind="announcement")
    due = Announcement.objects.filter(state=AnnouncementState.READY).exclude(due__gt=clock.now())
    drafts = things.filter(pk__in=list(due.values_list("pk", flat=True))).update(state=AnnouncementState.DRAFT)
    return drafts + things.filter(state=AnnouncementState.SENDING).update(state=AnnouncementState.PAUSED)
