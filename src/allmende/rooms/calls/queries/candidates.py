"""Who can get a prize at all, and whom it would go to by the vote, the invitation or the shortlist."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.authorship.queries import makers_of, shares_of
from allmende.commons.threads.models import Comment, CommentState
from allmende.rooms.calls.models import (
    Call,
    Contribution,
    ContributionState,
    Invitation,
    InvitationState,
    Outcome,
    Prize,
    PrizeKind,
)
from allmende.rooms.calls.models.prizes import FOR_PEOPLE
from allmende.rooms.calls.models.spreading import ranked


def candidates_for(prize: Prize) -> dict[UUID, frozenset[UUID]]:
    """Return who can get a prize (contributions, or people), each with the people whose own it is."""
    handed_in = _handed_in(prize.call_id)
    if prize.kind not in FOR_PEOPLE:
        shares = shares_of(handed_in.values_list("pk", flat=True))
        return {key: frozenset(share.actor for share in made) for key, made in shares.items()}
    if prize.kind == PrizeKind.FIXED:
        people: Iterable[UUID] = fixed_pay(prize)
    else:
        about = [prize.call_id, *handed_in.values_list("pk", flat=True)]
        said = Comment.objects.filter(thread__thing_id__in=about, state=CommentState.SHOWN, author__erased=None)
        people = said.values_list("author_id", flat=True).distinct()
    return {person: frozenset({person}) for person in people}


def fixed_pay(prize: Prize) -> dict[UUID, int | None]:
    """Return what each is owed who was invited, accepted and handed something in, alone or with others, in minor units.

    It is what their invitation says; where that says nothing, what the prize does (None where that is a thing).
    """
    invited = Invitation.objects.filter(call=prize.call_id, actor__erased=None).order_by("id")
    made = makers_of(_handed_in(prize.call_id).values_list("pk", flat=True))
    usual = prize.amounts[0] if prize.amounts else None
    return owed(invited.values_list("actor_id", "state", "pay"), made, usual, thing=bool(prize.gift))


def owed(
    invited: Iterable[tuple[UUID, str, int | None]], made: Collection[UUID], usual: int | None, *, thing: bool = False
) -> dict[UUID, int | None]:
    """Return what each of those invited is owed: nobody is who didn't accept, or handed in nothing, or is promised nothing."""
    pays = {
        person: pay if pay is not None else usual
        for person, state, pay in invited
        if state == InvitationState.ACCEPTED and person in made
    }
    return {person: pay for person, pay in pays.items() if pay is not None or thing}


def _handed_in(call: UUID) -> QuerySet[Contribution, Contribution]:
    """What stands, of those who are still here: nobody can hand a prize to an account that is gone."""
    rows: QuerySet[Contribution, Contribution] = Contribution.objects.filter(
        call=call, state=ContributionState.SUBMITTED, author__erased=None
    )
    return rows


def shortlisted(call: Call) -> list[UUID]:
    """Return the contributions on the announced shortlist of a call, in their order."""
    rows = _handed_in(call.pk).filter(shortlisted__shortlist__announced__isnull=False)
    return list(rows.order_by("shortlisted__position").values_list("pk", flat=True))


def by_the_vote(call: Call, places: int) -> list[tuple[UUID, int, Fraction]]:
    """Return contributions with rank and support as the counted vote has them, down to that place and who is equal there."""
    outcome = Outcome.objects.filter(call=call, result__isnull=False).first()
    if outcome is None or outcome.result is None:
        return []
    support = {project["id"]: Fraction(project["support"]) for project in outcome.result["projects"]}
    keys = dict(_handed_in(call.pk).values_list("ballot_key", "pk"))
    order = sorted((key for key in support if key in keys and support[key]), key=lambda key: (-support[key], key))
    ranks = ranked([support[key] for key in order])
    return [(keys[key], rank, support[key]) for key, rank in zip(order, ranks, strict=True) if rank <= places]
