"""What there is to win, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from allmende.foundation.kept import kept
from allmende.foundation.money import Money
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Prize, PrizeKind, PrizePlan
from allmende.rooms.calls.models.prizes import FOR_EACH
from allmende.rooms.calls.rules import sees_amounts

DECIDES: dict[str, str | Promise] = {
    PrizeKind.JURY: gettext_lazy("The jury decides."),
    PrizeKind.COMMUNITY: gettext_lazy("The vote of the community decides. Who is equal shares what their places bring."),
    PrizeKind.CLIENT: gettext_lazy("The client decides, or whoever holds the call."),
    PrizeKind.FAIREST: gettext_lazy("For feedback that sees the good in what others made. The hosts decide, by what stands in the discussion."),
    PrizeKind.HELPFUL: gettext_lazy("For feedback that others could use. The hosts decide, by what stands in the discussion."),
    PrizeKind.FIXED: gettext_lazy("Everyone who was invited, accepts and hands in gets what their invitation says, whoever wins."),
    PrizeKind.REFINING: gettext_lazy("Everyone on the shortlist gets it for the time to refine, whoever wins."),
}  # fmt: skip
"""Who decides, or who gets it anyway."""

ICONS = {
    PrizeKind.JURY: "gavel", PrizeKind.COMMUNITY: "users-group", PrizeKind.CLIENT: "building-community",
    PrizeKind.FAIREST: "scale", PrizeKind.HELPFUL: "message", PrizeKind.FIXED: "coins", PrizeKind.REFINING: "sparkles",
}  # fmt: skip


@dataclass(frozen=True)
class PrizeView:
    """A prize as people read it; `amounts` is empty where the money isn't told to this reader."""

    kind: str
    name: str
    icon: str
    decides: str
    money: str
    """The money in a few words: `€5,000`, `€500 each`, `€1,000 in three places`."""
    amounts: tuple[str, ...]
    gift: str
    places: int


@dataclass(frozen=True)
class PrizesView:
    """All that there is to win in a call."""

    prizes: tuple[PrizeView, ...]
    total: str
    """The sum in words; empty where there is no money, or it isn't told to this reader."""


def plan_of(call: Call) -> tuple[PrizePlan, tuple[Prize, ...]] | None:
    """Return the plan of a call with its prizes; None where there is nothing to win. Read once for all readers."""
    if not call.prize_count:
        return None
    return kept(("prizes", call.id), lambda: _plan(call))  # type: ignore[no-any-return]


def plan_as_it_is(call: Call) -> tuple[PrizePlan, tuple[Prize, ...]] | None:
    """Return the same, read anew: decisions are written without an activity, so nothing outdates what was kept of them."""
    return _plan(call) if call.prize_count else None


def _plan(call: Call) -> tuple[PrizePlan, tuple[Prize, ...]] | None:
    prizes = tuple(Prize.objects.filter(call=call).select_related("call__prize_plan"))
    return (prizes[0].call.prize_plan, prizes) if prizes else None


def prizes_of(reader: Reader, call: Call) -> PrizesView | None:
    """Say what there is to win in a call that the reader sees; None where there is nothing."""
    found = plan_of(call)
    if found is None:
        return None
    plan, prizes = found
    shown, total = sees_amounts(reader, call, plan), sum(prize.total for prize in prizes if prize.kind not in FOR_EACH)
    return PrizesView(
        tuple(_shown(prize, plan, shown) for prize in prizes), in_words(total, plan) if shown and total else ""
    )


def in_words(minor: int, plan: PrizePlan) -> str:
    """An amount of a plan as the reader's language writes it."""
    return Money(minor, plan.currency).format(get_language() or "en")


def _shown(prize: Prize, plan: PrizePlan, shown: bool) -> PrizeView:
    amounts = tuple(in_words(amount, plan) for amount in prize.amounts) if shown else ()
    return PrizeView(
        prize.kind, prize.name, ICONS[PrizeKind(prize.kind)], str(DECIDES[PrizeKind(prize.kind)]), _money(prize, amounts, plan),
        amounts if len(set(amounts)) > 1 else (), prize.gift, prize.places,
    )  # fmt: skip


def _money(prize: Prize, amounts: tuple[str, ...], plan: PrizePlan) -> str:
    if not amounts:
        return ""
    if len(amounts) == 1 and prize.kind not in FOR_EACH:
        return amounts[0]
    if len(set(amounts)) == 1:
        return _("%(money)s each") % {"money": amounts[0]}
    return _("%(money)s in %(n)d places") % {"money": in_words(prize.total, plan), "n": len(amounts)}
