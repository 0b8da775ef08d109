"""What people fill in about trust: input to clean values, nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.people.trust.commands import RungChange
from allmende.people.trust.models import Level, Rung


def _words(label: Any, hint: Any = "", limit: int = 1000) -> TextInput:
    return TextInput(label=label, help_text=hint, max_length=limit, widget=forms.Textarea(attrs={"rows": 4}))


class ThanksForm(forms.Form):
    """A sentence of thanks."""

    text = LineInput(label=_("What are you thankful for?"), max_length=280, widget=forms.Textarea(attrs={"rows": 2}))


class LockForm(forms.Form):
    """A level to be held."""

    level = forms.TypedChoiceField(label=_("Level"), choices=Level.choices, coerce=int)
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = _words(_("Why"), _("They read this."), 600)


class MeasureForm(forms.Form):
    """A warning, a break or a proposal to exclude someone."""

    kind = forms.ChoiceField(label=_("What is to happen?"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Days of the break"), min_value=1, max_value=30, required=False, initial=7)
    duty = forms.ChoiceField(label=_("In which duty you propose the exclusion"), required=False)
    reason = _words(_("The reason"), _("The person reads it: what happened, and what you wish for."))

    def __init__(self, *args: Any, duties: Sequence[Duty], kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["duty"].choices = [(duty.value, duty.label) for duty in duties]  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """How the person sees it."""

    text = _words(_("How do you see it?"), _("Someone who had no part in the decision reads it and answers."), 2000)


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    grants = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect,
        choices=[("yes", _("It is lifted")), ("no", _("It stands"))],
    )  # fmt: skip
    answer = _words(_("Your answer"), _("The person reads it."))


class RungForm(forms.Form):
    """What a level asks and gives."""

    enter = forms.IntegerField(label=_("People on as many days"), min_value=0, max_value=1000)
    enter_young = forms.IntegerField(label=_("While the community is young"), min_value=0, max_value=1000)
    nominations = forms.IntegerField(label=_("Open nominations"), min_value=0, max_value=100)
    links = forms.BooleanField(label=_("Links in comments"), required=False)
    teams = forms.BooleanField(label=_("Open teams without asking"), required=False)

    @staticmethod
    def initial_of(rung: Rung) -> dict[str, Any]:
        """What the form shows of a level."""
        rights = {"nominations": rung.rights.get("nominations", 0)}
        switches = {key: bool(rung.rights.get(key)) for key in ("links", "teams")}
        return {"enter": rung.enter, "enter_young": rung.enter_young, **rights, **switches}

    def change(self, level: Level) -> RungChange:
        """What the command takes."""
        data = self.cleaned_data
        rights = {key: int(data[key]) for key in ("nominations", "links", "teams")}
        return RungChange(level, data["enter"], data["enter_young"], rights)
