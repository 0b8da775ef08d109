"""What is kept of whoever sets up web hooks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.webhooks.models import Hook


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "hooks": list(Hook.objects.filter(owner=actor).values("url", "names", "layer", "space__title", "state", "made"))
    }


def _forget(actor: Actor) -> None:
    Hook.objects.filter(owner=actor).delete()


hold(
    Holding(
        "webhooks", ("webhooks.Hook", "webhooks.Delivery", "webhooks.Attempt", "webhooks.Lane"), _export, _forget,
        title=_("Web hooks you set up"), why=_("So that other programs hear of what happens."),
        until=_("until you remove them, or leave; their log for 30 days"),
    )
)  # fmt: skip
