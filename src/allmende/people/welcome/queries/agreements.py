"""What stands between someone and their first commitment: agreements that they have yet to accept."""

from __future__ import annotations

from typing import Any

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor


def outstanding_agreements(actor: Actor, space: Space) -> list[Any]:
    """Return the agreements of a space that someone has not accepted in their present version."""
    return []


def accept(actor: Actor, version: Any) -> None:
    """Accept an agreement."""
