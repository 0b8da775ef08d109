"""What people fill in about a web hook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.foundation.text.fields import LineInput
from allmende.observers.webhooks.queries import called, tellable

SEES = [
    (int(Layer.PUBLIC), _("What everyone sees")),
    (int(Layer.NETWORK), _("And what partner networks see")),
    (int(Layer.COMMUNITY), _("And what the whole community sees")),
    (int(Layer.TEAM), _("And what only teams see, as far as you see it")),
]


class HookForm(forms.Form):
    """Where to, what of, how far in, and for those who run the node whether everywhere."""

    url = LineInput(
        label=_("Address of the program"),
        max_length=500,
        help_text=_("Where the program listens; it begins with https://."),
        error_messages={"required": _("Say where the program listens.")},
    )
    names = forms.MultipleChoiceField(
        label=_("What it is told"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what it is told: one thing at least.")},
    )  # fmt: skip
    layer = forms.TypedChoiceField(
        label=_("How far in does it see?"), choices=SEES, coerce=int, widget=forms.RadioSelect, initial=int(Layer.PUBLIC),
        help_text=_("Nothing further in ever leaves the house, whatever happens here; and never more than you see yourself."),
    )  # fmt: skip
    everywhere = forms.BooleanField(label=_("In every community of this node"), required=False)

    def __init__(self, *args: Any, may_everywhere: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = sorted(((name, called(name)) for name in tellable()), key=_by_words)  # type: ignore[attr-defined]
        if not may_everywhere:
            del self.fields["everywhere"]

    def values(self) -> dict[str, Any]:
        """What the commands take of it."""
        data = self.cleaned_data
        return {"url": data["url"], "names": data["names"], "layer": Layer(data["layer"])}


def _by_words(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
