"""The feed's copy of what someone did: ids, as in the journal."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.feed.models import FeedRow, Look


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "looked_until": list(Look.objects.filter(actor=actor).values("root", "seq")),
        "feed": list(FeedRow.objects.filter(actor=actor.id).values("name", "thing", "at")),
    }


def _forget(actor: Actor) -> None:
    """That someone came and went is nobody's business once they are gone; what they made stays told."""
    Look.objects.filter(actor=actor).delete()
    FeedRow.objects.filter(actor=actor.id, name__in=("MemberJoined", "MemberLeft")).delete()


def _anonymise(actor: Actor) -> None:
    FeedRow.objects.filter(actor=actor.id).delete()


hold(
    Holding(
        "feed", ("feed.FeedRow", "feed.Look"), _export, _forget, anonymise=_anonymise, place=90,
        title=_("What the feed tells of you, and how far you have read it"), why=_("So that people see what is going on where they belong."),
        until=_("as long as what it tells of is there"),
    )
)  # fmt: skip
