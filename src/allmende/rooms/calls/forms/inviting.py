"""What hosts fill in to invite, and what invited people answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.amounts import AmountField
from allmende.foundation.text.fields import LineInput
from allmende.rooms.calls.forms.phases import NaiveMoment
from allmende.rooms.calls.models import Call


class InviteForm(forms.Form):
    """A personal word, the pay for each, and until when they answer."""

    word = LineInput(
        label=_("A personal word"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why you ask just them."),
    )  # fmt: skip
    pay = AmountField(
        label=_("Pay for each"), required=False, help_text=_("For taking part, whatever comes of it. Empty: none."),
    )  # fmt: skip
    answer_by = NaiveMoment(
        label=_("Answer until"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )  # fmt: skip

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pay"].currency = call.currency  # type: ignore[attr-defined]
        self.zone = ZoneInfo(call.zone)

    def clean_answer_by(self) -> datetime | None:
        """The moment in the space's zone."""
        typed: datetime | None = self.cleaned_data["answer_by"]
        return typed and typed.replace(tzinfo=self.zone)


class AnswerInvitationForm(forms.Form):
    """A word with one's answer."""

    said = LineInput(label=_("A word with it"), max_length=600, required=False)
