"""What hosts fill in to lay out a call's way: phases with dates in the space's own time, what each opens, and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.participation.models import Degree
from allmende.foundation.text.fields import LineInput
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import PhaseDates
from allmende.rooms.calls.models import LASTING, Act, Phase, PhaseKind, Who
from allmende.rooms.calls.models.phase import DEFAULT_OPENINGS

MOST = 20
USUAL, CLOSED = "", "-"
OPENED_TO = [(USUAL, _("as usual")), (CLOSED, _("to nobody")), *Who.choices]
FARTHEST_MOVE = 3650


class NaiveMoment(forms.DateTimeField):
    """A moment as typed, without a zone: the form knows which."""

    def to_python(self, value: Any) -> Any:
        """The moment without a zone."""
        moment = super().to_python(value)
        return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment

    def prepare_value(self, value: Any) -> Any:
        """The moment as the browser's control takes it."""
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


def moment(label: Any) -> NaiveMoment:
    """A field for a moment in the space's own time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"]
    return NaiveMoment(label=label, required=False, widget=widget, input_formats=formats)


class PhaseForm(forms.Form):
    """One phase. A row in which no phase is chosen stands for none."""

    kind = forms.ChoiceField(label=_("Phase"), choices=[("", _("choose …")), *PhaseKind.choices], required=False)
    title = LineInput(label=_("Its own name"), max_length=60, required=False)
    opens = moment(_("From"))
    closes = moment(_("Until"))
    move = forms.IntegerField(
        label=_("Move by days"), required=False, min_value=-FARTHEST_MOVE, max_value=FARTHEST_MOVE,
        help_text=_("This phase and all after it."),
    )  # fmt: skip
    remove = forms.BooleanField(label=_("Leave this phase out"), required=False)
    degree = forms.ChoiceField(
        label=_("Degree of participation"), choices=[("", _("as the call")), *Degree.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in Act:
            self.fields[f"to-{act}"] = forms.ChoiceField(label=act.label, choices=OPENED_TO, required=False)

    @property
    def act_fields(self) -> list[BoundField]:
        """To whom it opens each act."""
        return [self[f"to-{act}"] for act in Act]

    @property
    def legend(self) -> str:
        """What the phase is called above its fields."""
        return str(self.initial.get("legend", _("Another phase")))

    def clean(self) -> dict[str, Any]:
        """A phase that is chosen needs a beginning."""
        data = super().clean() or {}
        if data.get("kind") and not data.get("remove") and not data.get("opens") and "opens" not in self.errors:
            self.add_error("opens", _("When does it begin?"))
        return data

    @property
    def is_given(self) -> bool:
        """Whether it stands for a phase."""
        return bool(self.cleaned_data.get("kind")) and not self.cleaned_data.get("remove")

    def openings(self) -> dict[Act, Who | str]:
        """What it opens to whom; nothing where all is as usual."""
        chosen = {act: self.cleaned_data.get(f"to-{act}") or USUAL for act in Act}
        if all(who == USUAL for who in chosen.values()):
            return {}
        usual = DEFAULT_OPENINGS[self.cleaned_data["kind"]]
        found: dict[Act, Who | str] = {}
        for act, who in chosen.items():
            if who == CLOSED:
                found |= {act: ""} if act in LASTING else {}
            elif who != USUAL:
                found[act] = who
            elif act in usual:
                found[act] = usual[act]
        return found

    def phase(self, zone: ZoneInfo, titles: dict[str, str]) -> PhaseDates:
        """The phase as the command takes it; `titles` in other languages stay."""
        clean = self.cleaned_data
        closes = clean.get("closes")
        own = {**titles, get_language() or "en": clean.get("title", "")}
        return PhaseDates(
            PhaseKind(clean["kind"]), clean["opens"].replace(tzinfo=zone), closes and closes.replace(tzinfo=zone),
            self.openings(), own, clean.get("degree", ""),
        )  # fmt: skip


class PhaseSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """All phases of a call's way."""

    zone: ZoneInfo
    way: list[Phase]

    def given(self) -> list[tuple[int, PhaseDates]]:
        """The phases that are filled in with their row, moved as they say."""
        found, later = [], timedelta()
        for row, form in enumerate(self.forms):
            later += timedelta(days=form.cleaned_data.get("move") or 0)
            if not form.is_given:
                continue
            titles = self.way[row].titles if row < len(self.way) else {}
            found.append((row, _moved(form.phase(self.zone, titles), later)))
        return found

    def show(self, refusal: Refused, rows: list[int]) -> list[str]:
        """Show a refusal at the fields that it names; return what belongs above the form."""
        for name, text in refusal.errors.items():
            place, _dash, field = name.partition("-")
            if place.isdigit() and int(place) < len(rows) and field in self.forms[rows[int(place)]].fields:
                self.forms[rows[int(place)]].add_error(field, str(text))
        return [str(refusal.reason)]


def _moved(phase: PhaseDates, later: timedelta) -> PhaseDates:
    """A phase so many days later by the wall clock of the space."""
    try:
        return replace(phase, opens=phase.opens + later, closes=phase.closes and phase.closes + later)
    except OverflowError as error:
        raise Refused(_("“%(phase)s” has a date out of reach.") % {"phase": phase.name}, 422) from error


_Set = forms.formset_factory(
    PhaseForm, formset=PhaseSet, extra=0, max_num=MOST, validate_max=True, absolute_max=MOST + 5
)


def phase_set(data: Any, way: list[Phase], zone: str) -> PhaseSet:
    """The set of forms for a way, with a spare row for another phase."""
    there = ZoneInfo(zone)
    rows = [_shown(phase, there) for phase in way]
    forms_: PhaseSet = _Set(data, initial=[*rows, {}] if len(rows) < MOST else rows, prefix="p")
    forms_.zone, forms_.way = there, way
    return forms_


def with_another(data: Any) -> Any:
    """What was typed, with a row more: adding one works without script."""
    typed = data.copy()
    total = typed.get("p-TOTAL_FORMS", "")
    if total.isascii() and total.isdigit() and int(total[:3]) < MOST:
        typed["p-TOTAL_FORMS"] = str(int(total) + 1)
    return typed


def _shown(phase: Phase, there: ZoneInfo) -> dict[str, Any]:
    """What the form shows of a phase."""
    is_usual = phase.openings == DEFAULT_OPENINGS[phase.kind]
    shown: dict[str, Any] = {
        "kind": phase.kind, "legend": phase.title, "title": phase.titles.get(get_language() or "en", ""), "degree": phase.degree,
        "opens": phase.opens.astimezone(there).replace(tzinfo=None),
        "closes": phase.closes and phase.closes.astimezone(there).replace(tzinfo=None),
    }  # fmt: skip
    for act in Act:
        absent = USUAL if act in LASTING else CLOSED
        shown[f"to-{act}"] = (
            USUAL if is_usual else (phase.openings.get(act, absent) or CLOSED if act in phase.openings else absent)
        )
    return shown
