"""Which two someone compares next."""

from __future__ import annotations

import secrets
from random import Random
from uuid import UUID

from allmende.commons.ratings.models import Duel, Sheet
from allmende.commons.ratings.queries.following import Own, open_to
from allmende.identity.actors.models import Actor, Reader
from allmende.judging import next_pair

CANDIDATES = (24, 240)
"""Among so many of what was compared least often the pair is looked for; among more where all pairs of these were seen."""


def next_two(reader: Reader, sheet: Sheet, own: Own | None = None, *, sealed: bool = False) -> tuple[UUID, UUID] | None:
    """Return two things that the reader sees, did not make and has not compared: least known, and alike as far as one knows."""
    if not isinstance(reader, Actor):
        return None
    for most in CANDIDATES:
        rows = open_to(reader, reader.id, sheet.pk, own=own, sealed=sealed).order_by("raters", "lot")
        found = list(rows.values_list("pk", "thing_id", "raters", "place__score")[:most])
        things = {item: thing for item, thing, _raters, _score in found}
        seen = Duel.objects.filter(rater=reader.id, sheet=sheet, first__in=things, second__in=things)
        order = list(things)
        Random(secrets.randbits(64)).shuffle(order)
        pair = next_pair(
            {item: raters for item, _thing, raters, _score in found},
            {item: 4 * score / 1000 - 2 for item, _thing, _raters, score in found if score is not None},
            [frozenset(two) for two in seen.values_list("first", "second")],
            order,
        )
        if pair is not None:
            return things[pair[0]], things[pair[1]]  # type: ignore[index]
    return None
