"""Keeping what counts, reckoning levels from it, holding a level, and saying what levels ask and give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.duties.roster import today_in
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.foundation.journal.commands import record, record_all
from allmende.foundation.journal.merits import earned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import SYSTEM_ID
from allmende.identity.actors.models import Actor
from allmende.people.trust.activities import LevelChanged, LevelLocked, RungsSet
from allmende.people.trust.models import LEAST, Level, Merit, Rung, Standing
from allmende.people.trust.models.rungs import WINDOW, entries, level_for, rungs_of
from allmende.people.trust.queries.levels import counts_of
from allmende.people.trust.rules import may_lock_level, may_set_rungs

LONGEST_LOCK = timedelta(days=366)
MOST = 1000


def note(batch: Iterable[Entry]) -> None:
    """Keep what in a batch of the journal counts for whom, and reckon the levels of those alone.

    In the caller's transaction; handed the same entries twice, nothing changes.
    """
    roots: dict[UUID, Space | None] = {}
    merits: dict[UUID, list[Merit]] = {}
    for entry in batch:
        for earned in earned_by(entry):
            root = _root_of(entry.space, roots)
            if root is not None:
                day = entry.at.astimezone(ZoneInfo(root.zone)).date()
                merits.setdefault(root.id, []).append(
                    Merit(
                        space=root, actor_id=earned.actor, giver_id=earned.by, day=day, kind=earned.kind.key,
                        thing=entry.thing,
                    )
                )  # fmt: skip
    for root_id, rows in merits.items():
        known = set(Actor.objects.filter(id__in={row.giver_id for row in rows}).values_list("id", flat=True))
        Merit.objects.bulk_create([row for row in rows if row.giver_id in known], ignore_conflicts=True)
        if root := roots[root_id]:
            reckon(root, {row.actor_id for row in rows})


def _root_of(space: UUID | None, roots: dict[UUID, Space | None]) -> Space | None:
    """Return the community of a space; asked once for each space of a batch."""
    if space is None:
        return None
    if space not in roots:
        found = Space.objects.select_related("root").filter(id=space).first()
        roots[space] = found and (found.root or found)
        if root := roots[space]:
            roots[root.id] = root
    return roots[space]


@transaction.atomic
def reckon(root: Space, people: Iterable[UUID]) -> int:
    """Bring the levels of these people in line with what counts today; return how many changed.

    One statement counts for all of them, and only rows that differ are written.
    """
    wanted = list(people)
    today = today_in(root)
    counts = counts_of(root, today - timedelta(days=WINDOW), wanted)
    rows = {row.actor_id: row for row in Standing.objects.filter(space=root, actor__in=wanted)}
    rows |= {actor: Standing(space=root, actor_id=actor) for actor in counts if actor not in rows}
    enter = entries(root, rungs_of(root))
    changes: list[tuple[Standing, int]] = []
    for row in rows.values():
        before = (row.level, row.people, row.days)
        row.people, row.days = counts.get(row.actor_id, (0, 0))
        if row.locked_until is None or row.locked_until < today:
            row.level = level_for(row.points, row.level, enter)
        if before != (row.level, row.people, row.days):
            changes.append((row, before[0]))
    _keep([row for row, _before in changes])
    record_all(
        LevelChanged(
            actor=SYSTEM_ID, thing=root.id, space=root.id, audience=root.audience_id, member=row.actor_id,
            level=row.level, before=level,
        )
        for row, level in changes if row.level != level
    )  # fmt: skip
    return sum(row.level != level for row, level in changes)


def _keep(rows: list[Standing]) -> None:
    Standing.objects.bulk_create([row for row in rows if row._state.adding], batch_size=500, ignore_conflicts=True)
    known = [row for row in rows if not row._state.adding]
    Standing.objects.bulk_update(known, ["level", "people", "days"], batch_size=500)
    outdate()


def forget_old_merits(root: Space) -> int:
    """Delete what can count no more; return how much it was."""
    return Merit.objects.filter(space=root, day__lte=today_in(root) - timedelta(days=WINDOW)).delete()[0]


@transaction.atomic
def lock_level(actor: Actor, root: Space, member: Actor, level: Level, until: date, reason: str) -> Standing:
    """Hold someone's level where it is said to be until a day, whatever counts meanwhile; they read the reason.

    Raises Refused: 403 who may not, 409 who doesn't belong, 422 without a reason, for a day gone by or further than a year.
    """
    require(may_lock_level(actor, root, member))
    reason = clean_text(reason).strip()[:600]
    if not reason:
        raise Refused(_("Say why, since they will read it."), 422, errors={"reason": _("Give a reason.")})
    today = today_in(root)
    if not today <= until <= today + LONGEST_LOCK:
        raise Refused(_("Choose a day within a year."), 422, errors={"until": _("Within a year.")})
    row, _is_new = Standing.objects.update_or_create(
        space=root, actor=member,
        defaults={"level": level, "locked_until": until, "locked_by": actor, "lock_reason": reason},
    )  # fmt: skip
    outdate()
    _record_lock(actor, root, row)
    return row


@transaction.atomic
def unlock_level(actor: Actor, root: Space, member: Actor) -> None:
    """Let a level move again at once; one that isn't held stays as it is."""
    require(may_lock_level(actor, root, member))
    row = Standing.objects.filter(space=root, actor=member).exclude(locked_until=None).first()
    if row:
        row.locked_until, row.locked_by, row.lock_reason = None, None, ""
        row.save()
        _record_lock(actor, root, row)
        reckon(root, [member.id])


def _record_lock(actor: Actor, root: Space, row: Standing) -> None:
    record(
        LevelLocked(
            actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, member=row.actor_id,
            level=row.level,
        )
    )  # fmt: skip


@dataclass(frozen=True)
class RungChange:
    """What a level is to ask and give."""

    level: Level
    enter: int
    enter_young: int
    rights: dict[str, int]


@transaction.atomic
def set_rungs(actor: Actor, root: Space, changes: Sequence[RungChange]) -> None:
    """Say what a community asks for its levels and gives with them; everyone is reckoned anew by the next round.

    Raises Refused (422) where a level takes fewer than three people or fewer than the one below, or gives what can't be.
    """
    require(may_set_rungs(actor, root))
    hold(root.id)
    for field in ("enter", "enter_young"):
        asked = [getattr(change, field) for change in sorted(changes, key=lambda one: one.level)[1:]]
        if not asked or asked != sorted(set(asked)) or asked[0] < LEAST or asked[-1] > MOST:
            raise Refused(
                _("Each level takes more people than the one before, the first at least %(n)d.") % {"n": LEAST}, 422
            )
    for change in changes:
        if any(not 0 <= value <= 100 for value in change.rights.values()):
            raise Refused(_("A right is a number from 0 to 100."), 422)
        is_first = change.level == Level.ARRIVED
        Rung.objects.update_or_create(
            space=root, level=change.level,
            defaults={
                "enter": 0 if is_first else change.enter, "enter_young": 0 if is_first else change.enter_young,
                "rights": change.rights,
            },
        )  # fmt: skip
    outdate()
    record(RungsSet(actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id))
