"""The lines of a plan: a form for each kind, first for what is agreed, then for what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.amounts import AmountField, count_in
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.forms import PersonField
from allmende.rooms.plans.models import AnyItem, Impact, Likelihood, Plan, PromiseState, RiskState


def day(label: Any, **more: Any) -> forms.DateField:
    """A day as browsers and people write it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **more)


def number(label: Any, **more: Any) -> forms.DecimalField:
    """A number with the decimal sign of the reader's language."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=False, max_digits=18, decimal_places=4, localize=True, widget=widget, **more
    )


SHORT = {"unit", "start", "target", "due", "reached", "reached_on", "likelihood", "impact", "planned", "spent"}
"""Fields that stand side by side."""


class ItemForm(forms.Form):
    """What all kinds of lines share."""

    in_the_end: tuple[str, ...] = ()
    """The fields of what came of it: they show once a line is there."""

    def __init__(self, *args: Any, plan: Plan, item: AnyItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": self.initial_of(item) if item else {}, **kwargs})
        count_in(self, plan.currency)
        if item is None:
            for name in self.in_the_end:
                del self.fields[name]

    @classmethod
    def initial_of(cls, item: AnyItem) -> dict[str, Any]:
        """What the form shows of a line."""
        shown = {name: getattr(item, name) for name in cls.base_fields}
        owner = shown.get("owner")
        return shown | ({"owner": owner.handle} if owner else {})

    def first(self) -> list[list[Any]]:
        """The fields of what is agreed, row by row."""
        return self._rows(name for name in self.fields if name not in self.in_the_end)

    def last(self) -> list[list[Any]]:
        """The fields of what came of it, row by row."""
        return self._rows(name for name in self.in_the_end if name in self.fields)

    def _rows(self, names: Iterable[str]) -> list[list[Any]]:
        rows: list[list[Any]] = []
        is_beside = False
        for name in names:
            if is_beside and name in SHORT:
                rows[-1].append(self[name])
            else:
                rows.append([self[name]])
            is_beside = name in SHORT
        return rows


class GoalForm(ItemForm):
    """A goal."""

    in_the_end = ("reached", "reached_on", "source")
    title = LineInput(label=_("What is to be reached"), max_length=160)
    measure = LineInput(
        label=_("What is measured"),
        max_length=200,
        required=False,
        help_text=_("So that two people count the same: cellars without water after heavy rain."),
    )
    unit = LineInput(label=_("Unit"), max_length=40, required=False)
    start = number(_("At the start"))
    target = number(_("Target"))
    due = day(_("By when"))
    reached = number(_("Reached"))
    reached_on = day(_("Measured on"))
    source = LineInput(label=_("Where the number comes from"), max_length=300, required=False)


class RiskForm(ItemForm):
    """A risk."""

    in_the_end = ("happened",)
    title = LineInput(label=_("What can go wrong"), max_length=200)
    likelihood = forms.TypedChoiceField(
        label=_("How likely"), choices=Likelihood.choices, coerce=int, initial=Likelihood.POSSIBLE
    )
    impact = forms.TypedChoiceField(label=_("If it happens"), choices=Impact.choices, coerce=int, initial=Impact.FELT)
    countermeasure = LineInput(label=_("What we do about it beforehand"), max_length=400, required=False)
    owner = PersonField(label=_("Who watches it"), required=False)
    state = forms.ChoiceField(label=_("How it stands"), choices=RiskState.choices, initial=RiskState.OPEN)
    happened = LineInput(label=_("What came of it"), max_length=400, required=False)


class PromiseForm(ItemForm):
    """A promise of thanks."""

    in_the_end = ("state", "note")
    title = LineInput(label=_("What we promise"), max_length=300)
    whom = LineInput(label=_("Whom we thank"), max_length=160, required=False)
    due = day(_("Until"))
    owner = PersonField(label=_("Who sees to it"), required=False)
    state = forms.ChoiceField(label=_("How it stands"), choices=PromiseState.choices, initial=PromiseState.OPEN)
    note = LineInput(label=_("What came of it"), max_length=400, required=False)


class BudgetForm(ItemForm):
    """A line of the budget."""

    in_the_end = ("spent", "note")
    title = LineInput(label=_("What for"), max_length=160)
    planned = AmountField(label=_("Planned"))
    spent = AmountField(label=_("Spent"), required=False)
    note = LineInput(label=_("Note"), max_length=300, required=False)


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "goals": GoalForm, "risks": RiskForm, "promises": PromiseForm, "budget": BudgetForm,
}  # fmt: skip


class SeatForm(forms.Form):
    """Whom a seat is offered to."""

    person = PersonField(label=_("Whom do you ask?"))
