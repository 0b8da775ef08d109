"""What the wizard asks, step by step."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import PictureField
from allmende.commons.spaces.models import Preset
from allmende.foundation import clock
from allmende.foundation.doors import rooms
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens
from allmende.identity.accounts.addresses import is_address

ROWS, MORE, MOST = 4, 4, 60


class NameForm(forms.Form):
    """What it is called, in which language, in which time."""

    name = LineInput(label=_("Name of the community"), max_length=80)
    summary = LineInput(
        label=_("In one sentence"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What it is for, as you would tell it over the fence."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which most is written.")
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines and the opening day are meant in it."),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone],
    )  # fmt: skip

    def clean_name(self) -> str:
        """A name has a letter or digit."""
        name: str = self.cleaned_data["name"]
        if not any(letter.isalnum() for letter in name):
            raise ValidationError(_("Give it a name of 1 to 80 letters."))
        return name


class KindForm(forms.Form):
    """How it grows."""

    preset = forms.ChoiceField(label=_("What sort is it?"), choices=Preset.choices, widget=forms.RadioSelect)


class CircleForm(forms.Form):
    """Who founds it: rows of a name and an address, the first one whoever fills this in."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        filled = [
            number for number in range(MOST) if data and (data.get(f"name-{number}") or data.get(f"email-{number}"))
        ]
        self.count = min(max(ROWS, (max(filled) + 1 if filled else 0) + (MORE if data and "more" in data else 0)), MOST)
        for number in range(self.count):
            self.fields[f"name-{number}"] = LineInput(label=_("Name"), max_length=120, required=False)
            self.fields[f"email-{number}"] = LineInput(label=_("E-mail address"), max_length=254, required=False)

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields, by person."""
        return [(self[f"name-{number}"], self[f"email-{number}"]) for number in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """The circle: each with an address that is theirs alone."""
        data, circle, seen = super().clean() or {}, [], set()
        for number in range(self.count):
            name, email = (
                clean_line(data.get(f"name-{number}") or ""),
                (data.get(f"email-{number}") or "").strip().lower(),
            )
            if not name and not email:
                continue
            if not is_address(email):
                self.add_error(f"email-{number}", _("Write an e-mail address such as ada@example.org."))
                continue
            if email in seen:
                self.add_error(f"email-{number}", _("This address stands above already."))
            if not any(letter.isalnum() for letter in name):
                self.add_error(f"name-{number}", _("Say who this is."))
            seen.add(email)
            circle.append((name, email))
        if not circle and not self.errors:
            self.add_error("name-0", _("Name at least one person: yourself."))
        data["circle"] = circle
        return data


class CharterForm(forms.Form):
    """What the circle gives itself."""

    charter = TextInput(label=_("Charter"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16}))


class RoomsForm(forms.Form):
    """Which of the node's rooms the community shows."""

    rooms = forms.MultipleChoiceField(label=_("Rooms"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["rooms"].choices = [(room.key, room.name) for room in rooms()]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """Its colour and its logo."""

    colour = LineInput(
        label=_("Colour"), max_length=7, required=False,
        help_text=_("Buttons and links take it. Written as # and six digits; empty for the house's own green."),
    )  # fmt: skip
    logo = PictureField(label=_("Logo"), required=False)

    def clean_colour(self) -> str:
        """A colour on which words can be read."""
        colour: str = self.cleaned_data["colour"]
        try:
            if colour:
                brand_tokens(colour)
        except UnreadableColour as error:
            raise ValidationError(str(error)) from error
        return colour.lower()


class OpeningForm(forms.Form):
    """When it opens to all."""

    when = forms.ChoiceField(
        label=_("When do the doors open?"), widget=forms.RadioSelect,
        choices=[("day", _("On a day: until then only its founders and booked tours are inside")), ("now", _("At once"))],
    )  # fmt: skip
    opens_on = forms.DateField(
        label=_("Opening day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    zone = ""

    def clean(self) -> dict[str, Any]:
        """A day that is to come, where a day is chosen."""
        data = super().clean() or {}
        if data.get("when") == "now":
            data["opens_on"] = None
        elif not data.get("opens_on") and "opens_on" not in self.errors:
            self.add_error("opens_on", _("Choose the day."))
        elif data.get("opens_on") and data["opens_on"] <= clock.now().astimezone(ZoneInfo(self.zone or "UTC")).date():
            self.add_error("opens_on", _("Choose a day that is to come, or open at once."))
        return data
