"""Saying from when to when a call is in which phase, and what each opens to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.commands import place_box
from allmende.commons.participation.models import Degree
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.text.multilingual import text_for
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import DatesMoved
from allmende.rooms.calls.commands.calls import locked, record_changed, require_unchanged
from allmende.rooms.calls.models import ONCE, Act, Call, CallState, Phase, PhaseKind, Who
from allmende.rooms.calls.models.phase import DEFAULT_OPENINGS, NOBODY
from allmende.rooms.calls.rules import may_change_call

MOST_PHASES = 20
LONGEST_TITLE = 60
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
AFTER_SUBMIT = frozenset({PhaseKind.RATE, PhaseKind.JURY, PhaseKind.REFINE, PhaseKind.VOTE, PhaseKind.RESULT})
"""What needs something to be handed in first."""


@dataclass(frozen=True)
class PhaseDates:
    """A phase as it is handed in: its kind, its span, what it opens to whom (empty: as usual), and its own title by language.

    In `openings` an empty word closes what is open as a rule.
    """

    kind: PhaseKind
    opens: datetime
    closes: datetime | None
    openings: dict[Act, Who | str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    degree: str = ""

    @property
    def name(self) -> str:
        """What it is called in what is said about it."""
        return text_for(self.titles) or str(self.kind.label)

    @staticmethod
    def of(phase: Phase) -> PhaseDates:
        """A phase as it stands."""
        openings: dict[Act, Who | str] = {Act(act): who for act, who in phase.openings.items()}
        return PhaseDates(PhaseKind(phase.kind), phase.opens, phase.closes, openings, phase.titles, phase.degree)


@transaction.atomic
def set_phases(actor: Actor, call: Call, phases: Sequence[PhaseDates], *, revision: int | None = None) -> None:
    """Say from when to when a call is in which phase, all of them anew; `revision` as in `change_call`.

    Phases stand in the order of their dates, whatever the order they are given in. Raises Refused (422) with the phase that
    can't be: ends before it begins, overlaps, comes twice although it can't, stands in the wrong place; (409) where the vote
    has been counted, people have voted already, or somebody saved in between.
    """
    call = locked(call)
    require(may_change_call(actor, call))
    require_unchanged(call, revision)
    phases = _checked(phases)
    moved = _moved(call, phases)
    _replace(call, phases)
    vote = call.phase(PhaseKind.VOTE)
    if vote and vote.closes:
        place_box(call, vote.opens, vote.closes)
    elif hasattr(call, "box"):
        if call.box.ballots.exists():
            raise Refused(_("People have voted already; the vote can't be taken away."), 409)
        call.box.delete()
    Call.objects.filter(id=call.id).update(revision=call.revision + 1)
    record_changed(actor, call, "phases")
    if moved and call.state == CallState.OPEN:
        where = {"thing": call.id, "space": call.place_id, "audience": call.audience_id}
        record(DatesMoved(actor=actor.id, phases=",".join(moved), **where))


def _moved(call: Call, phases: Sequence[PhaseDates]) -> list[str]:
    """The kinds of phases that aren't over and get other dates, or go."""
    given = {(str(phase.kind), number): (phase.opens, phase.closes) for phase, number in _numbered(phases)}
    return [
        phase.kind
        for phase, number in _numbered(call.way)
        if not phase.is_over() and given.get((phase.kind, number)) != (phase.opens, phase.closes)
    ]


def _replace(call: Call, phases: Sequence[PhaseDates]) -> None:
    """Write the phases: the first vote stays the first vote, so that what has begun isn't told of again."""
    kept = {(phase.kind, number): phase for phase, number in _numbered(call.way)}
    given = list(_numbered(phases))
    gone = kept.keys() - {(phase.kind, number) for phase, number in given}
    call.phases.filter(id__in=[kept[key].id for key in gone]).delete()
    for dates, number in given:
        phase = kept.get((dates.kind, number)) or Phase(call=call, kind=dates.kind)
        phase.opens, phase.closes = dates.opens, dates.closes
        phase.openings = {str(a): str(who) for a, who in (dates.openings or DEFAULT_OPENINGS[dates.kind]).items()}
        phase.titles = {language: text for language, text in dates.titles.items() if text}
        phase.degree = dates.degree
        phase.is_begun = phase.is_begun and phase.opens <= clock.now()
        phase.save()
    call.__dict__.pop("_way", None)


