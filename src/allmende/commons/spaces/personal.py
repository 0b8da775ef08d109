"""Which spaces someone belongs to, and what they took or let outward."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.commands.members import end_memberships
from allmende.commons.spaces.models import Membership, Passage, Space
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    passages = Passage.objects.filter(Q(asked_by=actor) | Q(decided_by=actor)).order_by("id")
    return {
        "memberships": list(Membership.objects.filter(actor=actor).values("space__title", "role", "joined")),
        "opened": list(Space.objects.filter(author=actor).values("title", "slug", "created")),
        "passages": list(passages.values("thing", "thing__title", "layer", "state", "asked", "decided", "reason")),
    }


def _forget(actor: Actor) -> None:
    end_memberships(actor)


def _anonymise(actor: Actor) -> None:
    Passage.objects.filter(decided_by=actor).update(reason="")


hold(
    Holding(
        "spaces", ("spaces.Space", "spaces.Membership", "spaces.Passage"), _export, _forget, anonymise=_anonymise, place=50,
        title=_("Where you belong, and as what"), why=_("So that your spaces are open to you, and others know who is in them."),
        until=_("until you leave the space; spaces you opened stay for those who are in them"),
    )
)  # fmt: skip
