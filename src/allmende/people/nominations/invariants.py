"""What holds of coming in: a nomination counts who spoke for it. What else must hold, the tables see to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from allmende.foundation.doors import Invariant
from allmende.people.nominations.models import Nomination, Stance, State


def _miscounted() -> Iterator[str]:
    vouches = Count("voices", filter=Q(voices__stance=Stance.VOUCH))
    concerns = Count("voices", filter=Q(voices__stance=Stance.CONCERN))
    rows = Nomination.objects.filter(state=State.OPEN).annotate(vouched=vouches, worried=concerns)
    for one in rows.exclude(vouches=F("vouched"), concerns=F("worried")).order_by("pk").iterator():
        yield f"{one.pk} counts {one.vouches} vouchings and {one.concerns} concerns, and has {one.vouched} and {one.worried}"


INVARIANTS = (Invariant("voices", "Every open nomination counts who vouches and who worries right.", _miscounted),)
