"""What someone has consented to, and the history of it."""

from __future__ import annotations

from dataclasses import dataclass

from allmende.commons.consent.models import Consent
from allmende.commons.consent.purposes import Purpose, purposes
from allmende.identity.actors.models import Actor, Reader


def has_consented(actor: Reader, purpose: str) -> bool:
    """Say whether someone's latest word on a purpose is yes; whoever never said anything has not consented."""
    if not isinstance(actor, Actor):
        return False
    latest = Consent.objects.filter(actor=actor, purpose=purpose).order_by("-id").values_list("is_given", flat=True)
    return bool(latest.first())


@dataclass(frozen=True)
class PurposeRow:
    """A purpose as its person sees it: what it means, whether it is given, and everything they have said about it."""

    purpose: Purpose
    is_given: bool
    history: list[Consent]


def consents_of(actor: Actor) -> list[PurposeRow]:
    """Return every purpose with what someone has said about it, the latest first; one statement."""
    said: dict[str, list[Consent]] = {}
    for row in Consent.objects.filter(actor=actor).order_by("-id"):
        said.setdefault(row.purpose, []).append(row)
    return [
        PurposeRow(purpose, bool(history and history[0].is_given), history)
        for purpose in purposes()
        for history in [said.get(purpose.key, [])]
    ]
