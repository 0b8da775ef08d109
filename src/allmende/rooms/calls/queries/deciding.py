"""What hosts need to decide about the prizes: who can get each, and whom the vote or the discussion proposes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import actor_cards
from allmende.rooms.calls.models import Award, AwardState, Call, Contribution, Prize, PrizeKind
from allmende.rooms.calls.models.prizes import FOR_PEOPLE
from allmende.rooms.calls.queries.awards import decided_in, prizes_in
from allmende.rooms.calls.queries.candidates import by_the_vote, candidates_for, shortlisted
from allmende.rooms.calls.queries.feedback import proposals_for
from allmende.rooms.calls.rules import is_host
from allmende.rooms.calls.rules.awards import BY_RULE

MOST_CHOICES = 300


@dataclass(frozen=True)
class Proposal:
    """Whom a prize would go to, and why."""

    to: UUID
    rank: int
    label: str
    reason: str


@dataclass(frozen=True)
class Question:
    """One prize to decide: who can get it, who is proposed, and who has it already."""

    prize: Prize
    choices: tuple[tuple[str, str], ...]
    proposals: tuple[Proposal, ...]
    decided: tuple[Award, ...]
    given: tuple[Award, ...]

    @property
    def follows_proposals(self) -> bool:
        """Whether a rule that was known beforehand chose, so that the proposals stand in the form already."""
        return self.prize.kind in BY_RULE


def questions_of(reader: Reader, call: Call) -> list[Question]:
    """Return what the reader decides in a call: its hosts everything, a client what is theirs to choose."""
    decided = decided_in(call)
    titles: dict[UUID, str] = {
        key: f"{number}. {title}"
        for key, number, title in Contribution.objects.visible_to(reader)
        .filter(call=call)
        .order_by("number")
        .values_list("pk", "number", "title")
    }
    theirs = bool(is_host(reader, call))
    prizes = [prize for prize in prizes_in(call) if theirs or prize.kind == PrizeKind.CLIENT]
    return [_question(call, prize, titles, tuple(decided.get(prize.id, ()))) for prize in prizes]


def _question(call: Call, prize: Prize, titles: dict[UUID, str], decided: tuple[Award, ...]) -> Question:
    known = candidates_for(prize)
    names = {key: card.name for key, card in actor_cards(list(known)).items()} if prize.kind in FOR_PEOPLE else titles
    proposals = tuple(_proposals(call, prize, names))
    order = {proposal.to: place for place, proposal in enumerate(proposals)}
    keys = sorted((key for key in known if key in names), key=lambda key: (order.get(key, len(order)), key))
    choices = tuple((str(key), names[key]) for key in keys[:MOST_CHOICES])
    given = tuple(award for award in decided if award.state != AwardState.DECIDED)
    return Question(prize, choices, proposals, decided, given)


def _proposals(call: Call, prize: Prize, names: dict[UUID, str]) -> list[Proposal]:
    if prize.kind == PrizeKind.COMMUNITY:
        found = by_the_vote(call, prize.places)
        return [
            Proposal(key, rank, names[key], ngettext("%(n)d vote", "%(n)d votes", int(votes)) % {"n": int(votes)})
            for key, rank, votes in found
            if key in names
        ]
    if prize.kind == PrizeKind.FIXED:
        return [Proposal(key, 1, names[key], "") for key in candidates_for(prize) if key in names]
    if prize.kind in {PrizeKind.REFINING, PrizeKind.JURY}:
        found_here = [key for key in shortlisted(call) if key in names]
        return [
            Proposal(key, 1 if prize.kind == PrizeKind.REFINING else place, names[key], "")
            for place, key in enumerate(found_here, 1)
        ]
    if prize.kind in {PrizeKind.FAIREST, PrizeKind.HELPFUL}:
        return [
            Proposal(one.person, place, names[one.person], one.reason(prize.kind))
            for place, one in enumerate(proposals_for(prize.kind, call), 1)
            if one.person in names
        ]
    return []
