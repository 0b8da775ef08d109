"""Noting what people have read, and forgetting it when it is old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.options.definitions import value_of
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Delivery, DeliveryState, Notice, Why

DAYS_KEPT = Option(
    "notices.days", _("Notices that were read"), _("So long a notice that was read stays on its owner's page."), _("days"), 180, 30, 730
)  # fmt: skip
LOG_KEPT = timedelta(days=60)
"""So long one can see what became of a mail."""
GIVEN_UP_AFTER = timedelta(days=7)
"""A job that fails is tried again for half an hour, and then waits for whoever looks after the node."""


def mark_read(actor: Actor, notices: Iterable[UUID] | None = None) -> int:
    """Note that someone has read these notices of theirs (all, when none are named); return how many were unread."""
    unread = Notice.objects.filter(actor=actor, read_at=None)
    if notices is not None:
        unread = unread.filter(id__in=list(notices))
    return unread.update(read_at=clock.now())


def mark_line_read(actor: Actor, key: UUID) -> int:
    """Note that someone has read a notice of theirs, with all earlier ones about the same thing; return how many were unread."""
    line = Notice.objects.filter(actor=actor, id=key).first()
    if line is None:
        return 0
    rows = Notice.objects.filter(actor=actor, thing_id=line.thing_id, id__lte=key, read_at=None)
    return rows.update(read_at=clock.now())


def forget_old() -> int:
    """Delete what was read long ago, and how it once went out; return how many notices."""
    now = clock.now()
    Notice.objects.filter(until__lt=now, read_at=None).update(read_at=now)  # what is past rings no bell
    Delivery.objects.filter(ended__lt=now - LOG_KEPT).delete()
    _give_up(now)
    old = now - timedelta(days=value_of(DAYS_KEPT))
    Notice.objects.filter(in_app=False, id__lt=clock.lowest_key(old)).delete()
    return Notice.objects.filter(read_at__lt=old).delete()[1].get(Notice._meta.label, 0)


def _give_up(now: datetime) -> None:
    """End what was taken days ago by a job that was given up and dropped."""
    taken = Delivery.objects.filter(state=DeliveryState.TAKEN, due__lt=now - GIVEN_UP_AFTER)
    taken.update(state=DeliveryState.DROPPED, why=Why.FAILED, ended=now)
