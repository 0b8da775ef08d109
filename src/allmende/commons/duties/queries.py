"""Who is on duty, and what pages show of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from allmende.commons.audiences.kept import keep
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.commons.duties.roster import Roster, roster_of
from allmende.commons.duties.rules import MANY, SERVES, roster_for
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import belongings_of
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor, Reader


def on_duty(space: Space, duty: Duty | str) -> list[Actor]:
    """Return who serves a duty in a space today: its own holders or their deputies, else its community's, else the curators."""
    if found := holders_today(space, duty):
        actors = Actor.objects.in_bulk(found)
        return [actors[actor] for actor in found]
    return _curators(space)


def holders_today(space: Space, duty: Duty | str) -> list[UUID]:
    """Return the ids of those who serve a duty in a space today without being its curators only; empty while it is vacant."""
    root = space.root or space
    today = roster_of(root, Q(space_id__in={space.id, root.id}))
    return today.get((space.id, str(duty))) or today.get((root.id, str(duty))) or []


def _curators(space: Space) -> list[Actor]:
    """The curators of a space; of its community where it has none of its own."""
    around = {space.id, space.root_id or space.id}
    rows = Membership.objects.filter(space_id__in=around, role=Role.CURATOR).select_related("actor").order_by("id")
    found = [(row.space_id, row.actor) for row in rows]
    own = [actor for place, actor in found if place == space.id]
    return own or [actor for _place, actor in found]


def served_by(reader: Reader) -> dict[str, set[UUID]]:
    """Return by duty the spaces in which a reader is on duty today (a community stands for all its spaces); kept on the reader."""
    return keep(reader, "served", lambda: _served_by(reader)) if isinstance(reader, Actor) else {}


def _served_by(reader: Actor) -> dict[str, set[UUID]]:
    """A membership of a community says whether they have a duty anywhere in it; who serves in a place holds one there."""
    served: dict[str, set[UUID]] = {}
    for community in [space for space, here in belongings_of(reader).items() if "duty" in here.rights]:
        root = kept(("community", community), partial(Space.objects.get, pk=community))
        for (place, duty), actors in roster_for(reader, root).items():
            if reader.id in actors:
                served.setdefault(duty, set()).add(place)
    return served


@dataclass(frozen=True)
class Bearer:
    """Someone who holds a duty, as a page shows them."""

    key: UUID
    person: Actor
    deputy: Actor | None
    is_away: bool
    is_mine: bool


@dataclass(frozen=True)
class DutyCard:
    """A duty of a space: what it is there for, whom to ask today, who holds it."""

    duty: Duty
    serves: tuple[Text, ...]
    today: list[Actor]
    bearers: list[Bearer]
    source: str
    """Where today's people come from: `own`, `root` (the community's), `curators` (nobody holds it today)."""


def duty_cards(reader: Reader, space: Space) -> list[DutyCard]:
    """Return the four duties of a space with whom to ask today; three statements, one more for whom the community has on duty."""
    root = space.root or space
    places = {space.id, root.id}
    today = roster_of(root, Q(space_id__in=places))
    rows = Assignment.objects.filter(space_id=space.id).select_related("holder", "deputy").order_by("id")
    held: dict[str, list[Assignment]] = {}
    for row in rows:
        held.setdefault(row.duty, []).append(row)
    actors = {actor.id: actor for row in rows for actor in (row.holder, row.deputy) if actor}
    if others := {actor for found in today.values() for actor in found} - actors.keys():
        actors |= Actor.objects.in_bulk(others)
    curators = _curators(space)
    return [_card(reader, space, duty, today, actors, held.get(duty, []), curators) for duty in Duty]


def _card(
    reader: Reader, space: Space, duty: Duty, today: Roster, actors: dict[UUID, Actor], held: list[Assignment], curators: list[Actor]
) -> DutyCard:  # fmt: skip
    own, around = today.get((space.id, duty), []), today.get((space.root_id, duty), [])  # type: ignore[arg-type]
    source = "own" if own else "root" if around else "curators"
    people = [actors[actor] for actor in own or around] or curators
    bearers = [
        Bearer(row.id, row.holder, row.deputy, row.holder_id not in own, row.holder_id == reader.id) for row in held
    ]
    return DutyCard(duty, SERVES[duty], people, bearers, source)


def absences_of(actor: Actor, today: date) -> list[Absence]:
    """Return when someone is away, today or later, the next first."""
    return list(Absence.objects.filter(actor=actor, ends__gte=today).order_by("starts", "id")[:20])


def overloaded(root: Space) -> list[tuple[Actor, int]]:
    """Return who carries more than two of the four duties in a community, with how many; the heaviest load first."""
    loads = loads_in(root)
    own = loads.filter(holder=OuterRef("pk")).values_list("duties")
    people = Actor.objects.filter(id__in=loads.values_list("holder")).annotate(duties=Subquery(own))
    return [(person, person.duties) for person in people.order_by("-duties", "name")]


def loads_in(root: Space) -> QuerySet[Assignment, tuple[UUID, int]]:
    """The ids of who carries more than two of the four duties in a community, and how many."""
    here = Assignment.objects.filter(Q(space_id=root.id) | Q(space__root_id=root.id)).order_by()
    loads = here.values("holder").annotate(duties=Count("duty", distinct=True)).filter(duties__gt=MANY)
    return loads.values_list("holder", "duties")


def space_at(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return a space of a community that the reader sees, by its address."""
    here = Space.objects.visible_to(reader).filter(Q(id=root.id) | Q(root=root))
    found: Space | None = here.filter(slug=slug).select_related("root", "audience").first()
    return found


def export(actor: Actor) -> dict[str, Any]:
    """Return what duties keep of a person, as JSON values."""
    held = Assignment.objects.filter(Q(holder=actor) | Q(deputy=actor)).select_related("space")
    return {
        "duties": [
            {"space": row.space.title, "duty": row.duty, "as": "holder" if row.holder_id == actor.id else "deputy", "since": row.since.isoformat()}
            for row in held
        ],
        "absences": [
            {"from": row.starts.isoformat(), "until": row.ends.isoformat()} for row in Absence.objects.filter(actor=actor)
        ],
    }  # fmt: skip
