"""What sessions show on a space's page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.queries import sessions_in

ON_A_SPACE = 4


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The latest sessions of a space; nothing where there are none."""
    cards, _following = sessions_in(reader, space, limit=ON_A_SPACE)
    return {"cards": cards, "url": f"{reverse('methods:sessions')}?in={space.slug}"} if cards else {}
