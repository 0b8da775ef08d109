"""The row that others see of a person; emptied last of all, so that whatever points at it stays valid."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.personal import LAST, Holding, hold
from allmende.identity.actors.models import Actor

FIELDS = ("id", "kind", "handle", "name", "about", "language", "zone", "created")


def _export(actor: Actor) -> dict[str, Any]:
    return {"profile": {field: getattr(actor, field) for field in FIELDS}}


def _forget(actor: Actor) -> None:
    handle = f"former-{actor.id.hex[-12:]}"
    Actor.objects.filter(id=actor.id).update(
        name="", about="", handle=handle, portrait=None, language="en", zone="UTC", erased=clock.now()
    )


hold(
    Holding(
        "actors", ("actors.Actor",), _export, _forget, place=LAST + 1,
        title=_("Your name and how you introduce yourself"), why=_("So that others know who speaks and acts."),
        until=_("until you leave; then “a former member” stands there"),
    )
)  # fmt: skip
