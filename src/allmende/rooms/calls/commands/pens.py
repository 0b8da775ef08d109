"""Who writes on a contribution just now. Nothing is recorded of it: it is over in minutes, and nobody else's business."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from allmende.foundation import clock
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Contribution, Writing
from allmende.rooms.calls.queries.pens import PATIENCE
from allmende.rooms.calls.rules import may_revise


@transaction.atomic
def hold_pen(actor: Actor, contribution: Contribution) -> None:
    """Say that someone has a contribution open and writes; said again while they do. Raises Refused as for revising."""
    require(may_revise(actor, contribution))
    now = clock.now()
    pen, is_new = Writing.objects.get_or_create(
        contribution=contribution, actor=actor, defaults={"since": now, "seen": now}
    )
    if not is_new:
        pen.since = pen.since if now - pen.seen < PATIENCE else now
        pen.seen = now
        pen.save(update_fields=["since", "seen"])


def note_saved(actor: Actor, contribution: Contribution) -> None:
    """Note that someone has saved, within the caller's transaction."""
    now = clock.now()
    Writing.objects.update_or_create(
        contribution=contribution, actor=actor, defaults={"saved": now, "seen": now}, create_defaults={"saved": now}
    )


def last_to_save(contribution: UUID) -> UUID | None:
    """Return who saved last, of those whose windows are remembered."""
    rows = Writing.objects.filter(contribution=contribution, saved__isnull=False).order_by("-saved")
    return rows.values_list("actor_id", flat=True).first()
