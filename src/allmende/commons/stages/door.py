"""What the phases offer the house: their operations in the API, and what they keep of people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.stages.commands import forget
from allmende.commons.stages.models import Criterion, Move
from allmende.foundation.doors import Room
from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "ticked": list(Criterion.objects.filter(met_by=actor).values("text", "met", "evidence")),
        "led_on": list(Move.objects.filter(actor=actor).values("before__name", "after__name", "at", "reason")),
    }


DOOR = Room(
    key="stages", name=_("Phases of the community"), icon="timeline", api=("allmende.commons.stages.api.router",)
)
HOLDING = Holding(
    "stages", ("stages.Criterion", "stages.Move"), _export, forget,
    title=_("What you ticked in the community's phases, and when you led it on"),
    why=_("So that everyone sees how the community grew."), until=_("until you leave; then without your name"),
)  # fmt: skip
