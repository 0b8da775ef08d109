"""What someone did to many at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.bulk.models import Batch
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "batches": list(
            Batch.objects.filter(actor=actor).values("deed", "state", "fits", "refusals", "created", "finished")
        )
    }


def _forget(actor: Actor) -> None:
    Batch.objects.filter(actor=actor).delete()


hold(
    Holding(
        "bulk", ("bulk.Batch",), _export, _forget,
        title=_("What you did to many at once"), why=_("So that you see what came of it."), until=_("thirty days"),
    )
)  # fmt: skip
