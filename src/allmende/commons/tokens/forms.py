"""What people fill in about a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation.areas import Area, areas
from allmende.foundation.text.fields import LineInput

SEES = [
    (int(Layer.PUBLIC), _("What everyone sees")),
    (int(Layer.NETWORK), _("And what partner networks see")),
    (int(Layer.COMMUNITY), _("And what the whole community sees")),
    (int(Layer.TEAM), _("And what only my teams see")),
    (int(Layer.PRIVATE), _("All that I see, also what is mine alone")),
]
DOES = [("", _("nothing")), ("read", _("read")), ("write", _("read and change"))]
ENDS = [(7, _("in a week")), (30, _("in a month")), (90, _("in three months")), (366, _("in a year"))]


class TokenForm(forms.Form):
    """A name, for whom, what it may do in each area, how far in it sees, and when it ends."""

    name = LineInput(
        label=_("Name"), max_length=80, help_text=_("So that you know it again: the program, and on which machine.")
    )
    whose = forms.ChoiceField(label=_("For whom"), required=False)
    layer = forms.TypedChoiceField(
        label=_("How far in does it see?"), choices=SEES, coerce=int, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label=_("Where"), required=False)
    days = forms.TypedChoiceField(label=_("It ends"), choices=ENDS, coerce=int)

    def __init__(self, *args: Any, cares: list[Space], places: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = {space.slug: space for space in [*cares, *places]}
        self.whose, self.place = self.fields["whose"], self.fields["place"]
        self.whose.choices = [
            ("", _("for me")),
            *((each.slug, _("a program of %(space)s") % {"space": each.title}) for each in cares),
        ]  # type: ignore[attr-defined]
        self.place.choices = [("", _("wherever I am")), *((each.slug, each.title) for each in places)]  # type: ignore[attr-defined]
        for area in areas():
            self.fields[area.key] = forms.ChoiceField(
                label=area.name, help_text=area.note, choices=DOES, required=False
            )  # type: ignore[arg-type]

    def rows(self) -> list[tuple[Area, str, str]]:
        """Each area with what is chosen and what is wrong with it."""
        return [(area, self[area.key].value() or "", " ".join(self[area.key].errors)) for area in areas()]

    def wishes(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        return {
            "name": data["name"], "layer": Layer(data["layer"]), "days": data["days"], "is_program": bool(data["whose"]),
            "space": self.spaces.get(data["whose"] or data["place"]),
            "scopes": [f"{area.key}:{data[area.key]}" for area in areas() if data[area.key]],
        }  # fmt: skip
