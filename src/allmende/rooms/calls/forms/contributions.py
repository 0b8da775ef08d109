"""What people fill in for contributions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.amounts import AmountField
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.identity.actors.forms import PersonField
from allmende.rooms.calls.commands.template import MOST_FIELDS, FieldText
from allmende.rooms.calls.models import Call, Contribution, FieldKind
from allmende.rooms.calls.queries.template import PREFIX, Asked, template_of


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
        self.template = template_of(call.id)
        for asked in self.template:
            self.fields[asked.name] = _typed(asked)

    @property
    def asked(self) -> Iterator[tuple[Asked, Any]]:
        """The fields that the call asks for, each with its control."""
        return ((asked, self[asked.name]) for asked in self.template)

    @staticmethod
    def initial_of(contribution: Contribution) -> dict[str, Any]:
        """What the form shows of a contribution."""
        own = {"title": contribution.title, "text": contribution.text, "cost": contribution.cost}
        return own | {f"{PREFIX}{key}": value for key, value in (contribution.answers or {}).items()}


def _typed(asked: Asked) -> forms.Field:
    """A control for a field of a call. What is typed is judged by the command, so that nothing is lost in between."""
    hint = asked.help
    if asked.most:
        hint = f"{hint} " + gettext("%(n)d words at most.") % {"n": asked.most}
    label = asked.label if asked.is_required else f"{asked.label} ({gettext('optional')})"
    widget: forms.Widget | None = None
    if asked.kind == FieldKind.TEXT:
        return TextInput(label=label, max_length=20_000, required=False, help_text=hint.strip(), widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    if asked.kind == FieldKind.CHOICE:
        widget = forms.Select(choices=[("", "–"), *((choice, choice) for choice in asked.choices)])
    elif asked.kind == FieldKind.DATE:
        widget = forms.TextInput(attrs={"type": "date"})
    return LineInput(label=label, max_length=500, required=False, help_text=hint.strip(), widget=widget)


class PersonForm(forms.Form):
    """Who is asked to be a co-author."""

    person = PersonField(label=_("Who makes it with you?"))


class WordsForm(forms.Form):
    """Words with which a contribution goes back."""

    words = LineInput(
        label=_("What is missing?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Friendly and exact: they read it, and can hand it in again."),
    )  # fmt: skip


class SuggestionForm(forms.Form):
    """Other words for a passage."""

    passage = TextInput(
        label=_("The passage"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it stands in the text, copied letter by letter."),
    )  # fmt: skip
    replacement = TextInput(
        label=_("Your words"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty: it is better left out."),
    )  # fmt: skip
    why = LineInput(label=_("Why"), max_length=300, required=False)


class FieldForm(forms.Form):
    """A field that a call asks for; without a name it is none."""

    key = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    label = LineInput(label=_("Name of the field"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("What is typed"), choices=FieldKind.choices, initial=FieldKind.LINE)
    help = LineInput(label=_("Help beside it"), max_length=200, required=False)
    is_required = forms.BooleanField(label=_("Everyone fills it in"), required=False)
    most = forms.IntegerField(label=_("Most words"), min_value=1, max_value=2000, required=False)
    unit = LineInput(label=_("Unit"), max_length=20, required=False, help_text=_("Of a number, such as kg or m²."))
    choices = forms.CharField(
        label=_("Choices"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )  # fmt: skip


FieldForms = forms.formset_factory(FieldForm, extra=2, max_num=MOST_FIELDS + 4, validate_max=True)


def fields_from(forms_: Any) -> list[FieldText]:
    """Return the fields of a valid set of forms, in their order; those without a name are left out."""
    given = [form.cleaned_data for form in forms_ if form.cleaned_data.get("label")]
    return [
        FieldText(
            kind=data["kind"], label=data["label"], key=data["key"], help=data["help"], is_required=data["is_required"],
            most=data["most"], unit=data["unit"], choices=tuple(data["choices"].replace("\0", "").splitlines()),
        )
        for data in given
    ]  # fmt: skip
