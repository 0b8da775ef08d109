"""What people fill in for hubs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.hubs.models import DeskKind, Hub, Part
from allmende.rooms.hubs.queries.places import week_of
from allmende.rooms.hubs.rules import Calendar, Span


class TimeInput(forms.TimeInput):
    """A time of day as the browser offers it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HubForm(forms.Form):
    """Where a hub is, when it is open, and how desks are booked."""

    address = TextInput(
        label=pgettext_lazy("of a house", "Address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    directions = LineInput(
        label=_("How to get in"), max_length=280, required=False, help_text=_("The door, the bell, the stop nearby.")
    )
    has_halves = forms.BooleanField(label=_("Desks can be booked for half a day"), required=False)
    days_ahead = forms.IntegerField(label=_("Days ahead"), help_text=_("So far ahead desks can be booked."))
    cancel_hours = forms.IntegerField(
        label=_("Hours before"), help_text=_("Until so many hours before, a booking can be given back.")
    )
    most_bookings = forms.IntegerField(label=_("Bookings each"), help_text=_("So many one person may have at once."))

    def __init__(self, *args: Any, hub: Hub, calendar: Calendar, **kwargs: Any) -> None:
        names = ("address", "directions", "has_halves", "days_ahead", "cancel_hours", "most_bookings")
        super().__init__(*args, initial={name: getattr(hub, name) for name in names}, **kwargs)
        self.week = week_of(calendar)
        for day in self.week:
            for end, hour in (("opens", day.span and day.span.opens), ("closes", day.span and day.span.closes)):
                label = _("%(day)s, from") if end == "opens" else _("%(day)s, until")
                self.fields[f"{end}-{day.number}"] = forms.TimeField(
                    label=label % {"day": day.name}, required=False, widget=TimeInput(), initial=hour
                )

    def clean(self) -> dict[str, Any]:
        """Both ends of a day, or none."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(7):
            if bool(data.get(f"opens-{number}")) != bool(data.get(f"closes-{number}")) and not self.errors:
                self.add_error(
                    f"closes-{number}", _("Say both: from when, and until when. Leave both empty for closed.")
                )
        return data

    def hours(self) -> dict[int, Span | None]:
        """The week as the command takes it."""
        data = self.cleaned_data
        ends = {number: (data[f"opens-{number}"], data[f"closes-{number}"]) for number in range(7)}
        return {number: Span(opens, closes) if opens and closes else None for number, (opens, closes) in ends.items()}

    def changes(self) -> dict[str, Any]:
        """Everything else that the command takes."""
        return {name: value for name, value in self.cleaned_data.items() if "-" not in name}

    def lines(self) -> list[tuple[str, Any, Any]]:
        """Each weekday with its two fields."""
        return [(day.name, self[f"opens-{day.number}"], self[f"closes-{day.number}"]) for day in self.week]


class DeskForm(forms.Form):
    """Something to book."""

    name = LineInput(label=_("Name"), max_length=60, help_text=_("Such as: by the window, round table."))
    kind = forms.ChoiceField(label=_("What is it?"), choices=DeskKind.choices)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500, initial=1)


class SpecialDayForm(forms.Form):
    """A day that is not as its weekday."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    opens = forms.TimeField(label=_("Opens at"), required=False, widget=TimeInput())
    closes = forms.TimeField(
        label=_("Closes at"), required=False, widget=TimeInput(), help_text=_("Both empty: closed.")
    )
    note = LineInput(label=_("Why"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Both ends of a day, or none."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("opens")) != bool(data.get("closes")) and not self.errors:
            self.add_error("closes", _("Say both: from when, and until when. Leave both empty for closed."))
        return data

    def span(self) -> Span | None:
        """Its hours; None for closed."""
        opens, closes = self.cleaned_data["opens"], self.cleaned_data["closes"]
        return Span(opens, closes) if opens and closes else None


class PresenceForm(forms.Form):
    """That one is here today, or elsewhere, and on what."""

    where = forms.ChoiceField(choices=[("here", _("here")), ("elsewhere", _("elsewhere"))])
    what = LineInput(max_length=140, required=False)
    has_time = forms.BooleanField(required=False)


class BookingForm(forms.Form):
    """What someone wants to book: a day, how much of it, and which desk (none: any that is free)."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    part = forms.ChoiceField(choices=Part.choices)
    desk = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


def day_in(text: str) -> date | None:
    """Read a day from an address; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
