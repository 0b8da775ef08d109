"""What people fill in at the desk: input to clean values, nothing is written here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.people.desk.models import Step


class AskForm(forms.Form):
    """Words by which someone is asked for a small step, and why it is them."""

    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)
    thing = forms.UUIDField(required=False, widget=forms.HiddenInput)
    count = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)
    text = LineInput(
        label=_("Your words"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Make them your own. They read them with your name, and why it is them."),
    )  # fmt: skip


class HelpForm(forms.Form):
    """A call for help."""

    text = LineInput(
        label=_("What would help you?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. Those on duty read it, nobody else."),
    )  # fmt: skip
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """An answer to a call for help."""

    answer = TextInput(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
