"""Staying out of what one stands too near to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.ratings.activities import ConflictDeclared, ConflictTakenBack
from allmende.commons.ratings.commands.sheets import recount
from allmende.commons.ratings.models import Item, Rating, Recusal
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor


def recuse(actor: Actor, item: Item, space: Space, reason: str) -> Recusal:
    """Stay out of an item, within the caller's transaction; what one rated of it before counts no more. Raises Refused (422) without a reason."""
    if len(reason.strip()) < 3:
        told = _("Say in a few words what ties you to it. Only those who answer for it read this.")
        raise Refused(told, 422, errors={"reason": told})
    recusal, is_new = Recusal.objects.get_or_create(item=item, actor=actor, defaults={"reason": reason})
    if is_new:
        if Rating.objects.filter(item=item, rater=actor).delete()[0]:
            recount([item.pk])
        record(ConflictDeclared(**_where(actor, item, space)))
    return recusal


def take_back_recusal(actor: Actor, item: Item, space: Space) -> None:
    """Judge an item after all, within the caller's transaction; nothing happens where one did not stay out."""
    if Recusal.objects.filter(item=item, actor=actor).delete()[0]:
        record(ConflictTakenBack(**_where(actor, item, space)))


def _where(actor: Actor, item: Item, space: Space) -> dict[str, Any]:
    audience = hidden_audience(Kind.DRAFT, space, actor).id
    return {"actor": actor.id, "thing": item.thing_id, "space": space.id, "audience": audience, "sheet": item.sheet_id}
