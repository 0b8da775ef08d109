"""Giving the prizes: first it is decided, then all are given at once, and each can be taken back with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.splitting import apportion
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities.awards import PartOfPrize, PrizeAwarded, PrizeTakenBack, written_out
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.deeds import make_deed_of, withdraw_deed_of
from allmende.rooms.calls.models import Award, AwardShare, AwardState, Call, Contribution, Prize, PrizeKind, PrizePlan
from allmende.rooms.calls.models.prizes import FOR_EACH, FOR_PEOPLE, STANDING
from allmende.rooms.calls.models.spreading import by_rank, ranked
from allmende.rooms.calls.queries.candidates import candidates_for, fixed_pay
from allmende.rooms.calls.rules import may_award, may_choose_winners, may_take_back_prize
from allmende.rooms.calls.rules.awards import BY_RULE, Split, all_to, splits_of

SHORTEST_REASON = 10


@dataclass(frozen=True)
class Pick:
    """Who gets a place of a prize: a contribution or, of prizes for people, a person. Who is equal has the same rank."""

    to: UUID
    rank: int = 1
    reason: str = ""


@transaction.atomic
def decide_awards(
    actor: Actor,
    call: Call,
    picks: Mapping[UUID, Sequence[Pick]],
    *,
    statement: str | None = None,
    revision: int | None = None,
) -> list[Award]:
    """Say who is to get the prizes named by their ids, and what the jury states; nothing is given by it, and it can be changed.

    What has been given already is to be among the picks as it is. Raises Refused (409) where it isn't, or somebody else
    decided in between (`revision` is the plan's); (403) over one's own contribution; (422) where someone can't get it.
    """
    call = locked(call)
    require(may_choose_winners(actor, call))
    plan = PrizePlan.objects.get(call=call)
    if revision is not None and revision != plan.revision:
        raise Refused(_("Somebody decided something else in the meantime. Load the page again and compare."), 409)
    prizes = {prize.id: prize for prize in Prize.objects.filter(call=call)}
    if unknown := picks.keys() - prizes.keys():
        raise Refused(
            _("There is no such prize here."), 422, errors={str(next(iter(unknown))): _("Choose one of these.")}
        )
    if any(prizes[key].kind != PrizeKind.CLIENT for key in picks) or statement is not None:
        require(may_award(actor, call))  # a client chooses what is theirs to choose
    for key, chosen in picks.items():
        _decide(actor, prizes[key], chosen)
    plan.revision += 1
    if statement is not None:
        plan.statement = statement
    plan.save()
    return list(Award.objects.filter(call=call, state__in=STANDING))


def _decide(actor: Actor, prize: Prize, picks: Sequence[Pick]) -> None:
    """Put the picks of one prize in the place of those that were not given yet."""
    picks = sorted(picks, key=lambda pick: pick.rank)
    ranks = [1] * len(picks) if prize.kind in FOR_EACH else ranked([-pick.rank for pick in picks])
    _check(actor, prize, picks, ranks)
    amounts = _amounts(prize, ranks, [pick.to for pick in picks])
    column = "person_id" if prize.kind in FOR_PEOPLE else "contribution_id"
    standing = {getattr(award, column): award for award in prize.awards.filter(state__in=STANDING)}
    prize.awards.filter(state=AwardState.DECIDED).delete()
    taken = {award.place for award in standing.values() if award.state != AwardState.DECIDED}
    for place, (pick, rank, amount) in enumerate(zip(picks, ranks, amounts, strict=True), 1):
        held = standing.get(pick.to)
        if held is not None and held.state != AwardState.DECIDED:
            if (held.rank, held.amount) != (rank, amount):
                raise _given(prize)
            continue
        Award.objects.create(
            call=prize.call, prize=prize, rank=rank, amount=amount, reason=clean_line(pick.reason, 600), decided_by=actor,
            place=place if place not in taken else next(n for n in range(1, 1000) if n not in taken), **{column: pick.to},
        )  # fmt: skip
        taken.add(place)
    chosen = {pick.to for pick in picks}
    if any(award.state != AwardState.DECIDED and key not in chosen for key, award in standing.items()):
        raise _given(prize)


def _given(prize: Prize) -> Refused:
    reason = _("“%(prize)s” has been given. To change it, take it back first, with a reason.") % {"prize": prize.name}
    return Refused(reason, 409)


def _amounts(prize: Prize, ranks: Sequence[int], people: Sequence[UUID]) -> list[int | None]:
    if prize.kind == PrizeKind.FIXED:
        pays = fixed_pay(prize)
        return [pays[person] for person in people]
    if not prize.amounts:
        return [None] * len(ranks)
    return list(prize.amounts[: len(ranks)] if prize.kind in FOR_EACH else by_rank(ranks, prize.amounts))


def _check(actor: Actor, prize: Prize, picks: Sequence[Pick], ranks: Sequence[int]) -> None:
    """Raise Refused where the picks can't be: twice the same, more than there are places, nobody who took part, oneself."""
    where = str(prize.id)
    if len({pick.to for pick in picks}) < len(picks):
        text = _("“%(prize)s” can't go to the same one twice.") % {"prize": prize.name}
        raise Refused(text, 422, errors={where: text})
    if (
        prize.kind != PrizeKind.FIXED
        and len(picks) > prize.places
        and (not prize.amounts or prize.kind in FOR_EACH or ranks[-1] > prize.places)
    ):
        text = _("“%(prize)s” has fewer places.") % {"prize": prize.name}
        raise Refused(text, 422, errors={where: text})
    known = candidates_for(prize)
    if any(pick.to not in known for pick in picks):
        text = _("“%(prize)s” goes to who took part and is still here.") % {"prize": prize.name}
        raise Refused(text, 422, errors={where: text})
    if prize.kind not in BY_RULE and any(actor.id in known[pick.to] for pick in picks):
        raise Refused(_("About what is your own, somebody else decides: ask another host."), 403)


@transaction.atomic
def give_awards(actor: Actor, call: Call) -> list[Award]:
    """Give all that is decided: each prize is one activity with its amount and split. Pressed again, nothing happens twice.

    What waits for a split is given by itself once everyone concerned has agreed. Returns what waits. Raises Refused (409)
    where nothing is decided.
    """
    call = locked(call)
    require(may_award(actor, call))
    awards = Award.objects.filter(call=call, state__in=STANDING)
    if not awards.exists():
        raise Refused(_("First decide who gets the prizes."), 409)
    return _give(call, list(awards.exclude(state=AwardState.GIVEN)))


def awards_that_can_be_given() -> set[UUID]:
    """Return the calls in which an award waited for a split that everyone has agreed to by now."""
    rows = Award.objects.filter(state=AwardState.WAITING, contribution__isnull=False)
    waiting = dict(rows.values_list("contribution", "call"))
    ready = {key: split for key, split in splits_of(waiting).items() if split.is_ready} if waiting else {}
    gone = _gone(ready.values()) if ready else set()
    return {waiting[key] for key, split in ready.items() if not gone & {share.actor for share in split.shares}}


def give_waiting(call: Call) -> None:
    """Give what was awarded and only waited for a split, within the transaction of the caller who holds the call."""
    waiting = list(Award.objects.filter(call=call, state=AwardState.WAITING))
    if waiting:
        _give(call, waiting)


def _give(call: Call, awards: Sequence[Award]) -> list[Award]:
    """Give the awards whose split is agreed, and return those that wait for one."""
    plan = PrizePlan.objects.get(call=call)
    prizes = {prize.id: prize for prize in Prize.objects.filter(call=call)}
    splits = splits_of(award.contribution_id for award in awards if award.contribution_id)
    splits |= {award.id: all_to(award.person_id) for award in awards if award.person_id}
    gone = _gone(splits.values())
    waiting = []
    for award in awards:
        award.prize, award.call = prizes[award.prize_id], call
        split = splits.get(award.contribution_id or award.id)
        if split is None or not split.is_ready or gone & {share.actor for share in split.shares}:
            award.state = AwardState.WAITING
            award.save(update_fields=["state"])
            waiting.append(award)
        else:
            _give_one(plan, award, split)
    won = [award.contribution_id for award in awards if award.state == AwardState.GIVEN and award.contribution_id]
    Contribution.objects.filter(pk__in=won).update(is_awarded=True)
    if any(award.state == AwardState.GIVEN for award in awards):
        Call.objects.filter(id=call.id).update(is_awarded=True)
    return waiting


def _gone(splits: Iterable[Split]) -> set[UUID]:
    """Whose account has been erased meanwhile: nobody can hand anything to them."""
    people = {share.actor for split in splits for share in split.shares}
    return set(Actor.objects.filter(id__in=people, erased__isnull=False).values_list("id", flat=True))


def _give_one(plan: PrizePlan, award: Award, split: Split) -> None:
    award.state, award.given = AwardState.GIVEN, clock.now()
    award.save(update_fields=["state", "given"])
    amounts = shares_in_money(award.amount, split)
    AwardShare.objects.bulk_create(
        AwardShare(award=award, actor_id=share.actor, hundredths=share.hundredths, amount=amount)
        for share, amount in zip(split.shares, amounts, strict=True)
    )
    make_deed_of(plan, award)
    record(
        PrizeAwarded(
            actor=award.decided_by_id, call=award.call_id, award=award.id, prize=award.prize.kind, rank=award.rank,
            amount=award.amount or 0, currency=plan.currency, split=_written(award), **_where(award),
        )
    )  # fmt: skip


def shares_in_money(amount: int | None, split: Split) -> list[int | None]:
    """What each gets of an amount, exact to the minor unit: an odd one goes to the larger remainder, then to who stands first."""
    if amount is None:
        return [None] * len(split.shares)
    return list(apportion(amount, [share.hundredths for share in split.shares]))


def _written(award: Award) -> str:
    return written_out(
        PartOfPrize(share.actor_id, share.hundredths, share.amount or 0) for share in award.shares.order_by("id")
    )


def _where(award: Award) -> dict[str, Any]:
    """What the award is about, for the journal: the contribution, or the call in which a person gets it."""
    if award.contribution_id:
        thing = Contribution.objects.values("id", "audience_id").get(pk=award.contribution_id)
        return {"thing": thing["id"], "space": award.call.place_id, "audience": thing["audience_id"]}
    return {"thing": award.call_id, "space": award.call.place_id, "audience": award.call.audience_id}


@transaction.atomic
def take_back_award(actor: Actor, award: Award, reason: str) -> Award:
    """Take back a prize that was given, or that waits; the reason is kept with it for everyone to read.

    Its place is free again. Taken back twice, nothing happens. Raises Refused (422) without a reason, (409) where nothing
    was given yet.
    """
    call = locked(Call(id=award.call_id))
    require(may_take_back_prize(actor, call))
    award = Award.objects.select_for_update(of=("self",)).select_related("prize").get(id=award.id)
    award.call = call
    if award.state == AwardState.REVERSED:
        return award
    if award.state == AwardState.DECIDED:
        raise Refused(_("It hasn't been given yet: decide otherwise."), 409)
    reason = clean_line(reason)
    if not SHORTEST_REASON <= len(reason) <= 300:
        text = _("Say in a sentence why, in 10 to 300 letters.")
        raise Refused(text, 422, errors={"reason": text})
    was_given = award.state == AwardState.GIVEN
    award.state, award.reversed_by, award.reversed, award.reversal = AwardState.REVERSED, actor, clock.now(), reason
    award.save()
    if award.contribution_id:
        still = Award.objects.filter(contribution=award.contribution_id, state=AwardState.GIVEN).exists()
        Contribution.objects.filter(pk=award.contribution_id).update(is_awarded=still)
    if was_given:
        still_any = Award.objects.filter(call=call, state=AwardState.GIVEN).exists()
        Call.objects.filter(id=call.id).update(is_awarded=still_any)
        plan = PrizePlan.objects.get(call=call)
        withdraw_deed_of(actor, award)
        record(
            PrizeTakenBack(
                actor=actor.id, call=call.id, award=award.id, amount=award.amount or 0, currency=plan.currency,
                split=_written(award), **_where(award),
            )
        )  # fmt: skip
    return award
