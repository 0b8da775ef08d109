"""When someone was kept out, and why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.identity.operating.models import Suspension


def _export(actor: Actor) -> dict[str, Any]:
    rows = Suspension.objects.filter(actor=actor).order_by("id")
    return {"suspensions": list(rows.values("reason", "since", "until", "ended"))}


def _forget(actor: Actor) -> None:
    Suspension.objects.filter(actor=actor).delete()


hold(
    Holding(
        "operating", ("operating.Suspension",), _export, _forget,
        title=_("When you were kept out"), why=_("So that you can ask why, and it ends in time."), until=_("until you leave"),
    )
)  # fmt: skip
