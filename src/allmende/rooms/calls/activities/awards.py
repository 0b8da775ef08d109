"""What can happen to prizes: said, given, taken back; and what those who made something are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PrizesChanged(Activity):
    """What there is to win in a call was said, or has grown: so many prizes, for so much money in all."""

    prizes: int
    total: int
    currency: str
    verb = "Update"
    changes = "state"
    sentence = _("{actor} said what there is to win in {thing}")


@dataclass(frozen=True, kw_only=True)
class PrizeAwarded(Activity):
    """A prize was given: to a contribution (`thing`), or to a person for something in the call (`thing` is the call then).

    `amount` in minor units of `currency`, 0 where the prize is no money; `split` says who gets what of it, as
    `shared_out` reads it. What reacts to it (settlement, recognition, the magazine) finds all it needs here.
    """

    call: UUID
    award: UUID
    prize: str
    rank: int
    amount: int
    currency: str
    split: str
    verb = "Offer"
    changes = "state"
    changes_of = "call"
    sentence = _("{thing} has won a prize")
    plain = _("{actor} awarded a prize: {thing}")
    in_feed = True
    called = _("Prize awarded")


@dataclass(frozen=True, kw_only=True)
class PrizeTakenBack(Activity):
    """A prize that had been given was taken back, with a reason that stands with the award; `split` is what it had been."""

    call: UUID
    award: UUID
    amount: int
    currency: str
    split: str
    verb = "Undo"
    changes = "state"
    changes_of = "call"
    sentence = _("{actor} took back a prize: {thing}")


@dataclass(frozen=True)
class PartOfPrize:
    """What one person gets of a prize: a share in hundredths of a percent, and the amount that is."""

    person: UUID
    hundredths: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class ContributionAnswered(Activity):
    """Those who made a contribution were told in words what became of it."""

    call: UUID
    ending: str
    verb = "Update"
    sentence = _("{actor} told what became of {thing}")


def written_out(parts: Iterable[PartOfPrize]) -> str:
    """A split as an activity carries it: `person:hundredths:amount`, with spaces between."""
    return " ".join(f"{part.person}:{part.hundredths}:{part.amount}" for part in parts)


def shared_out(split: str) -> tuple[PartOfPrize, ...]:
    """Read the split of an activity. Raises ValueError for what is none."""
    parts = (part.split(":") for part in split.split())
    return tuple(PartOfPrize(UUID(person), int(hundredths), int(amount)) for person, hundredths, amount in parts)
