"""What holds of web hooks: nothing is told that never happened."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from allmende.foundation.doors import Invariant
from allmende.foundation.journal.models import Entry
from allmende.observers.webhooks.models import Delivery


def _without_cause() -> Iterator[str]:
    rows = Delivery.objects.exclude(entry=None).filter(~Exists(Entry.objects.filter(id=OuterRef("entry"))))
    for delivery in rows.order_by("id").values_list("id", flat=True).iterator():
        yield f"delivery {delivery} tells of what never happened"


INVARIANTS = (Invariant("deliveries", "Whatever a web hook is told has its cause in the journal.", _without_cause),)
