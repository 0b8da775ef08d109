"""Telling people, and noting what they have read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.journal.concerns import Concern, concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.options.definitions import value_of
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice

DAYS_KEPT = Option(
    "notices.days", _("Notices that were read"), _("So long a notice that was read stays on its owner's page."), _("days"), 180, 30, 730
)  # fmt: skip


def tell(entries: list[Entry]) -> None:
    """Tell whom a batch concerns; an entry that comes again tells nobody twice."""
    told = [(entry, concern) for entry in entries for concern in concerned_by(entry)]
    there = _existing(told)
    rows = [
        Notice(
            actor_id=concern.actor,
            activity=entry.id,
            reason=concern.reason.key,
            by=entry.actor,
            thing_id=thing,
            spot_id=concern.spot,
            at=entry.at,
        )
        for entry, concern in told
        if (thing := concern.thing or entry.thing) in there[0]
        and concern.actor in there[1]
        and (concern.spot is None or concern.spot in there[0])
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def mark_read(actor: Actor, notices: Iterable[UUID] | None = None) -> int:
    """Note that someone has read these notices of theirs (all, when none are named); return how many were unread."""
    unread = Notice.objects.filter(actor=actor, read_at=None)
    if notices is not None:
        unread = unread.filter(id__in=list(notices))
    return unread.update(read_at=clock.now())


def forget_old() -> int:
    """Delete what was read long ago; return how many notices."""
    return Notice.objects.filter(read_at__lt=clock.now() - timedelta(days=value_of(DAYS_KEPT))).delete()[0]


def _existing(told: list[tuple[Entry, Concern]]) -> tuple[set[UUID], set[UUID]]:
    """Return the things and the actors that are (still) there: a batch may tell of what was deleted in the meantime."""
    named = {key for entry, concern in told for key in (concern.thing or entry.thing, concern.spot) if key}
    things = set(Thing.objects.filter(id__in=named).values_list("id", flat=True)) if named else set()
    people = {concern.actor for _entry, concern in told}
    return things, set(Actor.objects.filter(id__in=people).values_list("id", flat=True)) if people else set()
