"""What people fill in for plans: input to clean values, nothing is written here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.rooms.plans.forms.items import SeatForm
from allmende.rooms.plans.models import LONGEST_ANSWER, QUESTIONS, Plan

__all__ = ["AnswerForm", "DemandForm", "LacksForm", "PlanForm", "SeatForm", "show_errors", "whole"]


class PlanForm(forms.Form):
    """What a plan is called, and what it is about."""

    title = LineInput(label=_("Title"), max_length=120, help_text=_("What you are planning, in a few words."))
    summary = LineInput(
        label=_("In a sentence or two"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is to be different afterwards, and for whom."),
    )  # fmt: skip

    @staticmethod
    def initial_of(plan: Plan) -> dict[str, Any]:
        """What the form shows of a plan."""
        return {"title": plan.title, "summary": plan.summary}


class AnswerForm(forms.Form):
    """One's own answer to a question."""

    text = TextInput(label=_("Your answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 7}))


class LacksForm(forms.Form):
    """What the second person misses in an answer."""

    lacks = LineInput(label=_("What is missing?"), max_length=600)


class DemandForm(forms.Form):
    """Which questions a space asks before it opens."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(asked.key), asked.words) for asked in QUESTIONS.values()],
    )  # fmt: skip


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a command's refusal where the person can mend it: at its fields, or above the form."""
    for name, text in refusal.errors.items():
        form.add_error(name if name in form.fields else None, str(text))
    if not refusal.errors:
        form.add_error(None, str(refusal.reason))


def whole(text: str, otherwise: int = -1) -> int:
    """Return a number that a form brought; what is none is a revision that never was."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else otherwise
