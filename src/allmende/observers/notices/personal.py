"""What someone was told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice


def _export(actor: Actor) -> dict[str, Any]:
    return {"notices": list(Notice.objects.filter(actor=actor).values("reason", "thing", "at", "read_at"))}


def _forget(actor: Actor) -> None:
    Notice.objects.filter(actor=actor).delete()


def _anonymise(actor: Actor) -> None:
    Notice.objects.filter(by=actor.id).delete()


hold(
    Holding(
        "notices", ("notices.Notice",), _export, _forget, anonymise=_anonymise,
        title=_("Your notices"), why=_("So that you learn what concerns you."), until=_("until they are old, or you leave"),
    )
)  # fmt: skip
