"""What holds of notices: each has its cause in the journal, and each way out says how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from allmende.foundation.doors import Invariant
from allmende.foundation.journal.models import Entry
from allmende.observers.notices.models import Delivery, DeliveryState, Notice


def _without_cause() -> Iterator[str]:
    rows = Notice.objects.filter(~Exists(Entry.objects.filter(id=OuterRef("activity")))).order_by("id")
    for notice in rows.values_list("id", flat=True).iterator():
        yield f"notice {notice} tells of what never happened"


def _undecided() -> Iterator[str]:
    ended = Delivery.objects.filter(state__in=(DeliveryState.SENT, DeliveryState.DROPPED))
    for delivery in ended.filter(Q(ended=None) | Q(state=DeliveryState.DROPPED, why="")).order_by("id").iterator():
        yield f"delivery {delivery.id} was {delivery.state}, and nobody knows when or why"


INVARIANTS = (
    Invariant("notices", "Every notice has its cause in the journal.", _without_cause),
    Invariant(
        "notice-deliveries",
        "Every delivery of a notice that has ended says when, and if it was not sent, why.",
        _undecided,
    ),
)
