"""Practising a call: opened inside its space, ended with one act, or the start of a real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.commands.gates import hide, practise, publish_among, stand_among
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.calls import SectionText, draft_call, locked, opened, set_sections
from allmende.rooms.calls.commands.carrying import carry_over
from allmende.rooms.calls.commands.inviting import call_circle
from allmende.rooms.calls.commands.phases import PhaseDates, set_phases
from allmende.rooms.calls.models import Call, CallState, Contribution
from allmende.rooms.calls.rules import may_begin_for_real, may_end_practice, may_practise

KEPT = (
    "title",
    "summary",
    "language",
    "sealed",
    "needs_video",
    "needs_captions",
    "looks_first",
    "most_minutes",
    "needs_workshop",
    "budget",
    "currency",
    "ballot",
    "most_choices",
    "rule",
    "satisfaction",
    "completion",
    "seats",
    "degree",
)
"""What of a practice call its hosts said, and a real one begins with."""


@transaction.atomic
def open_practice(actor: Actor, call: Call) -> Call:
    """Open a draft as practice to the members of its space, past no gate. Raises Refused (422) with what is missing."""
    call = locked(call)
    require(may_practise(actor, call))
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
    """Draft a real call with the wording, settings, fields and criteria of a practised one, its dates moved to begin tomorrow; no content of people.

    Raises Refused (403) to others than its hosts, (409) for a real one.
    """
    call = locked(call)
    require(may_begin_for_real(actor, call))
    made = draft_call(actor, call.place, **{name: getattr(call, name) for name in KEPT})
    Call.objects.filter(id=made.id).update(template=call.template, suggested=call.suggested)
    sections = call.sections.order_by("position").values_list("heading", "text", "role", "hint")
    set_sections(actor, made, [SectionText(*section) for section in sections])
    set_phases(actor, made, _moved(call))
    carry_over(actor, call, made)
    return made


def _moved(call: Call) -> list[PhaseDates]:
    """The dates of a call, as many days later as make it begin tomorrow, at the same time of day where it is held."""
    zone, way = ZoneInfo(call.zone), call.way
    days = (clock.now().astimezone(zone).date() - way[0].opens.astimezone(zone).date()).days + 1 if way else 0

    def later(at: datetime | None) -> datetime | None:
        return at and at.astimezone(zone) + timedelta(days=days)

    return [
        replace(PhaseDates.of(phase), opens=later(phase.opens) or phase.opens, closes=later(phase.closes))
        for phase in way
    ]


def share_in(call: Call, contribution: Contribution) -> None:
    """Bring a contribution to where its call stands, within the command and transaction of its caller: shared, or practised with."""
    if call.is_practice:
        practise(contribution, call.place)
    elif call.audience.kind == Kind.SIGNED:
        stand_among(contribution, call.audience)
    elif circle := call_circle(call):
        publish_among(contribution.author, contribution, call.place, circle)
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
    under_seal = call.is_under_seal
    for contribution in along:
        if under_seal:
            hide(contribution, call.place, Kind.SEALED, contribution.author)
        else:
            practise(contribution, call.place)
