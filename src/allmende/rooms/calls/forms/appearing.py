"""What people fill in about who is to be seen or heard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.models import How
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.forms import PersonField


class AppearanceForm(forms.Form):
    """Somebody who is to be seen or heard, and how they agreed."""

    how = forms.ChoiceField(
        label=_("How they agree"), choices=How.choices, widget=forms.RadioSelect, initial=How.ACCOUNT
    )
    person = PersonField(
        label=_("Their account"),
        required=False,
        help_text=_("They are asked, and see it from now on. Name yourself too."),
    )
    name = LineInput(
        label=_("Or their name"), max_length=120, required=False, help_text=_("Of whoever has signed on paper.")
    )
    guardian = LineInput(
        label=_("Name of the guardian"), max_length=120, required=False, help_text=_("Where one has signed.")
    )
