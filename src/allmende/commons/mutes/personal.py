"""Whom and what someone has muted or blocked; who has muted or blocked them is not theirs to know."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.models import Block, Mute
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "muted": list(Mute.objects.filter(actor=actor).values("person__handle", "thing")),
        "blocked": list(Block.objects.filter(actor=actor).values_list("other__handle", flat=True)),
    }


def _forget(actor: Actor) -> None:
    Mute.objects.filter(Q(actor=actor) | Q(person=actor)).delete()
    Block.objects.filter(Q(actor=actor) | Q(other=actor)).delete()


hold(
    Holding(
        "mutes", ("mutes.Mute", "mutes.Block"), _export, _forget,
        title=_("Whom and what you have muted or blocked"), why=_("So that you have your peace. Nobody else learns of it."),
        until=_("until you take it back, or one of you leaves"),
    )
)  # fmt: skip
