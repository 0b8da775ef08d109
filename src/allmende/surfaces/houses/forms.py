"""What makes a community a house of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import may_change_space, may_set_address
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.models import Reader


class HouseForm(forms.Form):
    """Address, sender, colour and language; each only for whoever may set it."""

    host = LineInput(
        label=_("Host name"), max_length=253, required=False,
        help_text=_("Such as talk.example.org. Point its DNS entry (A, AAAA or CNAME) at this machine, and let the proxy "
                    "in front pass the name on unchanged (header Host)."),
    )  # fmt: skip
    sender = LineInput(
        label=_("Mails come from"), max_length=254, required=False, widget=forms.EmailInput,
        help_text=_("Such as hello@talk.example.org; the mail server must be allowed to send for it. Empty: the node's address."),
    )  # fmt: skip
    colour = LineInput(label=_("Colour"), max_length=7, required=False, help_text=_("Written as # and six digits."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, reader: Reader, place: Space, **kwargs: Any) -> None:
        self.before = {
            "host": place.host or "", "sender": place.sender, "colour": place.colour, "language": place.language,
        }  # fmt: skip
        super().__init__(*args, initial=self.before, **kwargs)
        if not may_set_address(reader, place, "-", "-"):
            del self.fields["host"], self.fields["sender"]
        if not may_change_space(reader, place):
            del self.fields["colour"], self.fields["language"]

    def changes(self) -> dict[str, Any]:
        """What is otherwise than before."""
        return {name: value for name, value in self.cleaned_data.items() if value != self.before[name]}
