"""Saying what there is to win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Layer
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities.awards import PrizesChanged
from allmende.rooms.calls.commands.calls import LARGEST_BUDGET, locked
from allmende.rooms.calls.models import Award, Call, CallState, Prize, PrizeKind, PrizePlan
from allmende.rooms.calls.models.prizes import FOR_EACH, MOST_PLACES, MOST_PRIZES, STANDING
from allmende.rooms.calls.rules import is_fixed, may_plan_prizes

SHOWN_ON = (Layer.TEAM, Layer.COMMUNITY, Layer.PUBLIC)
AGAIN = _("Please look at these fields again.")
NOBODY_INVITED = _("Fixed pay is for those who are invited: open the call by invitation, or take this prize out.")
PROMISED = _("People have handed in for it already: it can grow, but not shrink.")


@dataclass(frozen=True)
class PrizeText:
    """A prize as it is handed in: an amount in minor units for each place, or a gift for each, or both.

    `id` is that of a prize which stands already.
    """

    kind: PrizeKind
    name: str
    amounts: Sequence[int] = ()
    places: int = 1
    gift: str = ""
    id: UUID | None = field(default=None, kw_only=True)


@transaction.atomic
def set_prizes(
    actor: Actor,
    call: Call,
    prizes: Sequence[PrizeText],
    *,
    shown_on: Layer = Layer.PUBLIC,
    revision: int | None = None,
) -> PrizePlan:
    """Say anew what there is to win, in this order; `revision` is that of the plan which the form was loaded with.

    Once contributions are in, prizes only grow: more of them, more places, more for each place. Raises Refused (409) where
    somebody saved in between, what was promised would shrink, or a prize has been decided; (422) with what can't be.
    """
    call = locked(call)
    require(may_plan_prizes(actor, call))
    plan = PrizePlan.objects.filter(call=call).first() or PrizePlan(call=call, currency=call.currency)
    if revision is not None and revision != plan.revision:
        raise Refused(_("Somebody changed these prizes in the meantime. Load the page again and compare."), 409)
    clean = _clean(prizes, shown_on)
    if call.state != CallState.DRAFT and not call.by_invitation:
        _require_nobody_invited(clean)
    before = {prize.id: prize for prize in Prize.objects.filter(call=call)}
    if is_fixed(call):
        _require_growth(before, clean)
    else:
        plan.currency = call.currency
    _require_undecided(before, clean)
    Prize.objects.filter(call=call).exclude(id__in=[prize.id for prize in clean if prize.id]).delete()
    for position, text in enumerate(clean):
        prize = before.get(text.id) if text.id else None
        prize = prize or Prize(call=call)
        prize.kind, prize.name, prize.gift, prize.position = text.kind, text.name, text.gift, position
        prize.amounts, prize.places = list(text.amounts), text.places
        prize.save()
    plan.shown_on, plan.revision = shown_on, plan.revision + 1
    if clean:
        plan.save()
    elif plan.revision > 1:
        plan.delete()
    Call.objects.filter(id=call.id).update(prize_count=len(clean))
    record(
        PrizesChanged(
            actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, prizes=len(clean),
            total=sum(sum(prize.amounts) for prize in clean), currency=plan.currency,
        )
    )  # fmt: skip
    return plan


def _clean(prizes: Sequence[PrizeText], shown_on: Layer) -> list[PrizeText]:
    """Return the prizes as they can be kept; raises Refused (422) naming each field that can't be, by the prize's number."""
    if len(prizes) > MOST_PRIZES:
        raise Refused(_("Twenty prizes at most: put what belongs together into one with several places."), 422)
    if shown_on not in SHOWN_ON:
        raise Refused(AGAIN, 422, errors={"shown_on": _("Choose one of these.")})
    errors: dict[str, Text] = {}
    clean = []
    for number, prize in enumerate(prizes):
        name, gift = clean_line(prize.name), clean_line(prize.gift)
        places = len(prize.amounts) or prize.places
        errors |= {f"{number}-{key}": text for key, text in _faults(prize, name, gift, places).items()}
        clean.append(PrizeText(prize.kind, name, tuple(prize.amounts), places, gift, id=prize.id))
    if errors:
        raise Refused(AGAIN, 422, errors=errors)
    return clean


def _faults(prize: PrizeText, name: str, gift: str, places: int) -> dict[str, Text]:
    faults: dict[str, Text] = {}
    if prize.kind not in set(PrizeKind):
        faults["kind"] = _("Choose one of these.")
    if not 2 <= len(name) <= 80:
        faults["name"] = _("Give the prize a name of 2 to 80 letters.")
    if len(gift) > 200:
        faults["gift"] = _("200 letters at most.")
    if not 1 <= places <= MOST_PLACES:
        faults["places"] = _("Between 1 and 100 places.")
    if any(not 0 < amount <= LARGEST_BUDGET for amount in prize.amounts):
        faults["money"] = _("Each place gets an amount greater than zero.")
    elif list(prize.amounts) != sorted(prize.amounts, reverse=True):
        faults["money"] = _("A place never brings more than the one before it.")
    elif prize.kind in FOR_EACH and len(set(prize.amounts)) > 1:
        faults["money"] = _("Everyone gets the same here: one amount for each place.")
    elif not prize.amounts and not gift and prize.kind != PrizeKind.FIXED:
        faults["money"] = _("Say what there is to win: an amount, a thing, a mention.")
    return faults


def _require_nobody_invited(prizes: Sequence[PrizeText]) -> None:
    for number, prize in enumerate(prizes):
        if prize.kind == PrizeKind.FIXED:
            raise Refused(NOBODY_INVITED, 422, errors={f"{number}-kind": NOBODY_INVITED})


def promise_fixed_pay(actor: Actor, call: Call) -> None:
    """Let what an invitation promises stand among the prizes, so that it is given with them, within the command that invites."""
    if Prize.objects.filter(call=call, kind=PrizeKind.FIXED).exists():
        return
    plan, _is_new = PrizePlan.objects.get_or_create(call=call, defaults={"currency": call.currency})
    with override(call.language):
        name = str(PrizeKind.FIXED.label)
    Prize.objects.create(call=call, kind=PrizeKind.FIXED, name=name, position=call.prize_count)
    plan.revision += 1
    plan.save()
    Call.objects.filter(id=call.id).update(prize_count=F("prize_count") + 1)
    total = sum(prize.total for prize in Prize.objects.filter(call=call))
    record(
        PrizesChanged(
            actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, prizes=call.prize_count + 1,
            total=total, currency=plan.currency,
        )
    )  # fmt: skip


def _require_growth(before: dict[UUID, Prize], after: Sequence[PrizeText]) -> None:
    kept = {prize.id: prize for prize in after if prize.id in before}
    for old in before.values():
        new = kept.get(old.id)
        if new is None or new.kind != old.kind or new.places < old.places or (old.gift and not new.gift):
            raise Refused(PROMISED, 409)
        if old.amounts and (
            not new.amounts or any(now < was for was, now in zip(old.amounts, new.amounts, strict=False))
        ):
            raise Refused(PROMISED, 409)


def _require_undecided(before: dict[UUID, Prize], after: Sequence[PrizeText]) -> None:
    """What has been decided stands as it was decided; only its name may still change."""
    decided = set(Award.objects.filter(prize__in=before, state__in=STANDING).values_list("prize_id", flat=True))
    kept = {prize.id: prize for prize in after if prize.id}
    for key in decided:
        old, new = before[key], kept.get(key)
        if new is None or (new.kind, list(new.amounts), new.places, new.gift) != (
            old.kind,
            old.amounts,
            old.places,
            old.gift,
        ):
            raise Refused(_("“%(prize)s” has been decided: it stays as it is.") % {"prize": old.name}, 409)
