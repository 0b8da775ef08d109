"""Amounts of money as people write them."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.foundation.money import Money, parse_money

LONGEST = 40


class AmountField(forms.CharField):
    """An amount as people write it, in minor units of a currency, never below zero; empty is None.

    A form that counts in another currency than the euro sets `currency` on its field.
    """

    def __init__(self, *, currency: str = "EUR", **kwargs: Any) -> None:
        super().__init__(**kwargs)  # no `max_length`: it would be asked of the number that comes out
        self.currency = currency

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """So long is no amount."""
        return super().widget_attrs(widget) | {"maxlength": str(LONGEST)}

    @property
    def sign(self) -> str:
        """How its currency is written beside it: `€`, `CHF`."""
        return get_currency_symbol(self.currency, get_language() or "en")

    def to_python(self, value: Any) -> Any:
        """The amount in minor units."""
        text = super().to_python(value)
        if not text:
            return None
        problem = forms.ValidationError(_("Enter the amount as a number, such as 7460."), code="invalid")
        if len(text) > LONGEST:
            raise problem
        try:
            minor = parse_money(text, self.currency, get_language() or "en").minor
        except ValueError as error:
            raise problem from error
        if minor < 0:
            raise problem
        return minor

    def prepare_value(self, value: Any) -> Any:
        """The amount as a number without its currency."""
        if not isinstance(value, int):
            return value
        amount = Money(value, self.currency).decimal
        return f"{amount:f}".removesuffix(".00").replace(".", "," if get_language() in {"de", "it"} else ".")


def count_in(form: forms.BaseForm, currency: str) -> None:
    """Let all amounts of a form be in a currency."""
    for field in form.fields.values():
        if isinstance(field, AmountField):
            field.currency = currency
