"""What someone can do in a call at some moment, asked of the very rules that hold then: there is no second set of them."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.reach import audience_for
from allmende.foundation import clock
from allmende.foundation.ui.charts import Span, time_spans
from allmende.foundation.verdicts import Denied, Verdict, first_denial
from allmende.identity.actors.models import Actor, Guest, Reader
from allmende.rooms.calls.models import Act, Call, CallState, Contribution, ContributionState
from allmende.rooms.calls.rules import (
    can_see,
    home_of,
    is_open_for,
    may_comment,
    may_contribute,
    may_revise,
    may_support,
    may_vote,
    takes_part,
)
from allmende.rooms.calls.rules.circles import is_on_jury

PARTS = ("guest", "member", "author", "juror", "host")


@dataclass(frozen=True)
class Line:
    """An act, whether it is open, and why not."""

    act: str
    may: bool
    reason: str


@dataclass(frozen=True)
class DryRun:
    """What a person can do at a moment. `who` is empty where nobody has the part."""

    who: str
    phase: str
    lines: tuple[Line, ...]


def dry_run(call: Call, reader: Reader | None, at: datetime) -> DryRun:
    """Ask each rule as if it were that moment; the clock is set for this question alone, and nothing is written."""
    if reader is None:
        return DryRun("", "", ())
    asked = _as_published(call)
    with clock.asked_at(at):
        on = asked.now_on
        lines = tuple(_line(act, ASKED[act](reader, asked)) for act in Act if act != Act.SUPPORT or call.is_campaign)
    return DryRun(reader.name or _("A guest"), on.title if on else "", lines)


def _line(act: Act, verdict: Verdict) -> Line:
    return Line(str(act.label), bool(verdict), str(verdict.reason) if isinstance(verdict, Denied) else "")


def _as_published(call: Call) -> Call:
    """The call itself; a draft as it will be once it is published where its space usually does."""
    if call.state != CallState.DRAFT:
        return call
    asked = copy(call)
    asked.state = CallState.OPEN
    layer = Layer.TEAM if call.place.root_id else Layer.COMMUNITY
    asked.shared_layer, asked.audience = layer, audience_for(call.place, layer, call.author)
    return asked


def _revise(reader: Reader, call: Call) -> Verdict:
    own = Contribution.objects.filter(call=call, author=reader.id).select_related("audience") if reader.id else None
    mine = own.filter(state=ContributionState.SUBMITTED).first() if own is not None else None
    if mine is None:
        return first_denial(takes_part(reader, call), is_open_for(reader, call, Act.REVISE))
    mine.call = call
    return may_revise(reader, mine)


def _lasting(act: Act) -> Callable[[Reader, Call], Verdict]:
    return lambda reader, call: first_denial(can_see(reader, call), is_open_for(reader, call, act))


def _taking_part(act: Act) -> Callable[[Reader, Call], Verdict]:
    return lambda reader, call: first_denial(takes_part(reader, call), is_open_for(reader, call, act))


ASKED: dict[Act, Callable[[Reader, Call], Verdict]] = {
    Act.SUBMIT: may_contribute,
    Act.REVISE: _revise,
    Act.COMMENT: lambda reader, call: may_comment(reader, call, call),
    Act.RATE: _taking_part(Act.RATE),
    Act.JUDGE: _lasting(Act.JUDGE),
    Act.VOTE: may_vote,
    Act.SUPPORT: may_support,
    Act.SEE: _lasting(Act.SEE),
    Act.RESULTS: _lasting(Act.RESULTS),
}
"""The rule that each act asks."""


def someone(call: Call, part: str) -> Reader | None:
    """Return a real person who has that part in the call, to ask as; None where nobody has it."""
    if part == "guest":
        return Guest()
    if part == "host":
        return call.author
    if part == "author":
        own = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED).exclude(audience__kind=Kind.BIN)
        first = own.select_related("author").order_by("number").first()
        return first.author if first else None
    belong = Membership.objects.filter(space=home_of(_as_published(call))).exclude(actor=call.author).order_by("id")
    people = [row.actor for row in belong.filter(role=Role.MEMBER).select_related("actor")[:200]]
    if part == "juror":
        return next((person for person in people if is_on_jury(person, call)), None)
    return people[0] if people else None


def person_named(call: Call, handle: str) -> Actor | None:
    """Return a member of where the call is held by handle; None for anyone else."""
    if "\0" in handle:
        return None
    row = (
        Membership.objects.filter(space=home_of(_as_published(call)), actor__handle=handle)
        .select_related("actor")
        .first()
    )
    return row.actor if row else None


def calendar(call: Call, at: datetime, *, narrow: bool = False) -> str:
    """Draw the whole way on one scale, with a line at the moment that is asked about."""
    ends = [moment for phase in call.way for moment in (phase.opens, phase.closes) if moment]
    if not ends:
        return ""
    last = max(ends).timestamp()
    stay = last + max(86_400.0, (last - min(ends).timestamp()) / 12)
    spans = [
        Span(
            phase.title, phase.opens.timestamp(), phase.closes.timestamp() if phase.closes else stay,
            now=phase.is_on(at), done=phase.closes is not None and phase.closes <= at,
        )
        for phase in call.way
    ]  # fmt: skip
    return str(time_spans(spans, title=_("The way of this call"), at=at.timestamp(), narrow=narrow))
