"""What people fill in about agreements, age, guardians and leaving."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import AgreementVersion, Evidence, Scope
from allmende.commons.consent.models.agreements import LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import band_of

OLDEST = 120
"""Years: an earlier birth date is a slip of the keyboard."""


class AgreementForm(forms.Form):
    """An agreement in all languages of the house, the space's first; what is new since the last version in a sentence."""

    def __init__(self, *args: Any, space: Space, draft: AgreementVersion | None, is_first: bool, **kwargs: Any) -> None:
        initial = {}
        for code in dict(settings.LANGUAGES) if draft else ():
            initial |= {f"title_{code}": draft.titles.get(code, ""), f"text_{code}": draft.texts.get(code, "")}
            initial[f"note_{code}"] = draft.notes.get(code, "")
        super().__init__(*args, initial=initial, **kwargs)
        self.codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != space.language)
        for code in self.codes:
            required = code == space.language
            self.fields[f"title_{code}"] = LineInput(label=_("Title"), max_length=LONGEST_TITLE, required=required)
            self.fields[f"text_{code}"] = TextInput(
                label=_("Text"), max_length=LONGEST_TEXT, required=required, widget=forms.Textarea(attrs={"rows": 14})
            )
            if not is_first:
                self.fields[f"note_{code}"] = LineInput(
                    label=_("What is new, in a sentence"), max_length=LONGEST_NOTE, required=False
                )

    def languages(self) -> list[dict[str, Any]]:
        """The fields of each language under its name, for the page."""
        names = dict(settings.LANGUAGES)
        return [
            {
                "code": code, "name": names[code], "title": self[f"title_{code}"], "text": self[f"text_{code}"],
                "note": self[f"note_{code}"] if f"note_{code}" in self.fields else None,
                "has_errors": any(name.endswith(f"_{code}") for name in self.errors),
            }
            for code in self.codes
        ]  # fmt: skip

    def values(self) -> dict[str, dict[str, str]]:
        """What the command takes; empty languages are left out."""
        return {
            kind: {code: text for code in self.codes if (text := self.cleaned_data.get(f"{name}_{code}", ""))}
            for kind, name in (("titles", "title"), ("texts", "text"), ("notes", "note"))
        }


class AgeForm(forms.Form):
    """How old one is: as a band, or from a birth date that is forgotten at once."""

    band = forms.ChoiceField(label=_("How old are you?"), choices=AgeBand.choices, widget=forms.RadioSelect)
    born = forms.DateField(
        label=_("When were you born?"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("We work out your age band from it and forget the date at once."),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_birth_date: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["band" if asks_birth_date else "born"]

    def clean_born(self) -> date:
        """A day on which someone who reads this can have been born."""
        born: date = self.cleaned_data["born"]
        today = clock.now().date()
        if not today - timedelta(days=OLDEST * 366) < born < today:
            raise forms.ValidationError(_("Please check the year."))
        return born

    def said(self) -> AgeBand:
        """The age band; nothing else of it is kept."""
        if "born" in self.cleaned_data:
            return band_of(self.cleaned_data["born"], clock.now().date())
        return AgeBand(self.cleaned_data["band"])


class SetAgeForm(forms.Form):
    """A curator sets someone's age band and says why."""

    band = forms.ChoiceField(label=_("Age"), choices=AgeBand.choices)
    note = LineInput(label=_("Why"), max_length=280, help_text=_("The person reads it too."))


class GuardianForm(forms.Form):
    """Whom to ask."""

    name = LineInput(label=_("Name of your guardian"), max_length=120)
    address = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class AnswerForm(forms.Form):
    """What a guardian allows, each by itself; nothing is ticked beforehand."""

    allows = forms.MultipleChoiceField(
        label=_("I agree that my child may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    is_guardian = forms.BooleanField(label=_("I am of age and have parental responsibility for this child."))

    def allowed(self) -> list[str]:
        """The keys ticked, each once."""
        return list(dict.fromkeys(self.cleaned_data["allows"]))


class ProtectionForm(forms.Form):
    """How a community protects the young beyond what always holds."""

    asks_birth_date = forms.BooleanField(
        label=_("Ask for the birth date instead of the age band"), required=False,
        help_text=_("Only where the law asks you to. The date is forgotten as soon as the age band is known."),
    )  # fmt: skip
    requires_vetting = forms.BooleanField(
        label=_("Adults who work with the young need a vetting note"), required=False,
        help_text=_("A curator looks at their evidence and notes what it was and until when it is good."),
    )  # fmt: skip


class VettingForm(forms.Form):
    """What was looked at, and until when it is good."""

    evidence = forms.ChoiceField(label=_("What you looked at"), choices=Evidence.choices)
    until = forms.DateField(label=_("Good until"), widget=forms.DateInput(attrs={"type": "date"}))


class DepartureForm(forms.Form):
    """What becomes of one's contributions."""

    keeps = forms.ChoiceField(
        label=_("What you made for others"), widget=forms.RadioSelect,
        choices=[
            ("yes", _("It stays, without my name: others built on it.")),
            ("no", _("Its words and pictures go too; empty places remain where others answered.")),
        ],
    )  # fmt: skip
    sure = forms.BooleanField(label=_("I want to delete my account."))
