"""How rating and judging stand on a call's own page: its parts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.rooms.calls.models import Call, PhaseKind


def judging_parts(call: Call) -> list[tuple[str, str, str]]:
    """The parts of a call where contributions are rated, and where the shortlist stands: key, label, address."""
    parts = []
    if call.phase(PhaseKind.RATE):
        parts.append(("rating", _("Rating"), reverse("calls:rating", args=[call.slug])))
    if call.phase(PhaseKind.JURY) or call.phase(PhaseKind.REFINE):
        parts.append(("shortlist", _("Shortlist"), reverse("calls:shortlist", args=[call.slug])))
    return parts
