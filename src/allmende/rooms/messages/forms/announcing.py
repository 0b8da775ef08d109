"""What those on duty fill in to write to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.identity.actors.models import LANGUAGES
from allmende.people.directory.queries.facets import Facet
from allmende.people.directory.queries.search import FILTERS, search_of
from allmende.people.trust.models import Level
from allmende.rooms.messages.commands import Words
from allmende.rooms.messages.models import LONGEST_WORDING, Lack
from allmende.rooms.messages.queries import Chosen


class AnnouncementForm(forms.Form):
    """An announcement: its words in each language, and whom it is for."""

    q = LineInput(label=_("Words about them"), max_length=120, required=False)
    offer = LineInput(label=_("Offers"), max_length=120, required=False)
    seek = LineInput(label=_("Seeks"), max_length=120, required=False)
    level = forms.TypedChoiceField(
        label=_("Level of trust"), coerce=int, empty_value=0, required=False,
        choices=[(0, _("whatever level")), *((level.value, _("%(level)s and above") % {"level": level.label}) for level in Level if level)],
    )  # fmt: skip
    lacks = forms.ChoiceField(label=_("Those who"), required=False, choices=Lack.choices)

    def __init__(self, data: Any, facets: tuple[Facet, ...], first: str, **more: Any) -> None:
        super().__init__(data, **more)
        for facet in facets:
            choices = [("", _("all")), *facet.choices]
            self.fields[facet.name] = forms.ChoiceField(label=facet.label, choices=choices, required=False)
        languages = sorted(LANGUAGES, key=lambda one: one[0] != first)
        for code, _name in languages:
            self.fields[f"title_{code}"] = LineInput(label=_("Title"), max_length=120, required=False)
            self.fields[f"text_{code}"] = TextInput(
                label=_("Text"), max_length=LONGEST_WORDING, required=False, widget=forms.Textarea(attrs={"rows": 8, "lang": code})
            )  # fmt: skip
        self.languages = languages

    def parts(self) -> list[dict[str, Any]]:
        """The fields of each language, the place's own first, for the page."""
        return [
            {"code": code, "name": name, "title": self[f"title_{code}"], "text": self[f"text_{code}"], "is_first": not number,
             "is_open": bool(self[f"title_{code}"].value() or self[f"text_{code}"].value() or self[f"text_{code}"].errors)}
            for number, (code, name) in enumerate(self.languages)
        ]  # fmt: skip

    def who(self) -> list[Any]:
        """The fields that choose people."""
        return [
            self[name]
            for name in ("q", "skill", "language", "hub", "hours", "offer", "seek", "level", "lacks")
            if name in self.fields
        ]

    def words(self) -> dict[str, Words]:
        """What it says in each language."""
        given = self.cleaned_data
        return {code: Words(given[f"title_{code}"], given[f"text_{code}"]) for code, _name in self.languages}

    def chosen(self) -> Chosen:
        """Whom it is for."""
        given = self.cleaned_data
        asked = {name: given.get(name) or "" for name in ("q", *FILTERS)}
        return Chosen(search_of(asked), given["level"] or 0, given["lacks"])


class ReleaseForm(forms.Form):
    """When an announcement goes out."""

    due = forms.DateTimeField(
        label=_("When it goes out"), required=False, help_text=_("By your own clock. Empty: at once."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip


class NoteForm(forms.Form):
    """A word on why something is given or taken back."""

    note = LineInput(label=_("Why"), max_length=300, required=False)
