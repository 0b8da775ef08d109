"""Saying what a contribution builds on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.lineage.commands import drop_source, name_source
from allmende.commons.lineage.models import LinkKind
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.contributions import locked_contribution
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.rules import may_revise


@transaction.atomic
def build_on(actor: Actor, contribution: Contribution, source: Thing, kind: str = LinkKind.BUILDS_ON) -> None:
    """Say that a contribution builds on something, takes it in, is a part of it, or carries it over. Raises Refused (404, 409, 422)."""
    contribution = locked_contribution(contribution)
    require(may_revise(actor, contribution))
    if kind not in LinkKind.values:
        raise Refused(_("Choose how it came of the other."), 422, errors={"kind": _("Choose one of these.")})
    name_source(actor, source, contribution, LinkKind(kind))


@transaction.atomic
def build_on_no_more(actor: Actor, contribution: Contribution, source: UUID) -> None:
    """Take back that a contribution builds on something; twice is once."""
    contribution = locked_contribution(contribution)
    require(may_revise(actor, contribution))
    drop_source(actor, source, contribution)
