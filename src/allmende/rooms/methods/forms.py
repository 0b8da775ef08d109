"""What people fill in for methods and sessions: input to clean values, nothing is written here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import PictureField
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import layers_of
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.methods.models import FORMS, TAKES, Card, Mode, Role, Session, Step

EMPTY_STEPS = 2
"""Steps that stand empty below those there are."""
MOST_STEPS = 22


def _lines(rows: int, **options: Any) -> TextInput:
    return TextInput(required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


class MethodForm(forms.Form):
    """A method card. Its steps stand one below the other; one without a title is none."""

    title = LineInput(label=_("Name"))
    purpose = _lines(3, label=_("What it is for"))
    fits = _lines(2, label=_("When it fits"))
    unfit = _lines(2, label=_("When it does not"))
    least = forms.IntegerField(label=_("People, at least"), min_value=1, max_value=1000, initial=3)
    most = forms.IntegerField(label=_("People, at most"), min_value=1, max_value=1000, initial=12)
    material = _lines(3, label=_("Material"), help_text=_("One thing on each line."))
    roles = _lines(3, label=_("Roles"), help_text=_("One on each line: name, colon, what they do."))
    offline = _lines(2, label=_("On site"), help_text=_("How it goes in a room."))
    online = _lines(2, label=_("Online"), help_text=_("How it goes when each sits elsewhere."))

    def __init__(self, *args: Any, title: str = "", card: Card | None = None, **kwargs: Any) -> None:
        card = card or Card()
        super().__init__(*args, initial=self._initial(title, card) if card.steps else None, **kwargs)
        there = len(card.steps)
        if self.is_bound:
            there = max((n for n in range(MOST_STEPS) if f"title-{n}" in self.data), default=-1) + 1 - EMPTY_STEPS
        self.count = min(max(there, 1) + EMPTY_STEPS, MOST_STEPS)
        for number in range(self.count):
            self._add_step(number, card.steps[number] if number < len(card.steps) else Step("", minutes=10))

    @staticmethod
    def _initial(title: str, card: Card) -> dict[str, Any]:
        words = {
            name: getattr(card, name) for name in ("purpose", "fits", "unfit", "least", "most", "offline", "online")
        }
        roles = "\n".join(f"{role.name}: {role.task}" if role.task else role.name for role in card.roles)
        return words | {"title": title, "material": "\n".join(card.material), "roles": roles}

    def _add_step(self, number: int, step: Step) -> None:
        numbers = {"minutes": (_("Minutes"), 1, 240), "rounds": (_("Rounds"), 1, 12), "dots": (_("Dots each"), 1, 20)}
        self.fields[f"title-{number}"] = LineInput(label=_("Title"), required=False, initial=step.title)
        self.fields[f"instruction-{number}"] = _lines(2, label=_("What to do"), initial=step.instruction)
        self.fields[f"outcome-{number}"] = LineInput(label=_("What comes out"), required=False, initial=step.outcome)
        for name, (label, least, most) in numbers.items():
            self.fields[f"{name}-{number}"] = forms.IntegerField(
                label=label, min_value=least, max_value=most, required=False, initial=getattr(step, name)
            )
        for name, label, among in (("form", _("How people work"), FORMS), ("takes", _("What is taken down"), TAKES)):
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=label, choices=list(among.items()), required=False, initial=getattr(step, name)
            )
        self.fields[f"is_blind-{number}"] = forms.BooleanField(
            label=_("What others write shows when the step is over"), required=False, initial=step.is_blind
        )

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The fields of each step, for the page."""
        names = ("title", "instruction", "minutes", "outcome", "form", "takes", "rounds", "dots", "is_blind")
        return [
            {"number": number + 1, "is_new": not self[f"title-{number}"].value()}
            | {name: self[f"{name}-{number}"] for name in names}
            for number in range(self.count)
        ]

    @property
    def card(self) -> Card:
        """The card that was written, not judged yet."""
        data = self.cleaned_data
        words = {name: data[name] for name in ("purpose", "fits", "unfit", "least", "most", "offline", "online")}
        return Card(
            **words, material=tuple(data["material"].splitlines()), roles=tuple(_roles(data["roles"])),
            steps=tuple(self._step(number) for number in range(self.count) if data[f"title-{number}"]),
        )  # fmt: skip

    def _step(self, number: int) -> Step:
        said = {
            name: self.cleaned_data[f"{name}-{number}"]
            for name in ("title", "instruction", "outcome", "takes", "is_blind")
        }
        counts = {name: self.cleaned_data[f"{name}-{number}"] for name in ("minutes", "rounds", "dots")}
        usual = {"minutes": 10, "rounds": 1, "dots": 3}
        form = self.cleaned_data[f"form-{number}"] or "all"
        return Step(form=form, **said, **{name: value or usual[name] for name, value in counts.items()})


def _roles(text: str) -> list[Role]:
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return [Role(name.strip(), task.strip()) for name, _colon, task in pairs]


class SessionForm(forms.Form):
    """A session to plan: about what, where people meet, and when."""

    title = LineInput(label=_("Name"), help_text=_("Such as “Ideas for the summer fair”."))
    question = LineInput(
        label=_("The question"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the group works on. It stands above every step."),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Where people meet"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.ONLINE
    )
    starts = forms.DateTimeField(
        label=_("When it begins"), required=False, help_text=_("By your own clock. Empty: whenever you begin it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )  # fmt: skip

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        """What the form shows of a planned session."""
        return {name: getattr(session, name) for name in ("title", "question", "mode", "starts")}


class ResultsForm(forms.Form):
    """Notes from paper, one on each line."""

    lines = TextInput(
        label=_("What was written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One note on each line."),
    )
    cluster = LineInput(
        label=_("Group"), required=False, max_length=80, help_text=_("If they belong together: under which name.")
    )


class PhotoForm(forms.Form):
    """A photograph of the wall."""

    picture = PictureField(label=_("Photo of the wall"))
    alt = LineInput(label=_("What the photo shows"), max_length=300, required=False)


class KeepingForm(forms.Form):
    """How chosen notes become things of the space."""

    title = LineInput(
        label=_("Together under one title"),
        required=False,
        help_text=_("Empty: each note becomes a finding of its own."),
    )
    layer = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, place: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layer"].choices = [(str(int(layer)), layer.label) for layer in layers_of(place)[1:]]  # type: ignore[attr-defined]
