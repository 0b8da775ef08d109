"""What people hand in about arrivals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.ui.people import PeopleInput
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import LANGUAGES


class PeopleFileForm(forms.Form):
    """A file of people."""

    file = forms.FileField(
        label=_("File of people"),
        help_text=_("CSV or Excel (.xlsx), up to 50 MB and 100,000 people; the first line holds the headings."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class InvitationsForm(forms.Form):
    """Addresses to invite, and some words of one's own."""

    addresses = forms.CharField(
        label=_("E-mail addresses"), widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}), max_length=400_000,
        required=False, help_text=_("One to a line, or as your mail program copies them."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file with addresses"), required=False, help_text=_("CSV or text."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words of your own"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False,
        help_text=_("They stand in every letter: where you met, why you think of them."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)


class MergeForm(forms.Form):
    """Two people by their handles."""

    kept = forms.CharField(label=_("The account that stays"), max_length=60, widget=PeopleInput("members"))
    gone = forms.CharField(label=_("The account that is given up"), max_length=60, widget=PeopleInput("members"))


class ConsentForm(forms.Form):
    """How and when someone asked for help."""

    person = forms.CharField(label=_("Who"), max_length=60, widget=PeopleInput("members"))
    words = forms.CharField(
        label=_("How and when they asked"), max_length=300,
        help_text=_("Such as: at the repair café on 3 May, in person. The person is told by mail and can take it back."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_consent_%s", **kwargs)  # it stands beside the form of acting


class ActingForm(forms.Form):
    """For whom, and why now."""

    person = forms.CharField(label=_("For whom"), max_length=60, widget=PeopleInput("members"))
    reason = forms.CharField(
        label=_("What for"), max_length=300, help_text=_("Such as: hand in her idea for the pond.")
    )


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a command's refusal where the person can mend it: at its fields, or above the form."""
    shown = False
    for name, text in refusal.errors.items():
        if name in form.fields:
            form.add_error(name, str(text))
            shown = True
    if not shown:
        form.add_error(None, str(refusal.reason))
