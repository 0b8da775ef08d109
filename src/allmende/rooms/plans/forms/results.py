"""Results, what is noted about them, looking back, and the word to everyone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.amounts import AmountField, count_in
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.plans.forms.items import day
from allmende.rooms.plans.models import LONGEST_ANSWER, Result, ResultState


class ResultForm(forms.Form):
    """A result."""

    title = LineInput(label=_("What came of it"), max_length=160)
    text = TextInput(
        label=_("In more words"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    state = forms.ChoiceField(label=_("Where it stands"), choices=ResultState.choices, initial=ResultState.RUNNING)
    progress = forms.IntegerField(label=_("Progress in per cent"), min_value=0, max_value=100, initial=0)
    starts = day(_("From"))
    due = day(_("Until"))
    costs = AmountField(label=_("Costs"), required=False)
    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count_in(self, currency)
        self.fields["parent"].choices = [("", _("nothing else"))] + parents  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(result: Result) -> dict[str, Any]:
        """What the form shows of a result."""
        names = ("title", "text", "state", "progress", "starts", "due", "costs")
        return {name: getattr(result, name) for name in names} | {"parent": str(result.parent_id or "")}


class EntryForm(forms.Form):
    """What happened with a result."""

    day = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"], initial=lambda: clock.now().date(),
    )  # fmt: skip
    text = LineInput(label=_("What happened"), max_length=600)


class HappenedForm(forms.Form):
    """What happened, beside what was answered."""

    text = LineInput(
        label=_("What happened"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FinishForm(forms.Form):
    """What was learnt."""

    learnt = TextInput(
        label=_("What would we do otherwise next time?"), max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Whoever plans next reads this first."),
    )  # fmt: skip


class WordForm(forms.Form):
    """A word to everyone who took part."""

    text = TextInput(
        label=_("What came of it, and what we thank you for"), max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=_("Everyone who took part is told of it."),
    )  # fmt: skip
