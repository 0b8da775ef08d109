"""What people fill in for questions, answers and news."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.calls.forms.phases import NaiveMoment
from allmende.rooms.calls.models import Call, Round


class QuestionForm(forms.Form):
    """A question about the brief."""

    text = TextInput(
        label=_("Your question"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing at a time. The answer is for everyone."),
    )  # fmt: skip
    unnamed = forms.BooleanField(label=_("Leave my name out, also for the hosts"), required=False)


class AnswerForm(forms.Form):
    """An answer for everyone."""

    answer = TextInput(label=_("Answer for everyone"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))


class RoundForm(forms.Form):
    """Whether questions are taken, who reads them, and until when, in the space's own time."""

    round = forms.ChoiceField(label=_("Who reads a question before it is answered"), choices=Round.choices)
    until = NaiveMoment(
        label=_("Questions are taken until"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
        help_text=_("Empty: as long as the call goes on."),
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    def clean_until(self) -> datetime | None:
        """The moment in the space's zone."""
        typed: datetime | None = self.cleaned_data["until"]
        return typed and typed.replace(tzinfo=self.zone)

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        until = call.questions_until
        there = until.astimezone(ZoneInfo(call.zone)).replace(tzinfo=None) if until else None
        return {"round": call.round, "until": there}


class NewsForm(forms.Form):
    """News of a call."""

    title = LineInput(label=_("Title"), max_length=120)
    text = TextInput(label=_("What is new"), max_length=20_000)