def _numbered[P: (Phase, PhaseDates)](phases: Sequence[P]) -> list[tuple[P, int]]:
    """Each phase with how many of its kind come before it."""
    seen: Counter[str] = Counter()
    out = []
    for phase in phases:
        out.append((phase, seen[phase.kind]))
        seen[phase.kind] += 1
    return out


def _checked(phases: Sequence[PhaseDates]) -> list[PhaseDates]:
    """The phases in the order of their dates; raises Refused (422) naming the one that can't be."""
    if len(phases) > MOST_PHASES:
        raise Refused(_("Twenty phases at most: put together what belongs together."), 422)
    ordered = sorted((_clean(phase, at) for at, phase in enumerate(phases)), key=lambda pair: pair[1].opens)
    _check_order([phase for _at, phase in ordered])
    for (_before, before), (at, phase) in zip(ordered, ordered[1:], strict=False):
        if before.closes is None or phase.opens < before.closes:
            said = _("“%(phase)s” begins before the phase ahead of it ends.") % {"phase": phase.name}
            raise Refused(said, 422, errors=_at(at, "opens", _("After the end of the phase before.")))
    return [phase for _at, phase in ordered]


def _clean(phase: PhaseDates, at: int) -> tuple[int, PhaseDates]:
    """A phase that can be by itself, with the place it was given at."""
    name = {"phase": phase.name[:LONGEST_TITLE]}
    if not all(EARLIEST <= moment < LATEST for moment in (phase.opens, phase.closes or phase.opens)):
        raise Refused(
            _("“%(phase)s” has a date out of reach.") % name, 422, errors=_at(at, "opens", _("A nearer year."))
        )
    if phase.closes is None and phase.kind != PhaseKind.RESULT:
        raise Refused(_("“%(phase)s” needs an end.") % name, 422, errors=_at(at, "closes", _("When does it end?")))
    if phase.closes is not None and phase.closes <= phase.opens:
        said = _("“%(phase)s” ends before it begins.") % name
        raise Refused(said, 422, errors=_at(at, "closes", _("Later than the beginning.")))
    titles = {language: clean_line(text) for language, text in phase.titles.items()}
    if any(len(text) > LONGEST_TITLE for text in titles.values()):
        raise Refused(
            _("A phase has a title of 60 letters at most."), 422, errors=_at(at, "title", _("60 letters at most."))
        )
    unknown = set(phase.openings.values()) - set(Who) - {NOBODY}
    if unknown or set(phase.openings) - set(Act):
        raise Refused(_("Choose what “%(phase)s” opens, and to whom, from the list.") % name, 422)
    if phase.degree and phase.degree not in Degree.values:
        raise Refused(_("Choose a degree of participation from the list."), 422)
    return at, PhaseDates(phase.kind, phase.opens, phase.closes, phase.openings, titles, phase.degree)


def _check_order(phases: Sequence[PhaseDates]) -> None:
    """Raise Refused (422) where a phase comes twice that comes once, or stands where it makes no sense."""
    kinds = [phase.kind for phase in phases]
    first = kinds.index(PhaseKind.SUBMIT) if PhaseKind.SUBMIT in kinds else -1
    for place, phase in enumerate(phases):
        name = {"phase": phase.name}
        if phase.kind in ONCE and phase.kind in kinds[:place]:
            raise Refused(_("“%(phase)s” can come only once.") % name, 422)
        if phase.kind in AFTER_SUBMIT and place < first:
            raise Refused(_("“%(phase)s” stands in the wrong place: first people contribute.") % name, 422)
        if phase.kind in {PhaseKind.SUBMIT, PhaseKind.REFINE} and PhaseKind.VOTE in kinds[:place]:
            raise Refused(_("“%(phase)s” stands in the wrong place: what is voted on stays.") % name, 422)
        if PhaseKind.RESULT in kinds[:place]:
            raise Refused(_("“%(phase)s” stands in the wrong place: the result comes last.") % name, 422)


def _at(at: int, name: str, text: Text) -> dict[str, Text]:
    """An error at a field of the phase that was given at that place."""
    return {f"{at}-{name}": text}
