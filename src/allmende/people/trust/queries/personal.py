"""What trust keeps of a person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from allmende.identity.actors.models import Actor
from allmende.people.trust.models import Appeal, Measure, MeasureKind, Merit, Standing, Thanks, Tie


def export(actor: Actor) -> dict[str, Any]:
    """Return it as JSON values."""
    ties = Tie.objects.filter(Q(source=actor) | Q(target=actor)).select_related("source", "target")
    thanks = Thanks.objects.filter(Q(giver=actor) | Q(actor=actor)).select_related("giver", "actor")
    told = ~Q(kind=MeasureKind.EXCLUSION) | Q(confirmed_by__isnull=False)
    return {
        "ties": [{"from": tie.source.handle, "to": tie.target.handle, "kind": tie.kind, "strength": tie.strength} for tie in ties],
        "thanks": [{"from": one.giver.handle, "to": one.actor.handle, "text": one.text, "at": one.at.isoformat()} for one in thanks],
        "standing": list(Standing.objects.filter(actor=actor).values("space__title", "level", "people", "days", "lock_reason")),
        "counted": [
            {"day": str(day), "kind": kind} for day, kind in Merit.objects.filter(actor=actor).values_list("day", "kind")
        ],
        "measures": [
            {"kind": one.kind, "state": one.state, "reason": one.reason, "at": one.proposed.isoformat()}
            for one in Measure.objects.filter(told, actor=actor)
        ],
        "appeals": list(Appeal.objects.filter(measure__actor=actor).values("text", "answer")),
    }  # fmt: skip
