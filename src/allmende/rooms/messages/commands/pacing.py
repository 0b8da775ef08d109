"""How soon people get an answer, reckoned once a day."""

from __future__ import annotations

from django.db import transaction

from allmende.foundation import clock
from allmende.rooms.messages.models import Conversation, Pace, Shape
from allmende.rooms.messages.queries.queue import reckoned


def reckon_paces() -> int:
    """Reckon anew how soon each space answers; return how many have been written to lately."""
    places = (
        Conversation.objects.filter(kind="conversation", shape=Shape.BODY)
        .order_by()
        .values_list("place", flat=True)
        .distinct()
    )
    now, kept = clock.now(), []
    for place in list(places):
        half, cases = reckoned(place)
        if cases:
            kept.append(place)
            with transaction.atomic():
                Pace.objects.update_or_create(space_id=place, defaults={"half": half, "cases": cases, "at": now})
    Pace.objects.exclude(space__in=kept).delete()
    return len(kept)
