"""What people fill in for calls: input to clean values, nothing is written here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import PictureField
from allmende.commons.participation.models import Degree
from allmende.counting import Rule
from allmende.foundation.text.amounts import AmountField, count_in
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import SectionText
from allmende.rooms.calls.models import BallotKind, Call, CallState
from allmende.rooms.calls.models.roles import SectionRole

SECTIONS = 8


class PictureForm(forms.Form):
    """A picture for a call or contribution, with words for those who don't see it."""

    picture = PictureField(label=_("Picture"))
    alt = LineInput(label=_("What the picture shows"), max_length=300, required=False)


class CallForm(forms.Form):
    """Title, summary, money and the way of voting of a call."""

    title = LineInput(label=_("Title"), max_length=120)
    summary = LineInput(
        label=_("In a sentence or two"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The question people can answer with a contribution."),
    )  # fmt: skip
    budget = AmountField(
        label=_("Budget"),
        required=False,
        help_text=_("What can be spent in all. Without a budget there is no vote on one."),
    )
    ballot = forms.ChoiceField(
        label=_("Ballot"), choices=[(kind.value, kind.label) for kind in (BallotKind.KNAPSACK, BallotKind.APPROVAL)]
    )
    rule = forms.ChoiceField(
        label=_("Counting"),
        choices=[
            (Rule.EQUAL_SHARES.value, _("Equal shares: everyone's vote pays for a part")),
            (Rule.GREEDY.value, _("Most votes first")),
            (Rule.GREEDY_PER_COST.value, _("Most votes for the cost first")),
        ],
    )
    seats = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=500,
        help_text=_("Where nothing is spent but people or names are chosen: how many. Whoever has most votes is chosen."),
    )  # fmt: skip
    degree = forms.ChoiceField(
        label=_("Degree of participation"),
        choices=[("", _("not declared")), *Degree.choices],
        required=False,
        help_text=_("How much say people have: a promise that stands wherever the call shows."),
    )
    sealed = forms.BooleanField(label=_("Show contributions only when the time for handing in is over"), required=False)

    needs_video = forms.BooleanField(label=_("Every contribution brings a video"), required=False)
    needs_captions = forms.BooleanField(
        label=_("Videos need captions"),
        required=False,
        help_text=_("So that everyone can follow, also without hearing."),
    )
    most_minutes = forms.IntegerField(
        label=_("Minutes at most"), required=False, min_value=1, max_value=600,
        help_text=_("How long a video may be. Empty: as long as it likes."),
    )  # fmt: skip
    needs_workshop = forms.BooleanField(
        label=_("It begins with a workshop"),
        required=False,
        help_text=_("Then one is offered before the call is published."),
    )
    looks_first = forms.BooleanField(
        label=_("A host looks first"),
        required=False,
        help_text=_("What is handed in waits with the hosts, who let it in or give it back with words."),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count_in(self, currency)

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        return {name: getattr(call, name) for name in CallForm.base_fields}


class SectionForm(forms.Form):
    """A section of the brief."""

    role = forms.ChoiceField(choices=[("", ""), *SectionRole.choices], required=False, widget=forms.HiddenInput)
    heading = LineInput(label=_("Heading"), max_length=120, required=False)
    text = TextInput(label=_("Text"), max_length=20_000, required=False)


SectionForms = forms.formset_factory(SectionForm, extra=2, max_num=SECTIONS + 12, validate_max=True)


def sections_from(forms_: Any) -> list[SectionText]:
    """Return the sections of a valid set of forms, in their order."""
    names = ("heading", "text", "role")
    return [SectionText(*(form.cleaned_data.get(name, "") for name in names)) for form in forms_]


def offered_sections(call: Call) -> list[dict[str, str]]:
    """What the form of a brief begins with: the sections that are written, then each part that a good brief has and this one not yet."""
    written = [
        {"heading": one.heading, "text": one.text, "role": one.role, "hint": one.hint} for one in call.sections.all()
    ]
    if call.template:  # it has laid out the parts
        return written
    there = {one["role"] for one in written}
    room = SECTIONS + 12 - 2 - len(written) if call.state == CallState.DRAFT else 0
    return written + [{"role": role} for role in SectionRole.values if role not in there][: max(0, room)]


class OutcomeForm(forms.Form):
    """What became of a call."""

    text = TextInput(
        label=_("What happens now"), max_length=20_000,
        help_text=_("What is done by whom and when; what surprised you; what you thank people for."),
    )  # fmt: skip


class BallotFileForm(forms.Form):
    """A ballot file to import."""

    file = forms.FileField(label=_("Ballot file (.pb)"), help_text=_("In the PaBuLib format, up to 256 MB."))


class IdeaFileForm(forms.Form):
    """A table of ideas to bring in."""

    file = forms.FileField(label=_("Table (CSV or Excel)"), help_text=_("A line for each idea, up to 50 MB."))


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a command's refusal where the person can mend it: at its fields, or above the form."""
    for name, text in refusal.errors.items():
        form.add_error(name if name in form.fields else None, str(text))
    if not refusal.errors:
        form.add_error(None, str(refusal.reason))
