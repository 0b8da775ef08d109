"""What the directory keeps of a person."""

from __future__ import annotations

from typing import Any

from allmende.identity.actors.models import Actor
from allmende.people.directory.models import SavedSearch

TABLES = ("directory.Listing", "directory.Word", "directory.SavedSearch")


def held_of(actor: Actor) -> dict[str, Any]:
    """Return a person's saved searches; listings and words are made of their profile and hold nothing else."""
    rows = SavedSearch.objects.filter(actor=actor).order_by("id").values("name", "query", "looked")
    return {"saved_searches": [{**row, "looked": row["looked"].isoformat()} for row in rows]}
