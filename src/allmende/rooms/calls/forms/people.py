"""What hosts fill in to give somebody a part in a call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.forms import PersonField
from allmende.rooms.calls.models import PartKind


class PartForm(forms.Form):
    """Somebody, their part, and what they do in it."""

    person = PersonField(label=_("Who"))
    part = forms.ChoiceField(label=_("As"), choices=PartKind.choices, initial=PartKind.EXPERT)
    does = LineInput(
        label=_("What they do"), max_length=160, required=False, help_text=_("In a line, for everyone to read."),
    )  # fmt: skip
    body = forms.ChoiceField(label=_("Acts for"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("for themselves")), *bodies]  # type: ignore[attr-defined]
        if not bodies:
            del self.fields["body"]
