"""What stands on a method card: plain values, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

type Form = Literal["alone", "pairs", "groups", "all"]
type Takes = Literal["", "notes", "clusters", "dots"]

FORMS = {"alone": _("alone"), "pairs": _("in pairs"), "groups": _("in small groups"), "all": _("all together")}
"""How people work in a step."""
TAKES = {
    "": _("nothing is written down"),
    "notes": _("everyone writes notes"),
    "clusters": _("notes are grouped"),
    "dots": _("everyone places dots"),
}
"""What a session takes down in a step."""


@dataclass(frozen=True)
class Step:
    """One step: what to do, for how long, what comes out.

    `is_blind`: what others write shows once the step is over. `rounds` above one: the step runs so many times, and the sheets
    go round. `dots`: how many each person has.
    """

    title: str
    instruction: str = ""
    minutes: int = 5
    outcome: str = ""
    form: Form = "all"
    takes: Takes = ""
    is_blind: bool = False
    rounds: int = 1
    dots: int = 3
    round: int = 0
    """Which round this is, in a session; 0 where there is only one."""

    @property
    def form_label(self) -> str:
        """How people work, in words."""
        return str(FORMS[self.form])

    @property
    def takes_label(self) -> str:
        """What is taken down, in words."""
        return str(TAKES[self.takes])

    @property
    def turns(self) -> bool:
        """Whether the sheets go round in it."""
        return self.round > 0

    @property
    def whole(self) -> int:
        """Its minutes with all rounds."""
        return self.minutes * max(self.rounds, 1)


@dataclass(frozen=True)
class Role:
    """Someone whom the method needs, and what they do."""

    name: str
    task: str = ""


@dataclass(frozen=True)
class Card:
    """A method in words: what it is for, when it fits and when not, whom and what it needs, and its steps."""

    purpose: str = ""
    fits: str = ""
    unfit: str = ""
    least: int = 2
    most: int = 12
    material: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    online: str = ""
    offline: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def minutes(self) -> int:
        """How long all its steps take."""
        return sum(step.whole for step in self.steps)

    @property
    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return asdict(self)

    @property
    def plan(self) -> tuple[Step, ...]:
        """The steps as a session runs them: each round is a step of its own."""
        return tuple(
            replace(step, round=number if step.rounds > 1 else 0)
            for step in self.steps
            for number in range(1, max(step.rounds, 1) + 1)
        )

    @property
    def text(self) -> str:
        """All its words, for the search."""
        parts = [self.purpose, self.fits, self.unfit, *self.material, self.online, self.offline]
        parts += [word for role in self.roles for word in (role.name, role.task)]
        parts += [word for step in self.steps for word in (step.title, step.instruction, step.outcome)]
        return "\n".join(filter(None, parts))


def card_of(kept: Mapping[str, Any]) -> Card:
    """Return a card from what is kept."""
    known = {field.name for field in fields(Card)}
    said = {name: value for name, value in kept.items() if name in known}
    said["material"] = tuple(said.get("material", ()))
    said["roles"] = tuple(Role(**role) for role in said.get("roles", ()))
    said["steps"] = steps_of(said.get("steps", ()))
    return Card(**said)


def steps_of(kept: Any) -> tuple[Step, ...]:
    """Return steps from what is kept."""
    return tuple(Step(**step) for step in kept)
