"""What hosts fill in for a workshop: its times in the space's own zone."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput
from allmende.rooms.calls.commands.workshops import WorkshopText
from allmende.rooms.calls.forms.phases import moment
from allmende.rooms.calls.models import Workshop


class WorkshopForm(forms.Form):
    """A workshop: name, times, place or link, seats, who gives it."""

    title = LineInput(label=_("Name"), max_length=120)
    begins = moment(_("From"))
    ends = moment(_("Until"))
    place = LineInput(label=_("Where"), max_length=200, required=False)
    link = LineInput(
        label=_("Link"), max_length=500, required=False, help_text=_("Shown to those who come."),
        widget=forms.URLInput(),
    )  # fmt: skip
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500)
    given_by = LineInput(label=_("Who gives it"), max_length=120, required=False)
    about = LineInput(
        label=_("What one learns, and what to bring"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, workshop: Workshop | None = None, **kwargs: Any) -> None:
        self.zone = ZoneInfo(zone)
        if workshop:
            names = ("title", "place", "link", "seats", "given_by", "about")
            kwargs["initial"] = {name: getattr(workshop, name) for name in names} | {
                name: getattr(workshop, name).astimezone(self.zone).replace(tzinfo=None) for name in ("begins", "ends")
            }
        super().__init__(*args, **kwargs)
        for name in ("begins", "ends"):
            self.fields[name].required = True

    def said(self) -> WorkshopText:
        """What the command takes."""
        data = dict(self.cleaned_data)
        for name in ("begins", "ends"):
            data[name] = data[name].replace(tzinfo=self.zone)
        return WorkshopText(**data)
