"""Votes: linked to the voter only while the box is open."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.models import Ballot, Voter
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "ballots": list(Ballot.objects.filter(voter=actor).values("box", "content", "receipt")),
        "voted_in": list(Voter.objects.filter(actor=actor).values("box", "box__thing__title")),
    }


def _forget(actor: Actor) -> None:
    """A vote that was cast counts; its link to the emptied row goes when the box is sealed. That they voted is forgotten."""
    Voter.objects.filter(actor=actor, box__sealed__isnull=False).delete()


hold(
    Holding(
        "ballots", ("ballots.Ballot", "ballots.Voter"), _export, _forget,
        title=_("Your votes"), why=_("So that you can change a vote until it closes, and it counts once."),
        until=_("the link to you until the vote closes; that you voted until you leave"),
    )
)  # fmt: skip
