"""Saying which of two is better."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.ratings.activities import PairCompared
from allmende.commons.ratings.models import Duel, Item, Way
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.hands import are_hands_lent
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor

WORTH = {"first": 2, "tie": 1, "second": 0}
"""What the item named first gets, in half wins."""


def say_which(actor: Actor, one: Item, other: Item, said: str, space: Space) -> Duel:
    """Say which of two is better ("first", "second") or that neither is ("tie"), within the caller's transaction.

    Said again of the same two it takes the place of what was said before. Raises Refused (422) for what is no pair or no answer.
    """
    if are_hands_lent():
        raise Refused(_("Nobody rates for someone else."))
    if said not in WORTH:
        raise Refused(_("Say which of the two is better, or that neither is."), 422)
    if one.pk == other.pk or one.sheet_id != other.sheet_id or one.sheet.way != Way.PAIRS:
        raise Refused(_("Compare two different contributions."), 422)
    first, second = sorted((one, other), key=lambda item: item.pk)
    got = WORTH[said] if first.pk == one.pk else 2 - WORTH[said]
    list(Item.objects.select_for_update().filter(pk__in=(first.pk, second.pk)).order_by("pk"))
    duel, is_new = Duel.objects.update_or_create(
        rater=actor, first=first, second=second, defaults={"got": got, "sheet_id": one.sheet_id}
    )
    if is_new:
        Item.objects.filter(pk__in=(first.pk, second.pk)).update(raters=F("raters") + 1)
    where: dict[str, Any] = {
        "actor": actor.id, "thing": first.thing_id, "space": space.id, "audience": hidden_audience(Kind.DRAFT, space, actor).id,
    }  # fmt: skip
    record(PairCompared(**where, sheet=one.sheet_id, other=second.thing_id))
    return duel
