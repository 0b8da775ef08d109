"""Ending a space without losing it: archived it can be read and nothing changes; reopened it is as it was."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.spaces.activities import SpaceArchived, SpaceReopened
from allmende.commons.spaces.archive import spaces_inside
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.commons.spaces.rules import may_archive, may_reopen
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor


@transaction.atomic
def archive_space(actor: Actor, space: Space) -> Space:
    """Archive a space with all that are open inside it. Nothing else is written: members, roles, gates and dates stay.

    Raises Refused (403) where the actor may not, (409) where it is archived already, or a community.
    """
    _hold(space)
    require(may_archive(actor, space))
    space.archived = clock.now()
    space.save(update_fields=["archived"])
    taken = Space.objects.filter(id__in=spaces_inside(space), archived=None)
    inside = taken.update(archived=space.archived, archived_with=space)
    record(SpaceArchived(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, inside=inside))
    return space


@transaction.atomic
def reopen_space(actor: Actor, space: Space) -> Space:
    """Reopen a space with those that were archived with it. Raises Refused (403) where the actor may not, (409) not now."""
    _hold(space)
    require(may_reopen(actor, space))
    space.archived = None
    space.save(update_fields=["archived"])
    inside = Space.objects.filter(archived_with=space).update(archived=None, archived_with=None)
    record(SpaceReopened(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, inside=inside))
    return space


def _hold(space: Space) -> None:
    """Let archiving and changes of members take turns in the whole community, and read how the space stands by now."""
    hold(space.id, space.root_id)
    space.refresh_from_db(fields=["archived", "archived_with"])
