"""Makers of calls and contributions for tests; each does what people do, at the clock's time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.testing import USUAL
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import (
    PhaseDates,
    PrizeText,
    SectionText,
    draft_call,
    draft_contribution,
    publish_call,
    set_campaign,
    set_phases,
    set_prizes,
    set_sections,
    set_sheet,
    submit_contribution,
)
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.commands.workshops import WorkshopText, offer_workshop
from allmende.rooms.calls.models import (
    Act,
    Call,
    Contribution,
    Forces,
    PartKind,
    PhaseKind,
    PrizeKind,
    PrizePlan,
    Who,
    Workshop,
)

WEEK = timedelta(weeks=1)


def usual_phases(start: datetime, *, vote: bool = True) -> list[PhaseDates]:
    """A week each to contribute, discuss and vote, then the result."""
    kinds = [PhaseKind.SUBMIT, PhaseKind.DISCUSS, *([PhaseKind.VOTE] if vote else [])]
    phases = [PhaseDates(kind, start + i * WEEK, start + (i + 1) * WEEK) for i, kind in enumerate(kinds)]
    return [*phases, PhaseDates(PhaseKind.RESULT, start + len(kinds) * WEEK, None)]


def make_draft(host: Actor, space: Space, *, vote: bool = True, start: datetime | None = None, **details: Any) -> Call:
    """Make a complete draft whose phases begin now, or at `start`."""
    call = draft_call(
        host,
        space,
        **{"title": "A cooler schoolyard", "summary": "Where is shade missing?", "budget": 1_200_000, **details},
    )
    set_sections(host, call, [SectionText("What it is about", "The yard is too hot in summer.")])
    set_phases(host, call, usual_phases(start or clock.now(), vote=vote))
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def make_call(host: Actor, space: Space, *, layer: Layer = Layer.TEAM, **details: Any) -> Call:
    """Make a published call whose phases begin now, or at `start`."""
    return publish_call(host, make_draft(host, space, **details), layer)


def make_contribution(author: Actor, call: Call, *, title: str = "A pond", cost: int | None = 500_000) -> Contribution:
    """Hand in a contribution."""
    text = f"{title}: it cools the air, and the frogs will like it too."
    return submit_contribution(author, draft_contribution(author, call, title=title, text=text, cost=cost))


def rating_phases(start: datetime, *, jury: bool = False) -> list[PhaseDates]:
    """A week each to contribute and to rate (and for the jury), then the result."""
    kinds = [PhaseKind.SUBMIT, PhaseKind.RATE, *([PhaseKind.JURY] if jury else [])]
    phases = [PhaseDates(kind, start + i * WEEK, start + (i + 1) * WEEK) for i, kind in enumerate(kinds)]
    return [*phases, PhaseDates(PhaseKind.RESULT, start + len(kinds) * WEEK, None)]


def make_rated_call(
    host: Actor, space: Space, *, layer: Layer = Layer.TEAM, jury: bool = False, **details: Any
) -> Call:
    """Make a published call whose contributions are rated in the second week, by two criteria and a fact."""
    draft = make_draft(host, space, vote=False, **details)
    set_phases(host, draft, rating_phases(clock.now(), jury=jury))
    call = publish_call(host, Call.objects.select_related("audience", "author", "place__root").get(id=draft.id), layer)
    set_sheet(host, call, USUAL)
    return call


def make_prizes(host: Actor, call: Call, *prizes: PrizeText) -> PrizePlan:
    """Say what there is to win: where nothing else is asked for, a jury prize with two places and one for helpful feedback."""
    usual = (
        PrizeText(PrizeKind.JURY, "Jury prize", (100_000, 50_000)),
        PrizeText(PrizeKind.HELPFUL, "Most helpful feedback", gift="A day in the workshop"),
    )
    return set_prizes(host, call, prizes or usual)


def make_campaign(
    host: Actor, space: Space, *, layer: Layer = Layer.TEAM, forces: Forces = Forces.ANSWER, threshold: int = 2
) -> Call:
    """Make a published campaign that can be supported for four weeks from now on."""
    call = make_draft(host, space, vote=False, budget=None, title="Open the hall on Sundays")
    set_campaign(host, call, addressee="the board", threshold=threshold, forces=forces)
    set_phases(host, call, [PhaseDates(PhaseKind.SUPPORT, clock.now(), clock.now() + 4 * WEEK)])
    return publish_call(host, Call.objects.get(id=call.id), layer)


def make_jury_call(
    host: Actor, space: Space, *jurors: Actor, blind: bool = False, layer: Layer = Layer.COMMUNITY
) -> Call:
    """Make a published call that a jury judges in the second week; blind under seal until it has."""
    draft = make_draft(host, space, vote=False)
    hidden = {Act.SUBMIT: Who.MEMBERS, Act.REVISE: Who.MEMBERS, Act.SEE: Who.HOSTS} if blind else None
    judged = {Act.JUDGE: Who.JURY, Act.SEE: Who.JURY} if blind else None
    start = clock.now()
    phases = [
        PhaseDates(PhaseKind.SUBMIT, start, start + WEEK, openings=hidden or {}),
        PhaseDates(PhaseKind.JURY, start + WEEK, start + 2 * WEEK, openings=judged or {}),
        PhaseDates(PhaseKind.RESULT, start + 2 * WEEK, None),
    ]
    set_phases(host, draft, phases)
    call = publish_call(host, Call.objects.select_related("audience", "author", "place__root").get(id=draft.id), layer)
    set_sheet(host, call, USUAL, panel="jury", is_blind=blind)
    for juror in jurors:
        give_part(host, call, juror, PartKind.JURY)
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def workshop_text(**more: Any) -> WorkshopText:
    """A workshop in five days, for two hours, with twelve seats."""
    begins = clock.now() + timedelta(days=5)
    usual = {"title": "Film with a telephone", "begins": begins, "ends": begins + timedelta(hours=2), "seats": 12}
    return WorkshopText(**usual | {"place": "Room 3", "given_by": "Jo Lang"} | more)


def make_workshop(host: Actor, call: Call, **more: Any) -> Workshop:
    """Offer a workshop of a call."""
    return offer_workshop(host, call, workshop_text(**more))
