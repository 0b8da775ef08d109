"""What curators fill in to word a call template anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.participation.models import Degree
from allmende.foundation.text.fields import LineInput
from allmende.foundation.text.multilingual import text_for
from allmende.rooms.calls.models import PhaseKind
from allmende.rooms.calls.models.template import Template

SPARE = 2
DEGREES = [("", gettext_lazy("not declared")), *Degree.choices]


class TemplateForm(forms.Form):
    """Name, purpose, title pattern, degree, the sections of the brief with their hints, and how long each phase takes."""

    name = LineInput(label=gettext_lazy("Name"), max_length=60)
    about = LineInput(label=gettext_lazy("What it is for"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    title = LineInput(
        label=gettext_lazy("Title of a call"),
        max_length=100,
        help_text=gettext_lazy("“…” is the blank that people fill in."),
    )
    degree = forms.ChoiceField(label=gettext_lazy("Degree of participation"), choices=DEGREES, required=False)

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.initial = {
            "name": template.name, "about": template.about, "title": text_for(template.titles), "degree": template.degree,
        }  # fmt: skip
        for place in range(min(len(template.sections) + SPARE, 20)):
            self._add_section(place)
        for place, phase in enumerate(template.phases):
            if phase.kind != PhaseKind.RESULT:
                name = text_for(phase.titles) or str(PhaseKind(phase.kind).label)
                label = _("Days for “%(phase)s”") % {"phase": name}
                self.fields[f"days-{place}"] = forms.IntegerField(label=label, min_value=1, max_value=730)
                self.initial[f"days-{place}"] = phase.days

    def _add_section(self, place: int) -> None:
        self.fields[f"heading-{place}"] = LineInput(
            label=_("Section %(n)d") % {"n": place + 1}, max_length=120, required=False
        )
        hint = forms.Textarea(attrs={"rows": 2})
        self.fields[f"hint-{place}"] = LineInput(
            label=_("What belongs there"), max_length=400, required=False, widget=hint
        )
        if place < len(self.template.sections):
            part = self.template.sections[place]
            self.initial |= {f"heading-{place}": text_for(part.headings), f"hint-{place}": text_for(part.hints)}

    @property
    def section_fields(self) -> list[tuple[BoundField, BoundField]]:
        """Heading and hint of each section."""
        places = [name.removeprefix("heading-") for name in self.fields if name.startswith("heading-")]
        return [(self[f"heading-{place}"], self[f"hint-{place}"]) for place in places]

    @property
    def day_fields(self) -> list[BoundField]:
        """How long each phase takes."""
        return [self[name] for name in self.fields if name.startswith("days-")]

    def words(self) -> dict[str, Any]:
        """What was filled in, as the command takes it."""
        clean = self.cleaned_data
        sections = [(clean[heading.name], clean[hint.name]) for heading, hint in self.section_fields]
        days = [clean.get(f"days-{place}", 0) for place in range(len(self.template.phases))]
        return {name: clean[name] for name in ("name", "about", "title", "degree")} | {
            "sections": sections,
            "days": days,
        }
