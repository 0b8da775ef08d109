"""What someone was told, and how they want to be told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Choice, Confirmation, Delivery, Device, Notice, Vital, Wishes


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "notices": list(Notice.objects.filter(actor=actor).values("reason", "thing", "at", "read_at")),
        "how": list(Wishes.objects.filter(actor=actor).values()),
        "choices": list(Choice.objects.filter(actor=actor).values("place", "occasion", "in_app", "push", "mail")),
        "devices": list(Device.objects.filter(actor=actor).values("name", "made", "used")),
        "vital": list(Vital.objects.filter(author=actor).values("title", "text", "reason", "asked", "released")),
        "confirmed": list(Confirmation.objects.filter(actor=actor).values("vital", "at")),
        "sent": list(Delivery.objects.filter(actor=actor).values("notice", "channel", "due", "state", "why", "ended")),
    }


def _forget(actor: Actor) -> None:
    for rows in (
        Notice.objects,
        Wishes.objects,
        Choice.objects,
        Delivery.objects,
        Device.objects,
        Confirmation.objects,
    ):
        rows.filter(actor=actor).delete()


def _anonymise(actor: Actor) -> None:
    Notice.objects.filter(by=actor.id).delete()


hold(
    Holding(
        "notices", ("notices.Notice", "notices.Wishes", "notices.Choice", "notices.Delivery", "notices.Device", "notices.Vital", "notices.Confirmation"), _export, _forget, anonymise=_anonymise,
        title=_("Your notices, and how they reach you"), why=_("So that you learn what concerns you."), until=_("until they are old, or you leave"),
    )
)  # fmt: skip
