"""Choosing rows, weighing them, doing the deed: a few at once, many in a task that goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.bulk.activities import BatchDone
from allmende.commons.bulk.deeds import Deed, deed_of
from allmende.commons.bulk.models import Batch, State
from allmende.commons.bulk.rules import may_carry_out, may_say_more
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Denied, Refused, Verdict, require
from allmende.identity.actors.models import Actor

MOST = 20_000
"""So many rows can be chosen at once."""
AT_ONCE = 25
"""Up to so many are dealt with while one waits."""
STEP = 50
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def choose(actor: Actor, space: Space | None, key: str, chosen: Iterable[str]) -> Batch:
    """Freeze which rows a deed is to be done to; nothing happens to them yet.

    Raises Refused: 404 for a deed that isn't there or isn't the actor's, 422 for no rows or too many.
    """
    deed = _deed(key)
    require(deed.may(actor, space))
    keys = list(dict.fromkeys(islice(chosen, MOST + 1)))
    if not keys:
        raise Refused(_("Choose at least one first."), 422)
    if len(keys) > MOST:
        raise Refused(_("These are more than %(most)d. Narrow them down first.") % {"most": MOST}, 422)
    state = State.ASKING if deed.form else State.WEIGHING
    return Batch.objects.create(actor=actor, space=space, deed=key, keys=keys, state=state)


@transaction.atomic
def say_more(actor: Actor, batch: Batch, given: dict[str, Any]) -> Batch:
    """Keep what the deed asks for; then it is weighed anew. Raises Refused (404, 409)."""
    batch = _held(batch.id)
    require(may_say_more(actor, batch))
    batch.given, batch.state, batch.at, batch.fits, batch.refusals = given, State.WEIGHING, 0, 0, {}
    batch.save()
    return batch


@transaction.atomic
def begin(actor: Actor, batch: Batch) -> Batch:
    """Say yes: what was weighed is done from now on. Raises Refused: 404 not one's own, 409 not weighed, done, nothing to do."""
    batch = _held(batch.id)
    require(may_carry_out(actor, batch))
    require(_deed(batch.deed).may(actor, batch.space))
    batch.state, batch.at, batch.fits, batch.refusals = State.DOING, 0, 0, {}
    batch.save()
    return batch


@transaction.atomic
def take_step(key: UUID) -> Batch | None:
    """Weigh or do the next rows of a batch in one transaction; return it, or None when nothing is left to do.

    Being stopped in the middle leaves the rows of this step as they were. Each row is asked again when it is done, and is
    done in a savepoint of its own.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("actor", "space__root").filter(id=key).first()
    if batch is None or batch.state not in {State.WEIGHING, State.DOING}:
        return None
    deed = _deed(batch.deed)
    with override(batch.actor.language):
        for row in batch.keys[batch.at : batch.at + STEP]:
            verdict = _dealt_with(batch, deed, row)
            if isinstance(verdict, Denied):
                reason = str(verdict.reason)
                batch.refusals[reason] = batch.refusals.get(reason, 0) + 1
            batch.fits += bool(verdict)
    batch.at = min(len(batch.keys), batch.at + STEP)
    if batch.at == len(batch.keys):
        _end(batch)
    batch.save(update_fields=["state", "at", "fits", "refusals", "finished"])
    return batch


def _dealt_with(batch: Batch, deed: Deed, row: str) -> Verdict:
    try:
        with transaction.atomic():
            verdict = deed.weigh(batch.actor, batch.space, row, batch.given)
            if verdict and batch.state == State.DOING:
                deed.do(batch.actor, batch.space, row, batch.given)
            return verdict
    except Refused as refusal:
        return Denied(refusal.reason, status=refusal.status)


def _end(batch: Batch) -> None:
    if batch.state == State.WEIGHING:
        batch.state = State.WEIGHED
        return
    batch.state, batch.finished = State.DONE, clock.now()
    space = batch.space
    record(
        BatchDone(
            actor=batch.actor_id, space=space.id if space else None, audience=space.audience_id if space else None,
            batch=batch.id, deed=batch.deed, done=batch.fits, refused=batch.refused,
        )
    )  # fmt: skip


def forget_batches() -> int:
    """Delete batches of thirty days ago; return how many."""
    return Batch.objects.filter(created__lt=clock.now() - KEPT_FOR).delete()[0]


def _deed(key: str) -> Deed:
    deed = deed_of(key)
    if deed is None:
        raise Refused(_("There is nothing here for you."), 404)
    return deed


def _held(key: UUID) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("space__root").get(id=key)
