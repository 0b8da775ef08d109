"""What curators fill in for the phases of their community."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Mode
from allmende.commons.stages.models import Stage
from allmende.commons.stages.queries import GATES, gates_of
from allmende.foundation.doors import rooms
from allmende.foundation.text.fields import LineInput, TextInput


class StageForm(forms.Form):
    """A phase: its words, what it is to reach, and what is open in it."""

    name = LineInput(label=_("Name"))
    description = TextInput(label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    criteria = TextInput(
        label=_("What has to be reached"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line. A line that stays as it is keeps its tick."),
    )  # fmt: skip
    rooms = forms.MultipleChoiceField(
        label=_("Rooms that are open in it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: rooms stay as they are when the phase begins."),
    )  # fmt: skip

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        initial = {
            "name": stage.name, "description": stage.description, "rooms": stage.rooms,
            "criteria": "\n".join(criterion.text for criterion in stage.criteria.all()),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["rooms"].choices = [(room.key, room.name) for room in rooms()]  # type: ignore[attr-defined]
        known = gates_of(stage)
        for layer in GATES:
            self.fields[f"gate-{int(layer)}"] = forms.ChoiceField(
                label=_("Gate: %(layer)s") % {"layer": layer.label}, required=False,
                choices=[("", _("as it is")), *Mode.choices], initial=str(known.get(layer, "")),
            )  # fmt: skip

    @property
    def gate_fields(self) -> list[Any]:
        """The fields of the gates, for the page."""
        return [self[f"gate-{int(layer)}"] for layer in GATES]

    @property
    def changes(self) -> dict[str, Any]:
        """What was written, as the command takes it."""
        data = self.cleaned_data
        chosen = {layer: data.get(f"gate-{int(layer)}") for layer in GATES}
        return {
            "name": data["name"], "description": data["description"], "criteria": data["criteria"].splitlines(),
            "open_in_it": data["rooms"], "gates": {Layer(layer): Mode(mode) for layer, mode in chosen.items() if mode},
        }  # fmt: skip
