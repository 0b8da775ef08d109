"""Does it count? Practice is an audience: as real as anything to those who see it, and nothing of it counts. The one place that says so."""

from __future__ import annotations

from collections.abc import Sequence

from allmende.commons.audiences.models import Audience, Kind
from allmende.foundation.journal.models import Entry


def counts(audience: Audience) -> bool:
    """Whether what stands there counts for anyone or anything."""
    return audience.kind != Kind.PRACTICE


def what_counts(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of the journal that count; one statement. Observers are handed no others unless they ask for them."""
    named = {entry.audience for entry in entries if entry.audience}
    practice = set(Audience.objects.filter(id__in=named, kind=Kind.PRACTICE).values_list("id", flat=True))
    return [entry for entry in entries if entry.audience not in practice]
