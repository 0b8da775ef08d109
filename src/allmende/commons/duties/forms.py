"""What people fill in about duties: input to clean values, nothing is written here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.models import Actor

HANDLE_HINT = _("Begin to type a name, or the handle from their page, such as @ada-berg.")
LISTED = forms.TextInput(attrs={"list": "people"})


class PersonField(LineInput):
    """A person of the house by handle."""

    def clean(self, value: Any) -> Any:
        """The person, or nothing where nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        person = Actor.objects.filter(handle=typed.strip().removeprefix("@").lower(), erased=None).first()
        if person is None:
            raise forms.ValidationError(_("Nobody here has this handle."), code="unknown")
        return person


class DutyForm(forms.Form):
    """A duty to be given; the page names people who could carry it in a list with the id `people`."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    holder = PersonField(label=_("Who carries it"), max_length=60, help_text=HANDLE_HINT, widget=LISTED)
    deputy = PersonField(
        label=_("Deputy"),
        widget=LISTED,
        max_length=60,
        required=False,
        help_text=_("Stands in by themselves while the other is away."),
    )


class AbsenceForm(forms.Form):
    """Days on which someone is away."""

    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
