"""What duties keep of people."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Absence, Assignment
from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    held = Assignment.objects.filter(Q(holder=actor) | Q(deputy=actor)).select_related("space")
    return {
        "duties": [
            {"space": row.space.title, "duty": row.duty, "as": "holder" if row.holder_id == actor.id else "deputy", "since": row.since.isoformat()}
            for row in held
        ],
        "absences": [
            {"from": row.starts.isoformat(), "until": row.ends.isoformat()} for row in Absence.objects.filter(actor=actor)
        ],
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    Assignment.objects.filter(deputy=actor).update(deputy=None)
    Assignment.objects.filter(holder=actor).delete()
    Absence.objects.filter(actor=actor).delete()


HELD = Holding(
    "duties", ("duties.Assignment", "duties.Absence"), _export, _forget,
    title=_("Duties that you carry, and when you are away"),
    why=_("So that everyone knows whom to ask, and someone stands in for you."),
    until=_("Until you hand the duty back; absences until you take them out or leave."),
)  # fmt: skip
