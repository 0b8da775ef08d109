"""The devices on which someone is told."""

from __future__ import annotations

from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Device


def devices_of(actor: Actor) -> list[Device]:
    """Return someone's devices, the newest first; one statement, and twenty rows at most."""
    return list(Device.objects.filter(actor=actor).order_by("-made", "-id"))
