"""Tying people to each other."""

from __future__ import annotations

from django.db import transaction

from allmende.identity.actors.models import Actor
from allmende.people.trust.models import Strength, Tie, TieKind


@transaction.atomic
def tie(source: Actor, target: Actor, kind: TieKind, *, strength: Strength = Strength.WEAK) -> None:
    """Note, in the caller's transaction, that someone stands for another; said again, the strength is what was said last.

    Whether they may is asked by the caller's command (nominating, vouching, endorsing, connecting). Nobody is tied to
    themselves: then nothing is noted.
    """
    if source.id != target.id:
        Tie.objects.update_or_create(source=source, target=target, kind=kind, defaults={"strength": strength})


def untie(source: Actor, target: Actor, kind: TieKind) -> None:
    """Take a tie back; none is no fault."""
    Tie.objects.filter(source=source, target=target, kind=kind).delete()
