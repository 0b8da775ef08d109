"""The charter that the wizard proposes, in each language of the house."""

from __future__ import annotations

from django.template.loader import render_to_string

from allmende.commons.spaces.models import Preset


def proposed_charter(language: str, preset: Preset, name: str) -> str:
    """Return a charter (Markdown) for a community of that name and kind, in its language; meant to be changed."""
    values = {"name": name, "preset": str(preset), "is_cooperative": preset == Preset.COOPERATIVE,
              "is_education": preset == Preset.EDUCATION}  # fmt: skip
    return render_to_string(f"founding/charters/{language}.md", values).strip()
