"""What is kept of someone's secret addresses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.syndication.models import SecretAddress


def _export(actor: Actor) -> dict[str, Any]:
    return {"feed_addresses": list(SecretAddress.objects.filter(owner=actor).values("name", "made", "used"))}


def _forget(actor: Actor) -> None:
    SecretAddress.objects.filter(owner=actor).delete()


hold(
    Holding(
        "syndication", ("syndication.SecretAddress",), _export, _forget,
        title=_("Secret addresses of your feeds"), why=_("So that your reader program gets what you may see."),
        until=_("until you revoke them, or leave"),
    )
)  # fmt: skip
