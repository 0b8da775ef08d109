"""What people fill in to ask, to note, and to work out their price."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.foundation.money import parse_money
from allmende.foundation.text.fields import LineInput
from allmende.people.connections.models import Purpose
from allmende.people.connections.queries.rates import Wanted


class AskForm(forms.Form):
    """A line to whom one asks."""

    line = LineInput(
        label=_("A line from you"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    purpose = forms.ChoiceField(choices=Purpose.choices, required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """Where one knows someone from; only oneself reads it."""

    note = LineInput(label=_("Where from?"), max_length=140, required=False)


class AmountInput(LineInput):
    """An amount of whole or broken euros, in cents."""

    def to_python(self, value: Any) -> Any:
        """The amount in minor units."""
        text = super().to_python(value)
        try:
            minor = parse_money(text, "EUR", get_language() or "en").minor if text else 0
        except ValueError as error:
            raise forms.ValidationError(_("Enter the amount as a number, such as 2000."), code="invalid") from error
        if not 0 <= minor <= 10**9:
            raise forms.ValidationError(_("Enter an amount between 0 and 10 million."), code="invalid")
        return minor

    def run_validators(self, value: Any) -> None:
        """An amount is no text whose length is counted."""


class PriceForm(forms.Form):
    """What one wants to have, what one spends, how much one works."""

    income = AmountInput(
        label=_("What you want to have for yourself, a month"),
        initial="2000",
        help_text=_("After taxes and insurance: rent, food, holidays, something for later."),
    )
    costs = AmountInput(
        label=_("What your work costs, a month"),
        initial="300",
        help_text=_("Room, tools, telephone, travel, bookkeeping."),
    )
    taxes = forms.IntegerField(
        label=_("Taxes and insurance"),
        min_value=0,
        max_value=80,
        initial=35,
        help_text=_("In percent of what is left after costs. If you don't know: 35 is a careful guess."),
    )
    hours = forms.IntegerField(label=_("Hours a week that you work"), min_value=1, max_value=80, initial=30)
    paid = forms.IntegerField(
        label=_("How many of a hundred hours are paid"),
        min_value=5,
        max_value=100,
        initial=60,
        help_text=_("Offers, bookkeeping, learning and waiting are not. At the beginning 60 is much."),
    )
    weeks_off = forms.IntegerField(
        label=_("Weeks a year without work"),
        min_value=0,
        max_value=50,
        initial=8,
        help_text=_("Holidays, public holidays, days in bed."),
    )

    def wanted(self) -> Wanted:
        """The input of the calculation."""
        return Wanted(**self.cleaned_data)
