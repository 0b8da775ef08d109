"""Keeping what is worth a look in the ratings of a sheet, and what came of looking."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.ratings.models import Involved, Item, Pattern, Sheet
from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.judging import Pattern as Found

MOST = 50
"""So many are kept of a sheet, the least likely first: nobody looks at more."""
LONGEST_NOTE = 500


def makers_of(sheet: Sheet) -> dict[int, set[UUID]]:
    """Return who made what is rated by a sheet, its co-authors too; two statements."""
    found: dict[int, set[UUID]] = defaultdict(set)
    items = Item.objects.filter(sheet=sheet)
    for item, author in items.values_list("pk", "thing__author"):
        found[item].add(author)
    together = Author.objects.filter(thing__rated__sheet=sheet, state=AuthorState.CONFIRMED)
    for item, sheet_id, actor in together.values_list("thing__rated", "thing__rated__sheet", "actor"):
        if sheet_id == sheet.pk:
            found[item].add(actor)
    return found


def keep_patterns(sheet: Sheet, found: Sequence[Found]) -> None:
    """Keep what the reckoning found in place of what it found before, within the caller's transaction; notes on the same stay."""
    notes = {one.key: one for one in Pattern.objects.filter(sheet=sheet).exclude(noted=None)}
    Pattern.objects.filter(sheet=sheet).delete()
    kept: dict[str, tuple[Pattern, Found]] = {}
    for one in found[:MOST]:
        key = _key(one)
        before = notes.get(key)
        pattern = Pattern(
            sheet=sheet, kind=one.kind.value, key=key, items=sorted(one.items), ratings=one.ratings,
            above=round(100 * one.above), chance=one.chance, note=before.note if before else "",
            by_id=before.by_id if before else None, noted=before.noted if before else None,
        )  # fmt: skip
        kept[key] = pattern, one
    Pattern.objects.bulk_create([pattern for pattern, _one in kept.values()])
    here = {row.key: row.pk for row in Pattern.objects.filter(sheet=sheet)}
    people: dict[Any, Actor] = Actor.objects.in_bulk(
        {person for _pattern, one in kept.values() for person in one.people}
    )
    Involved.objects.bulk_create(
        [Involved(pattern_id=here[key], actor=people[person]) for key, (_p, one) in kept.items() for person in one.people if person in people],
        batch_size=500,
    )  # fmt: skip


def _key(one: Found) -> str:
    """What a pattern is known by: its kind, its people, and of a burst what was rated."""
    parts = [one.kind.value, *sorted(str(person) for person in one.people)]
    parts += [str(item) for item in one.items] if one.kind == "burst" else []
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def note_pattern(actor: Actor, pattern: Pattern, text: str) -> Pattern:
    """Note what came of looking at a pattern, within the caller's transaction; nothing written takes the note away. Raises Refused (422)."""
    said = clean_text(text).strip()
    if len(said) > LONGEST_NOTE:
        told = _("500 letters at most.")
        raise Refused(told, 422, errors={"note": told})
    pattern.note, pattern.by, pattern.noted = said, actor if said else None, clock.now() if said else None
    pattern.save(update_fields=["note", "by", "noted"])
    return pattern
