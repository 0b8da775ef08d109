"""What this room says about its things when they go into the bin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from allmende.commons.bin.activities import ThingBinned
from allmende.commons.bin.rules import Care
from allmende.commons.things.models import Thing
from allmende.foundation.journal.activities import Activity
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.commands import drop_time
from allmende.rooms.posts.models import Post


def _binned(actor: Actor, thing: Thing) -> Activity:
    """What lies in the bin goes out no more: brought back, it is a draft."""
    drop_time(thing)
    return ThingBinned(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


def _titles(things: Sequence[UUID]) -> dict[UUID, str]:
    return {
        key: title or _("Without words") for key, title in Post.objects.filter(id__in=things).values_list("id", "title")
    }


CARE = Care(binned=_binned, titles=_titles)
