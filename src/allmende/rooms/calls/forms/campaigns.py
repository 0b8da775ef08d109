"""Campaigns, as people fill them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.calls.models import Campaign, Forces


class CampaignForm(forms.Form):
    """What makes a call a campaign."""

    addressee = LineInput(
        label=_("Who is to answer"),
        max_length=120,
        help_text=_("As it reads in a sentence: the board, the city council."),
    )
    threshold = forms.IntegerField(
        label=_("Supporters"), min_value=2, max_value=10_000_000, help_text=_("From how many on is an answer owed?")
    )
    forces = forms.ChoiceField(label=_("What they bring about"), choices=Forces.choices, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Within so many days"), min_value=1, max_value=365, initial=28)

    @staticmethod
    def initial_of(campaign: Campaign | None) -> dict[str, Any]:
        """What the form shows of a campaign."""
        if campaign is None:
            return {"forces": Forces.ANSWER.value, "days": 28, "threshold": 50}
        return {name: getattr(campaign, name) for name in CampaignForm.base_fields}


class AnswerForm(forms.Form):
    """The answer to a demand."""

    text = TextInput(
        label=_("The answer"), max_length=20_000,
        help_text=_("What happens, by when, and why; or why not, and what could be done instead."),
    )  # fmt: skip
    vote = LineInput(
        label=_("Where the vote is held"), max_length=300, required=False,
        help_text=_("The address of the call in which people vote on it."),
    )  # fmt: skip
