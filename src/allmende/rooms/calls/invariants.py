"""What holds of calls: they count what was handed in, and a result is what its ballots say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from allmende.foundation.doors import Invariant
from allmende.rooms.calls.commands.votes import recount
from allmende.rooms.calls.models import Call, Contribution, ContributionState, Outcome

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


INVARIANTS = (
    Invariant(
        "contribution-counts", "Every call counts what was handed in right, and gives each number once.", _miscounted
    ),
    Invariant("results", "Counting the ballots once more gives the result that is told.", _counted_otherwise),
)
