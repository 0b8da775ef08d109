"""Practising a call: opened inside its space, ended with one act, or the start of a real one."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.commands.gates import hide, practise
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.calls import (
    PhaseDates,
    SectionText,
    draft_call,
    locked,
    opened,
    set_phases,
    set_sections,
)
from allmende.rooms.calls.models import Act, Call, CallState, Contribution, PhaseKind, Who
from allmende.rooms.calls.rules import may_begin_for_real, may_end_practice, may_publish_call

KEPT = (
    "title",
    "summary",
    "language",
    "sealed",
    "budget",
    "currency",
    "ballot",
    "most_choices",
    "rule",
    "satisfaction",
    "completion",
)
"""What of a practice call its hosts said, and a real one begins with."""


@transaction.atomic
def open_practice(actor: Actor, call: Call) -> Call:
    """Open a draft as practice to the members of its space, past no gate. Raises Refused (422) with what is missing."""
    call = locked(call)
    require(may_publish_call(actor, call))
    call.state = CallState.OPEN
    call.shared_layer = Layer.TEAM if call.place.root_id else Layer.COMMUNITY
    practise(call, call.place)
    return opened(actor, call)


@transaction.atomic
def end_practice(actor: Actor, call: Call) -> None:
    """Put a practice call in the bin with everything in it. Raises Refused (403) to others than its hosts, (409) for a real one."""
    call = locked(call)
    require(may_end_practice(actor, call))
    put_in_bin(actor, call)


@transaction.atomic
def begin_for_real(actor: Actor, call: Call) -> Call:
    """Draft a real call with the wording and settings of a practised one, its dates moved to begin tomorrow; no content of people.

    Raises Refused (403) to others than its hosts, (409) for a real one.
    """
    call = locked(call)
    require(may_begin_for_real(actor, call))
    made = draft_call(actor, call.place, **{name: getattr(call, name) for name in KEPT})
    sections = call.sections.order_by("position").values_list("heading", "text")
    set_sections(actor, made, [SectionText(heading, text) for heading, text in sections])
    set_phases(actor, made, _moved(call))
    return made


def _moved(call: Call) -> list[PhaseDates]:
    """The dates of a call, as many days later as make it begin tomorrow, at the same time of day where it is held."""
    zone, way = ZoneInfo(call.zone), call.way
    days = (clock.now().astimezone(zone).date() - way[0].opens.astimezone(zone).date()).days + 1 if way else 0

    def later(at: datetime | None) -> datetime | None:
        return at and at.astimezone(zone) + timedelta(days=days)

    return [
        PhaseDates(
            PhaseKind(phase.kind), later(phase.opens) or phase.opens, later(phase.closes),
            {Act(act): Who(who) for act, who in phase.openings.items()},
        )
        for phase in way
    ]  # fmt: skip


def share_in(call: Call, contribution: Contribution) -> None:
    """Bring a contribution to where its call stands, within the command and transaction of its caller: shared, or practised with."""
    if call.is_practice:
        practise(contribution, call.place)
    else:
        publish(contribution.author, contribution, call.place, Layer(call.shared_layer or Layer.TEAM))


def put_along(thing: Thing) -> int:
    """Put what was handed in to a practice call into the bin with it, within the transaction of the bin; return how much it was."""
    call = locked(Call(id=thing.id))
    along = list(
        call.contributions.filter(audience__kind__in=(Kind.PRACTICE, Kind.SEALED)).select_related("audience", "author")
    )
    for contribution in along:
        hide(contribution, call.place, Kind.BIN, call.author)
    return len(along)


def bring_along(thing: Thing) -> None:
    """Bring back what lies in the bin with a practice call: under seal while people hand in, else among all."""
    call = locked(Call(id=thing.id))
    along = call.contributions.filter(audience__kind=Kind.BIN, binned=None).select_related("audience", "author")
    under_seal = call.sealed and any(phase.kind == PhaseKind.SUBMIT and not phase.is_over() for phase in call.way)
    for contribution in along:
        if under_seal:
            hide(contribution, call.place, Kind.SEALED, contribution.author)
        else:
            practise(contribution, call.place)
