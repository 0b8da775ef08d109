"""What holds of every tally: it counts the reactions that there are."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from allmende.commons.reactions.models import Reaction, Tally
from allmende.foundation.doors import Invariant


def _miscounted() -> Iterator[str]:
    there: dict[object, dict[str, int]] = {}
    for thing, kind, n in Reaction.objects.values_list("thing_id", "kind").annotate(n=Count("id")):
        there.setdefault(thing, {})[kind] = n
    for tally in Tally.objects.order_by("pk").iterator():
        counts = {kind: n for kind, n in tally.counts.items() if n}
        if counts != (real := there.pop(tally.pk, {})):
            yield f"{tally.pk} counts the reactions {counts} and has {real}"
    for thing in there:
        yield f"the reactions to {thing} are not counted"


INVARIANTS = (Invariant("reaction-counts", "Every thing counts its reactions right.", _miscounted),)
