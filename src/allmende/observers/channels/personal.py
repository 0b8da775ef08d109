"""What is kept of whoever sets up channels, and of people elsewhere who answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.channels.models import Block, Channel, Delivery

TABLES = ("Channel", "Delivery", "LeftOut", "Address", "Echo", "Block")


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "outside_channels": list(Channel.objects.filter(made_by=actor).values("network", "account", "space__title", "state", "made")),
        "copies_brought_elsewhere": list(Delivery.objects.filter(by=actor).values("thing", "remote_url", "changed")),
        "blocked_elsewhere": list(Block.objects.filter(by=actor).values("what", "made")),
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    """A space's channels stay with it; who set them up is forgotten."""
    Channel.objects.filter(made_by=actor).update(made_by=None)
    Delivery.objects.filter(by=actor).update(by=None)
    Block.objects.filter(by=actor).update(by=None)


hold(
    Holding(
        "channels", (*(f"channels.{table}" for table in TABLES), "threads.Source"), _export, _forget,
        title=_("Outside channels: what of your public things lies there, and what people elsewhere answered in public, with their name and address there"),
        why=_("So that what is public reaches people where they are, and their answers come back."),
        until=_("until it is no longer public, is removed where it was written, or is hidden; copies there until they are taken down"),
    )
)  # fmt: skip
