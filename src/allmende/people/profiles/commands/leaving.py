"""What happens to profiles when someone leaves."""

from __future__ import annotations

from allmende.identity.actors.models import Actor
from allmende.people.profiles.models import Claim, Detail, Endorsement, Managed, Piece


def forget(actor: Actor) -> None:
    """Erase what profiles keep of someone, within the caller's transaction; may run twice."""
    Endorsement.objects.filter(by=actor).delete()
    Claim.objects.filter(claimant=actor).delete()
    Managed.objects.filter(actor=actor).delete()
    Detail.objects.filter(actor=actor).delete()
    Piece.objects.filter(author=actor).delete()
