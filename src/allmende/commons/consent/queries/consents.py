"""What someone has consented to, and the history of it."""

from __future__ import annotations

from allmende.commons.consent.models import Consent
from allmende.identity.actors.models import Actor, Reader


def has_consented(actor: Reader, purpose: str) -> bool:
    """Say whether someone's latest word on a purpose is yes; whoever never said anything has not consented."""
    if not isinstance(actor, Actor):
        return False
    latest = Consent.objects.filter(actor=actor, purpose=purpose).order_by("-id").values_list("is_given", flat=True)
    return bool(latest.first())
