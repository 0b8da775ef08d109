"""Who is on duty, and what pages show of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from allmende.commons.audiences.kept import keep
from allmende.commons.duties.models import Assignment, Duty
from allmende.commons.duties.roster import roster_of
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import has_duty
from allmende.identity.actors.models import Actor, Reader


def on_duty(space: Space, duty: Duty | str) -> list[Actor]:
    """Return who serves a duty in a space today: its own holders or their deputies, else its community's, else the curators."""
    root = space.root or space
    today = roster_of(root, {space.id, root.id})
    found = today.get((space.id, str(duty))) or today.get((root.id, str(duty)))
    if found:
        actors = Actor.objects.in_bulk(found)
        return [actors[actor] for actor in found]
    return _curators(space) or _curators(root)


def _curators(space: Space) -> list[Actor]:
    rows = Membership.objects.filter(space_id=space.id, role=Role.CURATOR).select_related("actor").order_by("id")
    return [row.actor for row in rows]


def served_by(reader: Reader) -> dict[str, set[UUID]]:
    """Return by duty the spaces in which a reader is on duty today (a community stands for all its spaces); kept on the reader."""
    return keep(reader, "served", lambda: _served_by(reader)) if isinstance(reader, Actor) else {}


def _served_by(reader: Actor) -> dict[str, set[UUID]]:
    if not has_duty(reader):
        return {}
    mine = Assignment.objects.filter(Q(holder=reader) | Q(deputy=reader))
    served: dict[str, set[UUID]] = {}
    roots: dict[Space, set[UUID]] = {}
    for space in Space.objects.filter(id__in=mine.values("space_id")).select_related("root"):
        roots.setdefault(space.root or space, set()).add(space.id)
    for root, spaces in roots.items():
        for (space_id, duty), actors in roster_of(root, spaces).items():
            if reader.id in actors:
                served.setdefault(duty, set()).add(space_id)
    return served
