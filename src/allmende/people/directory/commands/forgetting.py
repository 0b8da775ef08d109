"""Erasing what the directory keeps of a person who goes."""

from __future__ import annotations

from django.db import transaction

from allmende.identity.actors.models import Actor
from allmende.people.directory.models import Listing, SavedSearch, Word


@transaction.atomic
def forget(actor: Actor) -> None:
    """Take someone out of the directory and out of what others remember of their searches."""
    for table in (Listing, Word, SavedSearch):
        table.objects.filter(actor=actor).delete()
    key = str(actor.id)
    for row in SavedSearch.objects.iterator():
        if key in row.seen:
            SavedSearch.objects.filter(id=row.id).update(seen=[each for each in row.seen if each != key])
