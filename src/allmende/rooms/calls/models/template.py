"""Call templates: what a call begins with. Ours are the starting set; a community's own stand in their place or beside them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models

from allmende.commons.participation.models import Degree
from allmende.commons.spaces.models import Space
from allmende.foundation.text.multilingual import text_for

type Words = dict[str, str]
"""Words by language."""


@dataclass(frozen=True)
class TemplatePhase:
    """A phase as a template lays it out: how many days, and what it opens (empty: as usual)."""

    kind: str
    days: int
    titles: Words = field(default_factory=dict)
    openings: dict[str, str] = field(default_factory=dict)
    degree: str = ""


@dataclass(frozen=True)
class TemplateSection:
    """A section of the brief: its heading, and a hint that explains what belongs there and answers nothing."""

    headings: Words
    hints: Words


@dataclass(frozen=True)
class Template:
    """All that a call begins with. `fields`, `criteria` and `prizes` are suggestions for those who ask, rate and award."""

    key: str
    icon: str
    degree: str
    names: Words
    abouts: Words
    titles: Words
    """The pattern of a title; “…” is a blank to fill in."""
    sections: tuple[TemplateSection, ...]
    phases: tuple[TemplatePhase, ...]
    settings: dict[str, Any] = field(default_factory=dict)
    """Of the call: sealed, needs_video, needs_captions, ballot, rule, seats."""
    needs_budget: bool = False
    asks_consents: bool = False
    """Whether each who is to be seen or heard agrees before handing in."""
    fields: tuple[dict[str, Any], ...] = ()
    criteria: tuple[dict[str, Any], ...] = ()
    prizes: tuple[dict[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return text_for(self.names)

    @property
    def about(self) -> str:
        """What it is for, in the reader's language."""
        return text_for(self.abouts)

    @property
    def days(self) -> int:
        """How long the whole way takes."""
        return sum(phase.days for phase in self.phases)

    @property
    def degree_name(self) -> str:
        """The degree of participation that it suggests, in words."""
        return str(Degree(self.degree).label) if self.degree else ""

    def as_json(self) -> dict[str, Any]:
        """The template as it is kept."""
        return asdict(self)

    @staticmethod
    def from_json(kept: dict[str, Any]) -> Template:
        """The template as it was kept."""
        rest = {name: tuple(kept[name]) for name in ("fields", "criteria", "prizes")}
        sections = tuple(TemplateSection(**section) for section in kept["sections"])
        phases = tuple(TemplatePhase(**phase) for phase in kept["phases"])
        return Template(**{**kept, **rest, "sections": sections, "phases": phases})


class CallTemplate(models.Model):
    """A community's own template: in place of ours of the same key, or beside them. One that isn't offered is out of the way."""

    community = models.ForeignKey(Space, models.CASCADE, related_name="call_templates")
    key = models.SlugField(max_length=40)
    is_offered = models.BooleanField(default=True)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="calls_template_once")]

    def __str__(self) -> str:
        return self.key
