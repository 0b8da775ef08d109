"""What someone follows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.models import Follow
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {"follows": list(Follow.objects.filter(actor=actor).values("thing", "thing__title", "since"))}


def _forget(actor: Actor) -> None:
    Follow.objects.filter(actor=actor).delete()


hold(
    Holding(
        "follows", ("follows.Follow",), _export, _forget,
        title=_("What you follow"), why=_("So that you hear of it."), until=_("until you no longer follow it"),
    )
)  # fmt: skip
