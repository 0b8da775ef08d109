"""What holds of notices: each has its cause in the journal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from allmende.foundation.doors import Invariant
from allmende.foundation.journal.models import Entry
from allmende.observers.notices.models import Notice


def _without_cause() -> Iterator[str]:
    rows = Notice.objects.filter(~Exists(Entry.objects.filter(id=OuterRef("activity")))).order_by("id")
    for notice in rows.values_list("id", flat=True).iterator():
        yield f"notice {notice} tells of what never happened"


INVARIANTS = (Invariant("notices", "Every notice has its cause in the journal.", _without_cause),)
