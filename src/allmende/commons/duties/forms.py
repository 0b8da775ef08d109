"""What people fill in about duties: input to clean values, nothing is written here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.identity.actors.forms import PersonField


class DutyForm(forms.Form):
    """A duty to be given."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    holder = PersonField(label=_("Who carries it"))
    deputy = PersonField(
        label=_("Deputy"),
        required=False,
        help_text=_("Stands in by themselves while the other is away."),
    )


class AbsenceForm(forms.Form):
    """Days on which someone is away."""

    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
