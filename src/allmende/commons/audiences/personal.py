"""What someone can see: bare ids, made from their memberships."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Audience, Named, Reach
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "mine": list(Audience.objects.filter(owner=actor).values("kind", "layer", "space")),
        "reach": list(Reach.objects.filter(actor=actor).values("audience__kind", "audience__layer", "audience__space")),
    }


def _forget(actor: Actor) -> None:
    """Their reach goes, and their name from conversations; the audiences that were theirs alone are ids, and things may still stand on them."""
    Named.objects.filter(actor=actor).delete()
    Reach.objects.filter(actor=actor).delete()
    outdate()


hold(
    Holding(
        "audiences", ("audiences.Audience", "audiences.Named", "audiences.Reach"), _export, _forget, place=60,
        title=_("What you can see"), why=_("So that each page shows you what is meant for you, and nothing else."),
        until=_("until you leave"),
    )
)  # fmt: skip
