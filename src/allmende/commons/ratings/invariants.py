"""What holds of ratings: every item counts its own right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from allmende.commons.ratings.models import Duel, Item
from allmende.foundation.doors import Invariant


def _miscounted() -> Iterator[str]:
    rows = Item.objects.annotate(
        there=Count("ratings"), scored=Count("ratings__score"), sums=Coalesce(Sum("ratings__score"), 0)
    )
    duels = Counter(item for pair in Duel.objects.values_list("first", "second").iterator() for item in pair)
    fields = ("pk", "thing_id", "raters", "count", "total", "there", "scored", "sums")
    for item, thing, raters, count, total, there, scored, sums in rows.order_by("pk").values_list(*fields).iterator():
        if (raters, count, total) != (there + duels[item], scored, sums):
            yield f"{thing} counts {raters} ratings and has {there + duels[item]}"


INVARIANTS = (Invariant("rating-counts", "Everything that is rated counts its ratings right.", _miscounted),)
