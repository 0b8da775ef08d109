"""People as a form's input: chosen by name, or typed by their handle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput
from allmende.foundation.ui.people import PeopleInput
from allmende.identity.actors.models import Actor


class PersonField(LineInput):
    """A person of the house by handle, or by a whole name that one alone has; None where nothing was typed and nothing has to be."""

    def __init__(self, *, circle: str = "members", **more: Any) -> None:
        super().__init__(max_length=120, widget=PeopleInput(circle), **more)

    def clean(self, value: Any) -> Any:
        """The person; an error says whether nobody or more than one is meant."""
        typed = super().clean(value).removeprefix("@")
        if not typed:
            return None
        known = Actor.objects.filter(erased=None)
        found = list(known.filter(handle=typed.lower())[:1]) or list(known.filter(name__iexact=typed)[:2])
        if not found:
            raise forms.ValidationError(_("Nobody here has that name."), code="unknown")
        if len(found) > 1:
            raise forms.ValidationError(_("There are several people of that name. Choose one."), code="several")
        return found[0]
