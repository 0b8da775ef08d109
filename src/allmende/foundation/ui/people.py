"""Choosing people by their names: who can be chosen where, and the form's line that holds whom one chose.

Foundation knows no people: an app offers a circle of them, and a form names it (`PeopleInput("members")`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from allmende.foundation.verdicts import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """Someone who can be chosen: plain values, as a list shows them. `note` tells two of one name apart."""

    handle: str
    name: str
    picture: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Circle:
    """Whom one chooses from. Both begin with what the reader may see, and take the reader and the community first."""

    find: Callable[[Any, Any, str], Sequence[Choice]]
    """Those whom letters mean, the likeliest first; a handful. Without letters: whom one is likely to mean, or nobody."""
    known: Callable[[Any, Any, Sequence[str]], Sequence[Choice]]
    """Those who have these handles."""


_circles: dict[str, Circle] = {}


def offer_people(key: str, circle: Circle) -> None:
    """Let forms choose from a circle; in `AppConfig.ready`."""
    _circles[key] = circle


def circles() -> dict[str, Circle]:
    """Return all circles by their keys."""
    return _circles


def parts_of(text: str) -> list[str]:
    """Return whom a line names, each once: names or handles with commas between them."""
    typed = text.replace("\0", "")  # PostgreSQL takes none, and a line that was refused is shown again
    return list(dict.fromkeys(part for one in typed.split(",") if (part := " ".join(one.split()).removeprefix("@"))))


class PeopleInput(forms.TextInput):
    """A line that holds people, drawn by `{% people_field %}`: handles or names, with commas between several.

    Where nobody's whole name was typed the page asks whom one means, and each face is a button that sends the form again.
    """

    def __init__(self, circle: str, *, many: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.circle, self.many = circle, many
        super().__init__({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed; whoever was pressed stands in place of the letters that meant them."""
        typed: Any = super().value_from_datadict(data, files, name)
        handle, _space, letters = (data.get(f"{name}_pick") or "").partition(" ")
        if not handle or typed is None:
            return typed
        if not self.many:
            return handle
        return ", ".join(dict.fromkeys(handle if part == letters else part for part in parts_of(typed)))
