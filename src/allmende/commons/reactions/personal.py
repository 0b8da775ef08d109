"""What someone reacted to."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.reactions.commands import recount
from allmende.commons.reactions.models import Reaction
from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "reactions": list(Reaction.objects.filter(actor=actor).order_by("id").values("thing", "thing__title", "kind"))
    }


def _forget(actor: Actor) -> None:
    touched = set(Reaction.objects.filter(actor=actor).values_list("thing_id", flat=True))
    Reaction.objects.filter(actor=actor).delete()
    recount(touched)


hold(
    Holding(
        "reactions", ("reactions.Reaction",), _export, _forget,
        title=_("Your reactions"), why=_("So that people see what others think of what they made."),
        until=_("until you take them back, or leave"),
    )
)  # fmt: skip
when_rows_went("reactions.Reaction", lambda rows: recount({UUID(row["thing_id"]) for row in rows}))
