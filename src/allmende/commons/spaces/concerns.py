"""Whom it concerns when people come in, and when something waits at a gate or goes through."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.activities import (
    MemberJoined,
    MemberLeft,
    PassageAsked,
    PassageDeclined,
    RoleChanged,
    ThingNarrowed,
    ThingWidened,
)
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.things.models import Thing
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, PLACE

WAITS = reason(
    "spaces.waits",
    _("{actor} asks to take something outward from {thing}"),
    ASK,
    many=_("{actors} ask to take something outward from {thing}"),
)
PASSED = reason("spaces.passed", _("{actor} let {thing} through the gate"), OWN)
DECLINED = reason("spaces.declined", _("{actor} declined to take {thing} outward, and says why"), OWN)
WITHDRAWN = reason("spaces.withdrawn", _("{actor} withdrew your {thing}"), OWN)
TAKEN_IN = reason("spaces.taken_in", _("{actor} made you a member of {thing}"), PLACE)
TAKEN_OUT = reason("spaces.taken_out", _("{actor} ended your membership of {thing}"), PLACE)
ROLE = reason("spaces.role", _("{actor} gave you another role in {thing}"), PLACE)


@concerns(PassageAsked)
def of_something_waiting(entry: Entry) -> Iterator[Concern]:
    """Who decides (on duty today, else the curators), whether or not they see the thing itself: so it is about the space."""
    space = Space.objects.select_related("root").filter(id=entry.space).first()
    if space is None:
        return
    for actor in gatekeepers_of(space):
        yield Concern(actor, WAITS, thing=entry.space)


def gatekeepers_of(space: Space) -> set[UUID]:
    """Who decides what goes outward from a space today: whoever is on duty, else its curators and the community's."""
    curators = Membership.objects.filter(space_id__in=[space.id, space.root_id or space.id], role=Role.CURATOR)
    return set(ABOVE.gatekeepers(space) or curators.values_list("actor_id", flat=True))


@concerns(ThingWidened)
def of_a_passage(entry: Entry) -> Iterator[Concern]:
    """Whoever asked for it."""
    yield Concern(UUID(entry.current_payload["asked_by"]), PASSED)


@concerns(PassageDeclined)
def of_a_refusal(entry: Entry) -> Iterator[Concern]:
    """Whoever asked for it."""
    yield Concern(UUID(entry.current_payload["asked_by"]), DECLINED)


@concerns(ThingNarrowed)
def of_a_withdrawal(entry: Entry) -> Iterator[Concern]:
    """Whoever made the thing."""
    if author := Thing.objects.filter(id=entry.thing).values_list("author_id", flat=True).first():
        yield Concern(author, WITHDRAWN)


@concerns(MemberJoined, MemberLeft, RoleChanged)
def of_a_membership(entry: Entry) -> Iterator[Concern]:
    """Whose membership it is."""
    reasons = {"MemberJoined": TAKEN_IN, "MemberLeft": TAKEN_OUT, "RoleChanged": ROLE}
    yield Concern(UUID(entry.current_payload["member"]), reasons[entry.name])
