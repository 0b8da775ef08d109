"""Makers of calls and contributions for tests; each does what people do, at the clock's time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import (
    draft_call,
    draft_contribution,
    publish_call,
    set_phases,
    set_sections,
    submit_contribution,
)
from allmende.rooms.calls.commands.calls import PhaseDates, SectionText
from allmende.rooms.calls.models import Call, Contribution, PhaseKind

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
