"""What holds of lineages, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.commons.lineage.models import Link
from allmende.commons.lineage.queries import comes_of
from allmende.foundation.doors import Invariant


def _in_a_circle() -> Iterator[str]:
    for source, target in Link.objects.order_by("id").values_list("source_id", "target_id").iterator():
        if comes_of(source, target):
            yield f"{target} came of itself, by way of {source}"


INVARIANTS = (Invariant("lineage", "Nothing comes of itself, however long the way.", _in_a_circle),)
