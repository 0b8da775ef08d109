"""What mail keeps of a person: which addresses they can answer to, and that an answer of theirs came."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.mail.models import Received, ReplyAddress
from allmende.foundation.personal import Holding, hold


def _export(actor: Any) -> dict[str, Any]:
    addresses = ReplyAddress.objects.filter(actor=actor.id).order_by("created")
    received = Received.objects.filter(actor=actor.id).order_by("id")
    return {
        "reply_addresses": list(addresses.values("purpose", "thing", "created", "expires")),
        "mails_received": list(received.values("sender", "purpose", "thing", "outcome", "reason", "at")),
    }


def _forget(actor: Any) -> None:
    ReplyAddress.objects.filter(actor=actor.id).delete()
    Received.objects.filter(actor=actor.id).delete()


hold(
    Holding(
        "replies", ("mail.ReplyAddress", "mail.Received"), _export, _forget,
        title=_("That you answered by mail"), why=_("So that your answer goes where it belongs, and only yours does."),
        until=_("half a year for the address, thirty days for the mail's arrival, without its words"),
    )
)  # fmt: skip
