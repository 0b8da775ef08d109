"""What is asked in a rating, as hosts set it, and the answers that people give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.commands import CriterionText
from allmende.commons.ratings.models import Asked, Criterion, Panel, Sheet, Way
from allmende.commons.ratings.queries.sheets import criteria_of
from allmende.foundation.text.fields import LineInput, TextInput

LANGUAGES = {"en": "English", "de": "Deutsch", "it": "Italiano"}
TEXTS = ("name", "low", "high")
SPARE = 2
"""So many empty rows stand below what is asked already."""
MOST_ROWS = 14
WORDS: dict[str, bool | None] = {"abstain": None, "yes": True, "no": False}


def answers_in(sheet: Sheet, sent: QueryDict) -> dict[str, Any]:
    """Read the answers to a sheet's questions; what is left open is left out, and what can't be read stays as it was typed."""
    marks: dict[str, Any] = {}
    for one in criteria_of(sheet):
        typed = sent.get(f"c{one.pk}", "").strip()
        if typed:
            marks[str(one.pk)] = _answer(typed)
    return marks


def _answer(typed: str) -> Any:
    if typed in WORDS:
        return WORDS[typed]
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else typed


class SheetForm(forms.Form):
    """How a sheet is answered, and on which scale."""

    way = forms.ChoiceField(
        label=_("How people rate"),
        choices=[
            (Way.POINTS.value, _("By criteria: each contribution by itself")),
            (Way.PAIRS.value, _("By comparing two: which is better? Good for big fields")),
        ],
        widget=forms.RadioSelect,
    )
    top = forms.TypedChoiceField(
        label=_("Scale"), coerce=int, choices=[(n, _("from 1 to %(top)s") % {"top": n}) for n in (3, 4, 5, 6, 7, 10)],
        help_text=_("Five is enough for most: more points rarely mean more."),
    )  # fmt: skip

    is_blind = forms.BooleanField(
        label=_("Blind review"), required=False,
        help_text=_("The jury doesn't learn who made what until its time is over: names, files and addresses are hidden, and what you mark."),
    )  # fmt: skip

    def __init__(self, *args: Any, panel: str = Panel.MEMBERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if panel == Panel.JURY:
            del self.fields["way"]
        else:
            del self.fields["is_blind"]


class NoteForm(forms.Form):
    """A note for the jury."""

    text = TextInput(label=_("Note"), max_length=2000)


class ConflictForm(forms.Form):
    """Why someone stays out."""

    reason = LineInput(
        label=_("What ties you to it"), max_length=500, help_text=_("Only those who answer for the call read this.")
    )


class StatementForm(forms.Form):
    """What the jury says to everyone."""

    text = TextInput(
        label=_("Statement"),
        max_length=20_000,
        required=False,
        help_text=_("What you saw, what convinced you, and what you thank people for."),
    )


class HidingForm(forms.Form):
    """What a blind review hides beside names."""

    passages = forms.CharField(
        label=_("Passages to hide"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One on each line, just as it stands in the text. Names, handles and addresses are hidden anyway."),
    )  # fmt: skip


class CriterionForm(forms.Form):
    """One criterion, in the call's language first."""

    asked = forms.ChoiceField(label=_("What is asked"), choices=Asked.choices, required=False, initial=Asked.POINTS)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, required=False, initial=1)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        labels = {"name": _("Criterion"), "low": _("What 1 means"), "high": _("What the highest means")}
        for code in sorted(LANGUAGES, key=lambda one: one != language):
            for text in TEXTS:
                self.fields[f"{text}_{code}"] = LineInput(label=labels[text], max_length=120, required=False)

    def first(self) -> list[Any]:
        """The fields in the call's language."""
        return [self[f"{text}_{self.language}"] for text in TEXTS]

    def others(self) -> Iterator[tuple[Any, list[Any]]]:
        """The other languages, each with its fields."""
        for code, name in LANGUAGES.items():
            if code != self.language:
                yield name, [self[f"{text}_{code}"] for text in TEXTS]

    def text(self) -> CriterionText | None:
        """The criterion that was written; None for an empty row."""
        texts = {text: {code: self.cleaned_data.get(f"{text}_{code}", "") for code in LANGUAGES} for text in TEXTS}
        if not any(word for words in texts.values() for word in words.values()):
            return None
        asked = self.cleaned_data["asked"] or Asked.POINTS
        return CriterionText(texts["name"], asked, self.cleaned_data["weight"] or 1, texts["low"], texts["high"])

    @staticmethod
    def initial_of(one: Criterion) -> dict[str, Any]:
        """What the form shows of a criterion."""
        texts = {f"{text}_{code}": word for text in TEXTS for code, word in getattr(one, text).items()}
        return {"asked": one.asked, "weight": one.weight, **texts}


CriterionForms = forms.formset_factory(CriterionForm, extra=SPARE, max_num=MOST_ROWS, validate_max=True)


def criteria_from(rows: Any) -> list[CriterionText]:
    """Return the criteria of a valid set of forms, in their order."""
    return [text for row in rows if (text := row.text())]
