"""What becomes of each contribution, as hosts fill it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import TextInput
from allmende.rooms.calls.commands.endings import LONGEST_WORD, EndingText
from allmende.rooms.calls.models import Ending


class EndingForm(forms.Form):
    """What becomes of one contribution, and a word to those who made it."""

    ending = forms.ChoiceField(label=_("What becomes of it"), required=False)
    word = TextInput(label=_("A word to those who made it"), max_length=LONGEST_WORD, required=False)

    def __init__(self, *args: Any, is_listed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in Ending if is_listed or one != Ending.SHORTLISTED]
        self.fields["ending"].choices = [("", "–"), *((one.value, one.label) for one in offered)]  # type: ignore[attr-defined]

    def said(self) -> EndingText | None:
        """What was filled in; None where nothing was decided."""
        given: dict[str, Any] = self.cleaned_data
        return EndingText(Ending(given["ending"]), given["word"]) if given["ending"] else None

    def clean(self) -> dict[str, Any]:
        """A word needs to say what becomes of it."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("word") and not given.get("ending"):
            self.add_error("ending", _("Say what becomes of it."))
        return given


class ForAllForm(forms.Form):
    """A word to all whose contributions end alike."""

    def __init__(self, *args: Any, questions: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ending in Ending:
            self.fields[ending.value] = TextInput(
                label=ending.label, max_length=LONGEST_WORD, required=False, help_text=questions[ending.value]
            )

    def words(self) -> dict[Ending, str]:
        """What was filled in, the empty ones too."""
        return {ending: self.cleaned_data[ending.value] for ending in Ending}
