"""What there is to win, as people fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.foundation.money import Money, parse_money
from allmende.foundation.text.amounts import AmountField
from allmende.foundation.text.fields import LineInput
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands.prizes import PrizeText
from allmende.rooms.calls.models import Prize, PrizeKind
from allmende.rooms.calls.models.prizes import MOST_PLACES, MOST_PRIZES
from allmende.rooms.calls.models.spreading import falling

EACH, FALLING = "each", "falling"


class AmountsField(forms.CharField):
    """One amount, or one for each place with semicolons between, in minor units of `currency`."""

    currency = "EUR"

    def to_python(self, value: Any) -> Any:
        """The amounts in their order."""
        text = super().to_python(value)
        try:
            return [
                parse_money(part, self.currency, get_language() or "en").minor
                for part in text.split(";")
                if part.strip()
            ]
        except ValueError as error:
            said = _("Enter an amount such as 500, or one for each place: 1000; 500; 250.")
            raise forms.ValidationError(said, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """The amounts as numbers."""
        one = AmountField(currency=self.currency)
        return "; ".join(str(one.prepare_value(each)) for each in value) if isinstance(value, list) else value


class PrizeForm(forms.Form):
    """One prize; left out where it has no kind."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("No prize")), *((kind.value, kind.label) for kind in PrizeKind)],
    )
    name = LineInput(label=_("Name"), max_length=80, required=False)
    money = AmountsField(
        label=_("Money"), required=False, max_length=2000,
        help_text=_(
            "One amount; or one for each place, with semicolons: 1000; 500; 250. Of pay for those invited: what they get whose invitation says nothing else."
        ),
    )  # fmt: skip
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES, required=False)
    spread = forms.ChoiceField(
        label=_("One amount is meant"), required=False,
        choices=[(EACH, _("for each place")), (FALLING, _("for all places, less from one to the next"))],
    )  # fmt: skip
    gift = LineInput(
        label=_("Something else"), max_length=200, required=False, help_text=_("A thing, a mention, a day together.")
    )

    def prize(self) -> PrizeText | None:
        """The prize that was filled in; None where there is none."""
        given = self.cleaned_data
        if not given.get("kind"):
            return None
        amounts, places = list(given["money"] or []), given.get("places") or 1
        if len(amounts) == 1 and places > 1:
            total = Money(amounts[0], self.fields["money"].currency)  # type: ignore[attr-defined]
            amounts = falling(total, places) if given.get("spread") == FALLING else amounts * places
        kind = PrizeKind(given["kind"])
        return PrizeText(kind, given["name"] or str(kind.label), amounts, places, given["gift"], id=given.get("id"))


class _PrizeForms(forms.BaseFormSet):  # type: ignore[type-arg]  # generic for the type checker alone
    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def add_fields(self, form: PrizeForm, index: int | None) -> None:
        """Each amount is read in the currency of the plan."""
        super().add_fields(form, index)
        form.fields["money"].currency = self.currency  # type: ignore[attr-defined]

    def prizes(self) -> list[PrizeText]:
        """The prizes that were filled in, in their order."""
        return [prize for form in self.forms if (prize := form.prize()) is not None]

    def show_errors(self, refusal: Refused) -> None:
        """Show a refusal at the prizes and fields that it names; errors count only the prizes that were filled in."""
        filled = [form for form in self.forms if form.cleaned_data.get("kind")]
        for name, text in refusal.errors.items():
            number, _sep, field = name.partition("-")
            if number.isdigit() and int(number) < len(filled):
                form = filled[int(number)]
                form.add_error(field if field in form.fields else None, str(text))


PrizeForms = forms.formset_factory(
    PrizeForm, formset=_PrizeForms, extra=2, max_num=MOST_PRIZES, validate_max=True, absolute_max=MOST_PRIZES + 2
)


class PlanForm(forms.Form):
    """Who reads the amounts."""

    shown_on = forms.TypedChoiceField(
        label=_("Who reads the amounts"), coerce=lambda value: Layer(int(value)), required=True,
        choices=[
            (int(Layer.PUBLIC), _("everyone who sees the call")),
            (int(Layer.COMMUNITY), _("members of the community")),
            (int(Layer.TEAM), _("members of its space")),
        ],
        help_text=_("Everyone else reads who won what, without the money."),
    )  # fmt: skip


def initial_of(prizes: Sequence[Prize]) -> list[dict[str, Any]]:
    """What the forms show of prizes that stand."""
    return [
        {
            "id": prize.id, "kind": prize.kind, "name": prize.name, "places": prize.places, "gift": prize.gift, "spread": EACH,
            "money": prize.amounts[:1] if len(set(prize.amounts)) == 1 else list(prize.amounts),
        }
        for prize in prizes
    ]  # fmt: skip
