"""Keeping what a thing said before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from allmende.commons.things.models import Thing
from allmende.commons.versions.models import Version
from allmende.foundation.text.cleaning import clean_line
from allmende.identity.actors.models import Actor


@transaction.atomic
def keep(actor: Actor, thing: Thing, snapshot: dict[str, Any], note: str = "") -> Version:
    """Keep a thing's words as they are before a change, within the command and transaction of its room.

    The snapshot is JSON; the thing is held meanwhile, so that two changes at once get two numbers. Note: 280 characters.
    """
    Thing.objects.hold(thing.id)
    last = Version.objects.filter(thing_id=thing.id).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        thing_id=thing.id, number=last + 1, snapshot=snapshot, author=actor, note=clean_line(note)[:280]
    )
