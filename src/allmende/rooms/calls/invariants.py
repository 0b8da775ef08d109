"""What holds of calls: they count what was handed in, and a result is what its ballots say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum

from allmende.commons.authorship.queries import WHOLE
from allmende.foundation.doors import Invariant
from allmende.rooms.calls.commands.votes import recount
from allmende.rooms.calls.models import (
    Award,
    AwardState,
    Call,
    CallState,
    Campaign,
    Contribution,
    ContributionState,
    Ending,
    Outcome,
)

SUBMITTED = Q(contributions__state=ContributionState.SUBMITTED)


def _miscounted() -> Iterator[str]:
    rows = Call.objects.annotate(there=Count("contributions", filter=SUBMITTED), last=Max("contributions__number"))
    for call in rows.exclude(contribution_count=F("there")).order_by("pk").iterator():
        yield f"{call.slug} counts {call.contribution_count} contributions and has {call.there}"
    for call in rows.filter(last__gte=F("next_number")).order_by("pk").iterator():
        yield f"{call.slug} would give the number {call.next_number} again"


def _counted_otherwise() -> Iterator[str]:
    """Whether counting once more gives another result; where something was taken off the ballot since, nothing can be said."""
    for outcome in (
        Outcome.objects.filter(result__isnull=False).select_related("call__box").order_by("pk").iterator(chunk_size=50)
    ):
        told = {project["id"] for project in outcome.result["projects"]}
        up = Contribution.objects.filter(call=outcome.call, state=ContributionState.SUBMITTED)
        if told == set(up.values_list("ballot_key", flat=True)) and recount(outcome.call).as_json() != outcome.result:
            yield f"the ballots of {outcome.call.slug} give another result than it tells"


def _awarded_wrongly() -> Iterator[str]:
    """Whether what people got of an award is not what was awarded, or a contribution says of itself what isn't so."""
    given = Award.objects.filter(state=AwardState.GIVEN)
    rows = given.annotate(paid=Sum("shares__amount"), whole=Sum("shares__hundredths")).values_list(
        "id", "amount", "paid", "whole"
    )
    for key, amount, paid, whole in rows.order_by("pk").iterator():
        if whole != WHOLE or (amount or 0) != (paid or 0):
            yield f"award {key} is {amount} and was shared out as {paid}, {whole} of {WHOLE}"
    won = Exists(given.filter(contribution=OuterRef("pk")))
    for contribution in Contribution.objects.annotate(won=won).exclude(is_awarded=F("won")).order_by("pk").iterator():
        yield f"contribution {contribution.pk} says of its prize: {contribution.is_awarded}"


def _forgotten() -> Iterator[str]:
    """Contributions to a finished call of which nobody was told what became."""
    rows = Contribution.objects.filter(state=ContributionState.SUBMITTED, ending="", call__state=CallState.FINISHED)
    for slug, number in rows.order_by("pk").values_list("call__slug", "number").iterator():
        yield f"contribution {number} to {slug} has no outcome"


def _ended_on_no_shortlist() -> Iterator[str]:
    rows = Contribution.objects.filter(ending=Ending.SHORTLISTED, shortlisted__shortlist__announced=None)
    for slug, number in rows.order_by("pk").values_list("call__slug", "number").iterator():
        yield f"contribution {number} to {slug} ended on a shortlist that it isn't on"


def _supported_otherwise() -> Iterator[str]:
    rows = Campaign.objects.annotate(there=Count("supporters")).exclude(supporter_count=F("there"))
    for campaign in rows.select_related("call").order_by("pk").iterator():
        yield f"{campaign.call.slug} counts {campaign.supporter_count} supporters and has {campaign.there}"


INVARIANTS = (
    Invariant(
        "contribution-counts", "Every call counts what was handed in right, and gives each number once.", _miscounted
    ),
    Invariant("supporters", "Every campaign counts its supporters right.", _supported_otherwise),
    Invariant("outcomes", "Each contribution to a finished call has an outcome.", _forgotten),
    Invariant("shortlists", "Only what is on the announced shortlist ended on it.", _ended_on_no_shortlist),
    Invariant("awards", "What was awarded is what people got, to the cent.", _awarded_wrongly),
    Invariant("results", "Counting the ballots once more gives the result that is told.", _counted_otherwise),
)
