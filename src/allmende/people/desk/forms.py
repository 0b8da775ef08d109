"""What people fill in at the desk: input to clean values, nothing is written here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
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


class GuestForm(HelpForm):
    """A call for help of someone without an account."""

    name = LineInput(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("We write to you there, about this question alone. Three months after the answer we forget it."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """An answer to a call for help."""

    answer = TextInput(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class HandOverForm(forms.Form):
    """Whose duty a question is."""

    duty = forms.ChoiceField(label=_("Whose question it is"), choices=Duty.choices)


class TipForm(forms.Form):
    """A question that others have too, with its answer, for the help of a page."""

    question = LineInput(
        label=_("What people ask"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In words that name nobody: everyone who opens the help of the page reads it."),
    )  # fmt: skip
    answer = TextInput(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    for_guests = forms.BooleanField(label=_("Guests may read it too"), required=False)
    page = forms.CharField(
        label=_("Page"), required=False, max_length=300,
        help_text=_("The address of the page, such as /calls/. All pages of its kind show it. Empty: every page."),
    )  # fmt: skip
