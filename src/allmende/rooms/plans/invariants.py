"""What holds of plans: it always took a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from allmende.foundation.doors import Invariant
from allmende.rooms.plans.models import Answer


def _confirmed_alone() -> Iterator[str]:
    for answer in Answer.objects.filter(read_by=F("author")).order_by("pk").iterator():
        yield f"answer {answer.pk} to {answer.question} was read by whoever gave it"


INVARIANTS = (
    Invariant("plans-second-person", "Nobody is the second person of their own answer.", _confirmed_alone),
)  # fmt: skip
