"""What people fill in on the way in, and about tours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import kinds
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.people.welcome.models import Commitment, Evidence, Form

OPENS = [
    ("say", _("Say: vote and decide")),
    ("work", _("Work: hand in contributions and take on work")),
    ("share", _("Share: take things outward, beyond the community")),
]


class CommitForm(forms.Form):
    """A commitment to be made: which one, and where it is in own words, which words."""

    commitment = forms.ModelChoiceField(
        Commitment.objects.none(), label=_("Your commitment"), empty_label=None, widget=forms.RadioSelect
    )
    words = LineInput(
        label=_("In your own words"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = choices  # type: ignore[attr-defined]


class CommitmentForm(forms.Form):
    """A line of the list, in every language of the house; the community's own comes first and is the one that is needed."""

    form = forms.ChoiceField(label=_("What sort is it?"), choices=Form.choices, widget=forms.RadioSelect)
    hours = forms.IntegerField(label=_("Hours a month"), min_value=1, max_value=160, required=False)
    opens = forms.MultipleChoiceField(
        label=_("What does it open at once?"), choices=OPENS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Everything else opens once the commitment is kept."),
    )  # fmt: skip
    evidence = forms.ChoiceField(
        label=_("How does it count as kept?"), choices=Evidence.choices, widget=forms.RadioSelect
    )
    seen_kind = forms.ChoiceField(label=_("What the house looks for"), required=False)
    days = forms.IntegerField(label=_("Days until then"), min_value=1, max_value=730)
    reminders = forms.IntegerField(label=_("Reminders before its time is over"), min_value=0, max_value=6)

    def __init__(self, *args: Any, language: str, line: Commitment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial_of(line), **kwargs})
        names = dict(settings.LANGUAGES)
        self.languages = [language, *(code for code in names if code != language)]
        for code in self.languages:
            own = code == language
            self.fields[f"title_{code}"] = LineInput(
                label=_("Commitment") if own else f"{_('Commitment')} ({names[code]})", max_length=120, required=own
            )
            self.fields[f"about_{code}"] = TextInput(
                label=_("What it means") if own else f"{_('What it means')} ({names[code]})", max_length=600,
                required=False, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        made = [(kind.key, kind.name) for kind in kinds().values() if kind.key != "space"]
        self.fields["seen_kind"].choices = [("", _("anything that others see")), *made]  # type: ignore[attr-defined]

    def words(self) -> list[tuple[Any, Any]]:
        """The fields for the words, by language, the community's own first."""
        return [(self[f"title_{code}"], self[f"about_{code}"]) for code in self.languages]

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        return {
            "form": data["form"], "hours": data["hours"], "evidence": data["evidence"], "seen_kind": data["seen_kind"],
            "days": data["days"], "reminders": data["reminders"],
            **{f"opens_{right}": right in data["opens"] for right, _words in OPENS},
            "titles": {code: data[f"title_{code}"] for code in self.languages if data[f"title_{code}"]},
            "abouts": {code: data[f"about_{code}"] for code in self.languages if data[f"about_{code}"]},
        }  # fmt: skip


def _initial_of(line: Commitment | None) -> dict[str, Any]:
    if line is None:
        return {
            "form": Form.HOURS,
            "evidence": Evidence.CONFIRMED,
            "opens": ["say", "work"],
            "days": 60,
            "reminders": 2,
        }
    words = {f"title_{code}": text for code, text in line.titles.items()}
    words |= {f"about_{code}": text for code, text in line.abouts.items()}
    return {
        "form": line.form, "hours": line.hours, "opens": list(line.rights), "evidence": line.evidence,
        "seen_kind": line.seen_kind, "days": line.days, "reminders": line.reminders, **words,
    }  # fmt: skip


class MoreTimeForm(forms.Form):
    """So many days more."""

    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=365, initial=30)


class TourForm(forms.Form):
    """A live tour to be offered, at a time of the community's zone."""

    begins = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=45)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100, initial=8)
    where = LineInput(
        label=_("Where"), max_length=200, required=False,
        help_text=_("A place or the address of a video room. Only those who come along see it."),
    )  # fmt: skip


class BookingForm(forms.Form):
    """A place on a tour."""

    name = LineInput(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Only for this tour; nobody else sees it."))


class FollowingForm(forms.Form):
    """An address that wants to hear of the opening."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("For one mail, when the doors open. Then we forget it if you like.")
    )
