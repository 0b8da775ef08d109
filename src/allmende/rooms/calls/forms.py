"""What people fill in for calls: input to clean values, nothing is written here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import PictureField
from allmende.counting import Rule
from allmende.foundation.money import Money, parse_money
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands.calls import PhaseDates, SectionText
from allmende.rooms.calls.models import BallotKind, Call, Contribution, Phase, PhaseKind

SECTIONS = 8


class AmountField(forms.CharField):
    """An amount as people write it, in minor units of the call's currency; empty is None."""

    def __init__(self, *, currency: str = "EUR", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    def to_python(self, value: Any) -> Any:
        """The amount in minor units."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_money(text, self.currency, get_language() or "en").minor
        except ValueError as error:
            raise forms.ValidationError(_("Enter the amount as a number, such as 7460."), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """The amount as a number without its currency."""
        if not isinstance(value, int):
            return value
        amount = Money(value, self.currency).decimal
        return f"{amount:f}".removesuffix(".00").replace(".", "," if get_language() in {"de", "it"} else ".")


class ContributionForm(forms.Form):
    """A contribution being written. Nothing is required while it is a draft; the command says what is missing."""

    title = LineInput(label=_("Title"), max_length=120, required=False, help_text=_("Short and telling."))
    text = TextInput(
        label=_("Description"), max_length=40_000, required=False,
        help_text=_("What is it, whom does it help, what does it take?"),
    )  # fmt: skip
    cost = AmountField(label=_("Cost"), required=False, help_text=_("All costs together, as exact as you can say now."))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if call.budget is None:
            del self.fields["cost"]
        else:
            self.fields["cost"].currency = call.currency  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(contribution: Contribution) -> dict[str, Any]:
        """What the form shows of a contribution."""
        return {"title": contribution.title, "text": contribution.text, "cost": contribution.cost}


class PictureForm(forms.Form):
    """A picture for a call or contribution, with words for those who don't see it."""

    picture = PictureField(label=_("Picture"))
    alt = LineInput(label=_("What the picture shows"), max_length=300, required=False)


class CallForm(forms.Form):
    """Title, summary, money and the way of voting of a call."""

    title = LineInput(label=_("Title"), max_length=120)
    summary = LineInput(
        label=_("In a sentence or two"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The question people can answer with a contribution."),
    )  # fmt: skip
    budget = AmountField(
        label=_("Budget"),
        required=False,
        help_text=_("What can be spent in all. Without a budget there is no vote on one."),
    )
    ballot = forms.ChoiceField(
        label=_("Ballot"), choices=[(kind.value, kind.label) for kind in (BallotKind.KNAPSACK, BallotKind.APPROVAL)]
    )
    rule = forms.ChoiceField(
        label=_("Counting"),
        choices=[
            (Rule.EQUAL_SHARES.value, _("Equal shares: everyone's vote pays for a part")),
            (Rule.GREEDY.value, _("Most votes first")),
            (Rule.GREEDY_PER_COST.value, _("Most votes for the cost first")),
        ],
    )
    sealed = forms.BooleanField(label=_("Show contributions only when the time for handing in is over"), required=False)

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        return {name: getattr(call, name) for name in ("title", "summary", "budget", "ballot", "rule", "sealed")}


class SectionForm(forms.Form):
    """A section of the brief."""

    heading = LineInput(label=_("Heading"), max_length=120, required=False)
    text = TextInput(label=_("Text"), max_length=20_000, required=False)


SectionForms = forms.formset_factory(SectionForm, extra=2, max_num=SECTIONS + 12, validate_max=True)


def sections_from(forms_: Any) -> list[SectionText]:
    """Return the sections of a valid set of forms, in their order."""
    return [SectionText(form.cleaned_data.get("heading", ""), form.cleaned_data.get("text", "")) for form in forms_]


class PhasesForm(forms.Form):
    """From when to when a call is in which phase, in the space's own time."""

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        for kind in PhaseKind:
            self.fields[f"{kind}-opens"] = _moment(_("From"))
            if kind != PhaseKind.RESULT:
                self.fields[f"{kind}-closes"] = _moment(_("Until"))

    def rows(self) -> list[tuple[str, Any, Any]]:
        """The fields of each phase: its name, from, until."""
        names = [str(kind) for kind in PhaseKind]
        return [
            (str(PhaseKind(kind).label), self[f"{kind}-opens"], self[f"{kind}-closes"] if kind != "result" else None)
            for kind in names
        ]

    def phases(self) -> list[PhaseDates]:
        """The phases that were filled in, in their order."""
        given = [
            (kind, self.cleaned_data.get(f"{kind}-opens"), self.cleaned_data.get(f"{kind}-closes"))
            for kind in PhaseKind
        ]
        return [
            PhaseDates(kind, self._there(opens), closes and self._there(closes))
            for kind, opens, closes in given
            if opens
        ]

    def _there(self, at: datetime) -> datetime:
        """Read what was typed as a time of the space's zone."""
        return at.replace(tzinfo=self.zone)

    @staticmethod
    def initial_of(way: list[Phase], zone: str) -> dict[str, Any]:
        """What the form shows of a call's phases."""
        there = ZoneInfo(zone)
        shown: dict[str, Any] = {}
        for phase in way:
            shown[f"{phase.kind}-opens"] = phase.opens.astimezone(there).replace(tzinfo=None)
            if phase.closes:
                shown[f"{phase.kind}-closes"] = phase.closes.astimezone(there).replace(tzinfo=None)
        return shown


class NaiveMoment(forms.DateTimeField):
    """A moment as typed, without a zone: the form knows which."""

    def to_python(self, value: Any) -> Any:
        """The moment without a zone."""
        moment = super().to_python(value)
        return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment

    def prepare_value(self, value: Any) -> Any:
        """The moment as the browser's control takes it."""
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


def _moment(label: Any) -> NaiveMoment:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return NaiveMoment(
        label=label,
        required=False,
        widget=widget,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )


class OutcomeForm(forms.Form):
    """What became of a call."""

    text = TextInput(
        label=_("What happens now"), max_length=20_000,
        help_text=_("What is done by whom and when; what surprised you; what you thank people for."),
    )  # fmt: skip


class BallotFileForm(forms.Form):
    """A ballot file to import."""

    file = forms.FileField(label=_("Ballot file (.pb)"), help_text=_("In the PaBuLib format, up to 256 MB."))


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a command's refusal where the person can mend it: at its fields, or above the form."""
    shown = False
    for name, text in refusal.errors.items():
        if name in form.fields:
            form.add_error(name, str(text))
            shown = True
    if not shown:
        form.add_error(None, str(refusal.reason))
