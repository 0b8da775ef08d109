"""What holds of who sees what: reach is what memberships say, no more and no less, and counters count."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Subquery

from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Reach
from allmende.commons.spaces.models import Passage, Space
from allmende.commons.spaces.reach import readers_of
from allmende.commons.things.models import Thing
from allmende.foundation.doors import Invariant


def _reach() -> Iterator[str]:
    for audience in Audience.objects.exclude(id=PUBLIC).order_by("id").iterator(chunk_size=500):
        should = readers_of(audience)
        does = set(Reach.objects.filter(audience=audience).values_list("actor_id", flat=True))
        if should != does:
            yield f"{audience.key}: {len(does - should)} reach it who may not, {len(should - does)} may and don't"


def _counted() -> Iterator[str]:
    rows = Space.objects.annotate(there=Count("memberships")).exclude(member_count=F("there")).order_by("id")
    for space in rows:
        yield f"{space.slug} counts {space.member_count} members and has {space.there}"


def _too_far() -> Iterator[str]:
    """Whether something stands further outward than its last passage through the gates has led it."""
    last = (
        Passage.objects.filter(thing=OuterRef("pk"), since__isnull=False).order_by("-since", "-id").values("layer")[:1]
    )
    rows = Thing.objects.filter(audience__kind=Kind.LADDER).annotate(led=Subquery(last))
    for thing in rows.filter(audience__layer__gt=F("led")).order_by("pk").select_related("audience").iterator():
        yield f"{thing.kind} {thing.pk} stands on layer {thing.audience.layer}, and no gate led it past {thing.led}"


INVARIANTS = (
    Invariant("reach", "Whoever reaches an audience belongs to it, and nobody else does.", _reach),
    Invariant("layers", "Nothing is seen above the layer that the gates have led it to.", _too_far),
    Invariant("member-counts", "Every space counts its members right.", _counted),
)
