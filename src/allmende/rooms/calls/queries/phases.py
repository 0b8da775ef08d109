"""How a call's way reads: its phases as steps, and where it stands in one chip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_interval
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.foundation import clock
from allmende.foundation.text.locales import locale_of
from allmende.rooms.calls.models import CallState, Phase, PhaseKind
from allmende.rooms.calls.models.phase import current
from allmende.rooms.calls.rules import instant


@dataclass(frozen=True)
class Standing:
    """Where a call stands: a word with tone and icon for its chip."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Step:
    """A phase in the picture of the way: done, now or next."""

    title: str
    when: str
    state: str
    kind: str


NOW = {
    PhaseKind.SUBMIT: lambda at: _("Contribute until %(at)s") % {"at": at},
    PhaseKind.DISCUSS: lambda at: _("Discuss until %(at)s") % {"at": at},
    PhaseKind.SUPPORT: lambda at: _("Support until %(at)s") % {"at": at},
    PhaseKind.RATE: lambda at: _("Rate until %(at)s") % {"at": at},
    PhaseKind.JURY: lambda at: _("With the jury until %(at)s") % {"at": at},
    PhaseKind.REFINE: lambda at: _("Refined until %(at)s") % {"at": at},
    PhaseKind.VOTE: lambda at: _("Vote until %(at)s") % {"at": at},
}
ICONS = {
    PhaseKind.SUBMIT: "bulb",
    PhaseKind.DISCUSS: "message",
    PhaseKind.SUPPORT: "heart-handshake",
    PhaseKind.RATE: "star",
    PhaseKind.JURY: "gavel",
    PhaseKind.REFINE: "sparkles",
    PhaseKind.VOTE: "ballot",
    PhaseKind.RESULT: "trophy",
}


def standing(state: str, way: Sequence[Phase]) -> Standing:
    """Say where a call stands."""
    if state == CallState.DRAFT:
        return Standing(_("Draft"), "", "pencil")
    if state == CallState.FINISHED:
        return Standing(_("Finished"), "ok", "circle-check")
    if state == CallState.COUNTED:
        return Standing(_("Result is out"), "ok", "trophy")
    phase = current(way)
    if phase is not None and phase.kind in NOW and phase.closes:
        return Standing(NOW[PhaseKind(phase.kind)](day(phase.closes)), "sun", ICONS[PhaseKind(phase.kind)])
    coming = next((phase.opens for phase in way if phase.opens > clock.now()), None)
    if coming and coming == min(phase.opens for phase in way):
        return Standing(_("Begins on %(at)s") % {"at": day(coming)}, "info", "clock")
    if coming:
        return Standing(_("Goes on from %(at)s") % {"at": day(coming)}, "info", "clock")
    return Standing(_("Waits for its result"), "", "clock")


def steps(way: Sequence[Phase]) -> list[Step]:
    """Return the phases as steps of a way."""
    return [Step(phase.title, span(phase), _state(phase), phase.kind) for phase in way]


def _state(phase: Phase) -> str:
    if phase.is_on():
        return "now"
    return "done" if phase.is_over() else "next"


def span(phase: Phase) -> str:
    """Write from when to when a phase is on, as short as the language allows; the minute where it ends."""
    start = localtime(phase.opens)
    if phase.closes is None:
        return _("from %(day)s") % {"day": day(phase.opens)}
    end = localtime(phase.closes)
    skeleton = "MMMd" if start.year == end.year == localtime(clock.now()).year else "yMMMd"
    return format_interval(start, end, skeleton, locale=locale_of(get_language()))


def day(at: datetime) -> str:
    """Write a day, with its year only when it isn't this one's."""
    local = localtime(at).date()
    return _day(local, local.year == localtime(clock.now()).year, get_language() or "en")


@lru_cache(maxsize=1000)
def _day(local: date, is_this_year: bool, language: str) -> str:
    if not is_this_year:
        return format_date(local, "medium", locale=locale_of(language))
    pattern = {"de": "d. MMMM", "it": "d MMMM", "en": "d MMMM"}.get(language, "d MMMM")
    return format_date(local, pattern, locale=language)


def deadline(at: datetime) -> str:
    """Write an instant with its minute."""
    return instant(at)
