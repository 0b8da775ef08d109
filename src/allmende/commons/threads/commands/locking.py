"""Closing a discussion, and opening it again; whoever acts comes first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import ThreadLocked, ThreadUnlocked
from allmende.commons.threads.commands.saying import held_talk
from allmende.commons.threads.models import LONGEST_REASON
from allmende.commons.threads.rules import may_lock
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def lock_thread(actor: Actor, thing: Thing, *, until: datetime | None = None, reason: str = "") -> None:
    """Close the discussion of a thing, for good or until a moment; reading stays. Closed already, it gets this moment and reason.

    Raises Refused: 403, 404 unseen, 422 a moment that is over.
    """
    if until and until <= clock.now():
        raise Refused(_("Choose a moment that is still to come."), 422, errors={"until": _("Choose a later moment.")})
    thing, thread = held_talk(thing.id)
    require(may_lock(actor, thing))
    reason = clean_line(reason)[:LONGEST_REASON]
    if thread.is_closed and (thread.locked_until, thread.lock_reason) == (until, reason):
        return
    thread.is_locked, thread.locked_until, thread.lock_reason = True, until, reason
    thread.save(update_fields=["is_locked", "locked_until", "lock_reason"])
    record(ThreadLocked(**_of_thread(actor, thing)))


@transaction.atomic
def unlock_thread(actor: Actor, thing: Thing) -> None:
    """Open the discussion of a thing again; nothing happens when it is open. Raises Refused (403)."""
    thing, thread = held_talk(thing.id)
    require(may_lock(actor, thing))
    was_closed, thread.is_locked, thread.locked_until, thread.lock_reason = thread.is_closed, False, None, ""
    thread.save(update_fields=["is_locked", "locked_until", "lock_reason"])
    if was_closed:
        record(ThreadUnlocked(**_of_thread(actor, thing)))


def _of_thread(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"actor": actor.id, "thing": thing.id, "space": thing.space_id or thing.id, "audience": thing.audience_id}
