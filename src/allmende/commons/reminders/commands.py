"""Looking ahead: every end has its row, and those that are near are told of, once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from allmende.commons.reminders.activities import EndCameNear
from allmende.commons.reminders.definitions import Deadline, Open, deadline_of, deadlines
from allmende.commons.reminders.models import Reminder, State, Why
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.identity.actors.commands import system

AT_ONCE = 500


def look_ahead() -> int:
    """Note every end, move what was moved, and remind of what is due; return of how many ends people were reminded."""
    for deadline in deadlines():
        _note(deadline)
    due = Reminder.objects.filter(state=State.WAITING, due__lte=clock.now()).order_by("due", "id")
    return sum(_give(key) for key in list(due.values_list("id", flat=True)[:AT_ONCE]))


@transaction.atomic
def _note(deadline: Deadline) -> None:
    key = deadline.reason.key
    found = {one.subject: one for one in deadline.open_now(None)}
    known = {row.subject: row for row in Reminder.objects.filter(kind=key, subject__in=list(found))}
    Reminder.objects.bulk_create(
        [
            Reminder(kind=key, subject=one.subject, thing=one.thing, ends=one.ends, due=one.due)
            for one in found.values()
            if one.subject not in known
        ],
        batch_size=500,
        ignore_conflicts=True,  # another worker noted it too
    )
    for row in known.values():
        _move(row, found[row.subject])


def _move(row: Reminder, to: Open) -> None:
    """Let a reminder follow its end. It waits again if people were not reminded, or so early that the new end is far from it."""
    waits = row.given is None or row.given < to.due
    if row.ends == to.ends and (row.state != State.DROPPED or not waits):
        return
    row.ends, row.due, row.thing = to.ends, to.due, to.thing
    row.state, row.why = (State.WAITING if waits else State.GIVEN), Why.NONE
    row.save()


@transaction.atomic
def _give(key: UUID) -> int:
    """Remind of one end, judged anew while its row is held: twice, late or at once elsewhere, it happens once."""
    row = Reminder.objects.select_for_update().get(id=key)
    now = clock.now()
    if row.state != State.WAITING or row.due > now:
        return 0
    deadline = deadline_of(row.kind)
    one = next(iter(deadline.open_now(row.subject)), None) if deadline else None
    thing = Thing.objects.filter(id=row.thing).first()
    if one is None or one.ends <= now or thing is None:
        row.state, row.why = State.DROPPED, Why.PAST if row.ends <= now else Why.CLOSED
        row.save()
        return 0
    row.ends, row.state, row.given = one.ends, State.GIVEN, now
    row.save()
    record(
        EndCameNear(
            actor=system().id, thing=thing.id, space=thing.space_id or thing.id, audience=thing.audience_id,
            kind=row.kind, subject=row.subject, ends=one.ends.isoformat(),
        )
    )  # fmt: skip
    return 1
