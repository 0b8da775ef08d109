"""Forgetting a person."""

from __future__ import annotations

from django.db.models import Q

from allmende.identity.actors.models import Actor
from allmende.people.trust.models import Measure, Merit, Standing, Thanks, Tie


def forget(actor: Actor) -> None:
    """Ties, thanks, merits, standing and measures go; who decided about others stays known by an emptied row."""
    Tie.objects.filter(Q(source=actor) | Q(target=actor)).delete()
    Thanks.objects.filter(Q(giver=actor) | Q(actor=actor)).delete()
    Merit.objects.filter(Q(giver=actor) | Q(actor=actor)).delete()
    Standing.objects.filter(locked_by=actor).update(locked_by=None)
    Standing.objects.filter(actor=actor).delete()
    Measure.objects.filter(actor=actor).delete()
